/** IAM, RAM and Identity Center records as Heddle keeps them: only what says who exists and who belongs where. */

/** A role or user of one account. `tags` decide attribute-based grants and `AmazonDataZoneProject` opt-in (rule E2). */
export interface IamPrincipal {
  arn: string;
  kind: 'role' | 'user';
  name: string;
  account: string;
  tags: Record<string, string>;
}

/** An Identity Center, SAML or QuickSight user with the groups it belongs to, all as Lake Formation principal strings. */
export interface IdentityUser {
  arn: string;
  name: string;
  groups: string[];
  /** Known to be deleted, where no listing could tell (SAML, QuickSight). */
  gone?: boolean;
}

export interface IdentityGroup {
  arn: string;
  name: string;
}

/** A RAM resource share with its associations, as GetResourceShares/GetResourceShareAssociations give them. */
export interface RamShare {
  resourceShareArn: string;
  name?: string;
  owningAccountId?: string;
  status?: string;
  creationTime?: string;
  resources: string[];
  principals: string[];
}

/** One record of the `identity` layer. */
export type IdentityRecord =
  ({ type: 'principal' } & IamPrincipal) | ({ type: 'user' } & IdentityUser) | ({ type: 'group' } & IdentityGroup);
