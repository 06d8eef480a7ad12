import type { Call } from '../../service';

/** What a subscription grant puts into (or takes out of) Lake Formation for one table. */
export interface LakeGrant {
  account: string;
  region: string;
  /** Catalog id as Glue gives it; the account's own id for the default catalog. */
  catalogId: string;
  database: string;
  table: string;
  /** IAM ARNs. */
  principals: string[];
  /** The role that DataZone assumed; it is named as the writer of the rows. */
  manageAccessRole: string;
  columns?: string[] | undefined;
  rowFilter?: string | undefined;
  /** Name of the data cells filter that carries `columns` and `rowFilter` (datazone 1.6: AssetScope.scopeName). */
  scopeName?: string | undefined;
  /** Where the consumer finds the table: a resource link of this name in this database. */
  link?: { account: string; database: string; name: string } | undefined;
}

/** DataZone's way into Lake Formation, so that the two services stay independent. */
export interface LakeGrants {
  grantInLake(call: Call, grant: LakeGrant): void;
  revokeInLake(call: Call, grant: LakeGrant): void;
}
