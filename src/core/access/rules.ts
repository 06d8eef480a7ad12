/** How sure a rule is: stated by AWS, seen in tools, deduced from stated rules, or not confirmed by anything. */
export type Confidence = 'documented' | 'observed' | 'inferred' | 'unverified';

/** The rules that answers cite, in words. */
export const RULES = {
  E1: 'IAM_ALLOWED_PRINCIPALS holds a permission on the resource and the principal is not opted in: IAM decides',
  E2: 'Opted-in principal: Lake Formation decides although the IAM_ALLOWED_PRINCIPALS row exists, and that row gives it nothing',
  E3: 'No IAM_ALLOWED_PRINCIPALS row: Lake Formation decides for everybody',
  E4: 'IAM permission is needed as well (glue:Get*, lakeformation:GetDataAccess)',
  E5: 'Default-permission settings act only when objects are created',
  E6: 'Registration of the S3 prefix decides the data path',
  E7: 'Cross-account principal, IAM_ALLOWED_PRINCIPALS row and a location that is not hybrid: access denied',
  G1: 'Named-resource grant',
  G2: 'A grant on all tables covers every table, also future ones',
  G3: 'ALL (Super) expands to every permission of that resource type',
  G4: 'Any permission on a database, table or link implies DESCRIBE on it',
  G5: 'Any grant on a table implies DESCRIBE on its database and catalog (same account, IAM principal, not attribute-based)',
  G6: 'Grants are united; there is no deny',
  G7: 'Database permissions do not reach tables',
  G8: 'A grant option is delegation, not access',
  G9: 'INSERT and DELETE let the holder read the underlying data',
  G10: 'SUPER_USER on a non-default catalog',
  G11: "A condition must hold for the principal's tags",
  G12: '<account>:IAMPrincipals stands for all users and roles of the account',
  G13: 'A principal and its groups are united',
  G14: 'Rows of deleted principals persist and revive with the same ARN',
  G15: 'SELECT is listed as its own TableWithColumns row',
  I1: 'Implicit rights of a data lake administrator',
  I2: 'Implicit rights of a read-only administrator',
  I3: 'Creators get explicit rows',
  T1: 'LF-Tags are inherited from database to table to column',
  T2: 'An own LF-Tag replaces the inherited value of the same key',
  T3: 'Keys of an expression are ANDed, values of a key ORed',
  T4: "'*' matches any value of the key, not its absence",
  T5: 'DATABASE and TABLE policies are separate',
  T6: 'Where only some columns match, ALTER, DROP, INSERT and DELETE shrink to DESCRIBE and ALL to SELECT and DESCRIBE',
  T7: 'SELECT through a TABLE policy is decided per column',
  T8: 'Permissions on tags are not permissions on tagged resources; they imply DESCRIBE of the tag',
  T9: 'Saved tag expressions are resolved live',
  T10: 'Tag keys and values compare in lower case',
  T11: 'Separate tag grants are ORed',
  T12: 'Who may tag a resource: ASSOCIATE on the tag plus owner, Super or the full grantable set on the resource',
  T13: 'Tag and tagged resource must belong to the same account',
  C1: 'Include list of columns',
  C2: 'Exclude list = all current columns minus the list',
  C3: 'Columns of all grants are united',
  C4: 'Partition keys are always visible',
  C5: 'With partial SELECT only those columns are described',
  C6: 'Row filters are ORed',
  C7: 'All rows prevails',
  C8: 'Each column has its own predicate (cell level)',
  C9: 'Across accounts: intersection with the share',
  C10: 'Nested columns are addressed by quoted dotted names',
  C11: 'Exclude lists follow schema changes by name',
  L1: 'Links carry only DESCRIBE and DROP',
  L2: 'Permissions on a link do not reach its target',
  L3: 'A query through a link needs DESCRIBE on the link and SELECT on the target',
  L4: 'A link may dangle; only its first hop is followed',
  X1: "A share to an account is visible to that account's administrators only",
  X2: 'Local grants are bounded by the share',
  X3: 'Direct cross-account grants stand alone and are united',
  X4: 'Restrictions on cross-account grants',
  X5: 'Revoking the share removes the access that cascades from it',
  D1: 'A location permission covers child prefixes',
  D2: 'A location permission does not read data',
  V1: 'A revoke addresses one row',
  V2: 'All-tables and single-table rows are independent',
  V3: 'Column rows must be revoked as they were granted',
  V4: 'ALL and single permissions are independent',
  V5: 'Revoking what is not there is an error',
  V6: 'Other paths remain after a revoke',
  V7: 'Tag-based access ends by revoking the policy row, retagging or deleting the tag',
  V8: 'No cascading revoke inside an account',
  V9: 'Column-limited SELECT and ALTER, DROP, DELETE, INSERT, DESCRIBE exclude each other at grant time',
  W1: 'Data Catalog views run with the rights of their definer',
  W2: 'Engine views run with the rights of the reader; filters of a base table do not apply to the view',
} as const;

export type RuleId = keyof typeof RULES;

/** A remark of an answer. `rule` names what it rests on; `confidence` below documented means: do not rely on it silently. */
export interface Note {
  kind:
    | 'dormant'
    | 'stale'
    | 'ineffective-filter'
    | 'dangling-columns'
    | 'defaults-open'
    | 'conditional'
    | 'uncertain'
    | 'risk'
    | 'not-evaluated'
    | 'limit';
  rule: RuleId;
  confidence?: Confidence;
  text: string;
}

/** A note as one line: kind or certainty first, then the words. */
export function noteText(note: Note): string {
  const sure = note.confidence === undefined || note.confidence === 'documented' ? '' : ` (${note.confidence})`;
  return `${note.kind}: ${note.rule}${sure}: ${note.text}`;
}
