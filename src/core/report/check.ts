/** What AWS itself said about some pairs of an answer. */
export interface CheckReport {
  sentence: string;
  /** ISO 8601. */
  at: string;
  pairs: PairCheck[];
}

/**
 * One pair. `blind`: ListPermissions is known not to tell about such a pair (facts LP2, LP8), so its silence is no
 * disagreement. `failed`: AWS was not reached or refused to say.
 */
export interface PairCheck {
  principal: string;
  name: string;
  resource: string;
  verdict: 'agrees' | 'differs' | 'blind' | 'failed';
  words: string;
  lakeFormation: OracleHalf;
  iam: IamHalf;
}

export interface OracleHalf {
  /** Account that was asked; absent where nobody was. */
  account?: string;
  predicted: string[];
  found: string[];
  blind?: string;
  trouble?: string;
}

export interface IamHalf {
  account?: string;
  actions: { action: string; decision: string }[];
  /** Allowed altogether? Absent where it was not asked. */
  allowed?: boolean;
  trouble?: string;
}

export const CHECK_MOST = 20;
