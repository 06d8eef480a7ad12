import type { DzOwner, DzPolicyEntity, DzPolicyGrant, DzRule } from '../model/datazone';

/** A domain unit as the tree lists it; a unit whose parent was not read stands at the top. */
export interface UnitLine {
  domainId: string;
  domainName: string;
  id: string;
  name: string;
  /** 0 = the root. */
  depth: number;
  grants: number;
  rules: number;
  projects: number;
}

/** Somebody who can hold a policy, own a unit or belong to a project. */
export interface Person {
  kind: 'user' | 'group' | 'project' | 'everybody';
  id: string;
  name: string;
  /** What else tells them apart: an account, a user name, a designation. */
  note?: string;
}

/** A grant in effect on a unit: its own, or one of a unit above that reaches below (inferred, facts datazone 4.1). */
export interface EffectiveGrant {
  policy: string;
  grant: DzPolicyGrant;
  /** The unit above that it comes from; absent = the unit's own. */
  from?: { id: string; name: string };
  below: boolean;
  /** Names of project profiles that it is limited to. */
  profiles: string[];
}

/** One line of the matrix. */
export interface PolicyHolder {
  /** `principalKey` */
  key: string;
  person: Person;
  grants: EffectiveGrant[];
}

export interface OwnerLine {
  owner: DzOwner;
  person: Person;
  /** An owner of a unit above governs this one too. */
  from?: { id: string; name: string };
}

export interface RuleLine {
  rule: DzRule;
  from?: { id: string; name: string };
  /** What it demands, by name; undefined where it could not be read. */
  demands?: string[];
  /** Where it holds, in words. */
  scope: string;
}

export interface ProjectLine {
  id: string;
  name: string;
  members: { owner: DzOwner; person: Person; designation: string }[];
  /** The account whose member may change the members. */
  account: string;
  refusal?: string;
}

/** A grant on a blueprint, an environment profile or an asset type. */
export interface EntityGrant {
  /** `principalKey` */
  key: string;
  person: Person;
  grant: DzPolicyGrant;
  /** The unit whose projects it is for, by name. */
  unit?: string;
}

/** What besides units carries policies, with who holds them. */
export interface EntityView {
  entityType: DzPolicyEntity['entityType'];
  id: string;
  name: string;
  /** What it is and whose: `blueprint 111122223333`. */
  note: string;
  /** Every policy that it has; `isUnread` where AWS did not tell who holds it. */
  policies: { type: string; words: string; grants: EntityGrant[]; isUnread: boolean }[];
}

/** Everything that governs one domain unit. */
export interface UnitView {
  domainId: string;
  domainName: string;
  id: string;
  name: string;
  description?: string;
  /** Names from the root down to the unit. */
  path: string[];
  /** The account whose member may change the unit; empty where none may. */
  account: string;
  refusal?: string;
  /** What could not be read and may be missing here; one sentence each. */
  unread: string[];
  holders: PolicyHolder[];
  /** Grants of the unit itself, by policy: at most 20 each. */
  used: Record<string, number>;
  owners: OwnerLine[];
  rules: RuleLine[];
  projects: ProjectLine[];
  people: Person[];
  /** At the root unit: what the domain governs besides units; null where the snapshot does not hold it. */
  entities?: EntityView[] | null;
  /** Every unit of the domain. */
  units: { id: string; name: string }[];
  /** Asset types that are known in the domain. */
  assetTypes: string[];
  terms: { id: string; name: string }[];
}

/** What a person needs to ask for a listing. */
export interface AskTarget {
  domainId: string;
  listingId: string;
  product: string;
  publisher: string;
  projects: { id: string; name: string; account: string; refusal?: string }[];
  forms: { typeIdentifier: string; typeRevision: string; rule: string }[];
  /** Rules whose demands could not be read. */
  unread: string[];
}

/** Something published that a project may ask for. */
export interface ListingLine {
  domainId: string;
  listingId: string;
  name: string;
  kind: 'asset' | 'dataProduct';
  publisher: string;
  domainName: string;
  /** Key of the table behind it, where it is one. */
  table?: string;
}
