import type { ChangedRow } from '../access/compare';
import type { AccessRow } from '../model/case';
import type { SubscriptionAction } from './subscription-actions';

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
  /** ISO 8601; empty where the service did not say. */
  at: string;
  /** Few words each: `sensitive columns`, `other domain`. */
  risks: string[];
  /** Why none of the connected roles may decide it; absent = one may. */
  refusal?: string;
}

export interface RequestColumn {
  name: string;
  type: string;
  /** `key=value` of LF-Tags in effect. */
  tags: readonly string[];
  /** Names of glossary terms. */
  terms: string[];
  sensitive: boolean;
}

export interface RequestFilter {
  id: string;
  name: string;
  /** Columns that it lets through; absent = all. */
  columns?: string[];
  /** Rows that it lets through; absent = all. */
  rows?: string;
  /** False where the service marks it INVALID: it cannot be attached. */
  usable: boolean;
}

/** What SELECT reaches of one table. */
export interface AssetAccess {
  columns: string[];
  /** Null = all rows; absent where no column is readable. */
  rows?: string | null;
}

/** One asset of the product: what it is, what the requester reads of it now and would read. */
export interface RequestAsset {
  assetId: string;
  name: string;
  /** `account/database.table`; absent where it is no table that was read. */
  table?: string;
  columns: RequestColumn[];
  filters: RequestFilter[];
  terms: string[];
  /** Per principal that would receive the grant. */
  access: { principal: string; has: AssetAccess; would: AssetAccess }[];
}

export interface RequestDetails {
  summary: RequestSummary;
  comment?: string;
  decidedBy?: string;
  forms: { name: string; fields: { name: string; value: string }[] }[];
  assets: RequestAsset[];
  /** Columns that the requester would gain, over all assets. */
  gain: number;
  /** The rows behind `would`, from the plan. */
  gained: AccessRow[];
  changed: ChangedRow[];
  warnings: string[];
  /** What to know before deciding, one sentence each. */
  findings: string[];
  /** The account of the member that would decide; empty where none may. */
  account: string;
  grants: GrantProgress[];
  /** Steps beside approving and rejecting. */
  actions: SubscriptionAction[];
}

/** What became of an approval: one per grant and asset. */
export interface GrantProgress {
  id: string;
  environment: string;
  asset: string;
  /** SubscriptionGrantStatus. */
  status: string;
  /** The service's own words. */
  cause?: string;
  remedy?: string;
  at?: string;
}
