import type { AccessRow } from '../core/model/case';
import type { ChangedRow } from '../core/access/compare';

/** A subscription request as the inbox lists it. */
export interface RequestSummary {
  domainId: string;
  domainName: string;
  id: string;
  status: 'PENDING' | 'ACCEPTED' | 'REJECTED' | (string & {});
  product: string;
  /** The publishing project. */
  publisher: string;
  /** Project, user, group or role that asks. */
  requester: string;
  /** The person who sent it, where their profile could be read. */
  askedBy?: string;
  reason: string;
  at: string;
  /** Few words each: `sensitive columns`, `outside the domain`. */
  risks: string[];
  /** Why none of the connected roles may decide it; absent = one may. */
  refusal?: string;
}

export interface RequestColumn {
  name: string;
  type: string;
  /** `key=value` of LF-Tags in effect. */
  tags: string[];
  terms: string[];
}

/** One asset of the product: what it is, what the requester reads of it now and would read. */
export interface RequestAsset {
  assetId: string;
  name: string;
  /** `account/database.table`; absent where it is no table that Heddle has read. */
  table?: string;
  columns: RequestColumn[];
  filters: { id: string; name: string; columns?: string[]; rows?: string; usable: boolean }[];
  terms: string[];
  /** Per principal that would receive the grant. */
  access: { principal: string; has: AssetAccess; would: AssetAccess }[];
}

export interface AssetAccess {
  columns: string[];
  /** Null = all rows; absent where no column is readable. */
  rows?: string | null;
}

export interface RequestDetails {
  summary: RequestSummary;
  comment?: string;
  decidedBy?: string;
  forms: { name: string; fields: { name: string; value: string }[] }[];
  assets: RequestAsset[];
  /** Columns that the requester would gain over all assets and principals. */
  gain: number;
  /** The rows behind `would`, from the plan engine. */
  gained: AccessRow[];
  changed: ChangedRow[];
  warnings: string[];
  /** What to know before deciding, one sentence each. */
  findings: string[];
  /** Account and member in which the decision is made. */
  account: string;
  grants: GrantProgress[];
}

/** What became of an approval: one per grant and asset. */
export interface GrantProgress {
  id: string;
  environment: string;
  asset: string;
  status: string;
  cause?: string;
  remedy?: string;
  at?: string;
}

export interface RequestOutcome {
  status: string;
  decidedBy?: string;
  /** True once no grant will change its state by itself any more. */
  settled: boolean;
  grants: GrantProgress[];
}

/** What the window may ask of requests; see `Calls`. */
export interface RequestCalls {
  'requests.list': { in: null; out: RequestSummary[] };
  'requests.details': {
    in: { domainId: string; id: string; filters: Record<string, string[]> };
    out: RequestDetails;
  };
  /** Reads the request, its subscription and its grants from AWS now. */
  'requests.outcome': { in: { domainId: string; id: string }; out: RequestOutcome };
}
