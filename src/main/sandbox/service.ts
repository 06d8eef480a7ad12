import type { World } from './world';

/** Service ids as SigV4 names them, plus the two unsigned ones. */
export type ServiceId =
  'glue' | 'lakeformation' | 'datazone' | 'sts' | 'iam' | 'ram' | 'identitystore' | 'sso' | 'sso-admin' | 'sso-oidc';

/** Who signed a call. Unsigned operations have none. */
export interface Caller {
  account: string;
  /** ARN as GetCallerIdentity gives it (`…:assumed-role/Role/session` for roles). */
  arn: string;
  /** IAM ARN of the role or user behind it, path included. */
  principal: string;
  userId: string;
}

/** One request as a handler sees it. `now` is the sandbox's clock; handlers never read another. */
export interface Call {
  service: ServiceId;
  operation: string;
  caller: Caller;
  /** From the signature's scope. */
  region: string;
  now: Date;
  requestId: string;
  variants: Variants;
  world: World;
  /** The SSO portal's bearer token, where the operation carries one. */
  bearer?: string;
}

/** Typed by the SDK's own Input/Output types at each handler; timestamps are Dates on both sides. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Handler<I = any, O = any> = (input: I, call: Call) => O | Promise<O>;

export interface Service {
  id: ServiceId;
  handlers: Record<string, Handler>;
  /** Does what has become due on the sandbox's clock; runs before every call of any service. */
  settle?(call: Call): void;
}

/** A modelled error of the service: `name` is the shape's name; `members` are further members of the shape. */
export class ServiceError extends Error {
  override readonly name: string;
  readonly members: Record<string, unknown>;
  constructor(name: string, message: string, members: Record<string, unknown> = {}) {
    super(message);
    this.name = name;
    this.members = members;
  }
}

/**
 * The points that AWS leaves open, each a named switch (`--variant name=value`). The default is the first value.
 * The crawled mesh must come out the same under every one.
 */
export const VARIANTS = {
  /** Does the unfiltered ListPermissions contain DataCellsFilter rows? (LP8) */
  'filters-in-raw-list': ['yes', 'no'],
  /** May ListDataCellsFilter omit Table? (open point 2) */
  'filter-list-needs-table': ['no', 'yes'],
  /** Does SearchTablesByLFTags accept `*` as a value? (open point 2) */
  'search-star': ['accepted', 'rejected'],
  /** Are ListLFTags' values cut at 50? (open point 2) */
  'tag-values-truncated': ['no', 'yes'],
  /** Does ListPermissions(ResourceType=LF_TAG_POLICY) return only DATABASE policies? (LP3) */
  'tag-policy-type': ['both', 'database-only'],
  /** Does a raw listing contain rows on sub-catalogs and producer-owned objects? (open point 12) */
  'foreign-rows-in-raw-list': ['yes', 'no'],
  /** Do grants of a data cells filter go when it is deleted? (no page says) */
  'filter-delete-takes-grants': ['yes', 'no'],
  /** Does Search need owningProjectIdentifier? (datazone 1.3) */
  'dz-search-needs-project': ['no', 'yes'],
  /** Listing forms as objects or as JSON strings again? (datazone 1.4) */
  'dz-forms': ['objects', 'strings'],
  /** Does a tag TABLE policy imply DESCRIBE on the parent in the computed answer? (G5) */
  'tag-policy-parent-describe': ['yes', 'no'],
  /** Must the columns exist that a row filter names? (facts 4: not documented) */
  'row-filter-columns': ['any', 'existing'],
  /** Does the account's own catalog take DESCRIBE, ALTER, DROP and ALL? (facts 2.2) */
  'default-catalog-takes-all': ['no', 'yes'],
  /** Is sharing all tables refused where IAM_ALLOWED_PRINCIPALS holds one of them? (E7 speaks of single objects) */
  'gate-on-one-of-all-tables': ['refused', 'taken'],
  /** Does an include-list grant on top of another merge into one row? (V3) */
  'include-list-merges': ['yes', 'no'],
  /** Revoking one column of an include list: leaves the rest, or is refused? (V3) */
  'include-list-partial-revoke': ['yes', 'no'],
  /** May workers of the subscribing project withdraw and cancel what a colleague asked for, or who asked alone? (datazone 2) */
  'dz-withdrawers': ['subscriber', 'requester'],
  /** Do environment profiles and asset types carry policies under the id that their listing gives? (datazone 4.1) */
  'dz-entity-ids': ['as-listed', 'refused'],
  /** Do decisions on decided requests raise ConflictException or ValidationException? (datazone 2.4) */
  'dz-decided-error': ['conflict', 'validation'],
  /** Are pages cut short and are empty pages with a token served? (LP15) */
  'short-pages': ['no', 'yes'],
  /** Does a read-only administrator see every LF-Tag? (lakeformation 1.2) */
  'readonly-admin-sees-tags': ['yes', 'no'],
  /** Do Lake Formation access-denied answers carry status 400 or the modelled 403? (protocol 3) */
  'denied-status': ['400', '403'],
} as const;

export type VariantName = keyof typeof VARIANTS;
export type Variants = { [K in VariantName]: (typeof VARIANTS)[K][number] };
