import { accountOfPrincipal, parseArn } from '../arn';
import { isGatePrincipal } from '../keys';
import type { Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';
import { Interner } from './interner';

export type PrincipalKind =
  | 'role'
  | 'user'
  | 'saml-user'
  | 'saml-group'
  | 'quicksight-user'
  | 'quicksight-group'
  | 'identity-center-user'
  | 'identity-center-group'
  | 'account'
  | 'organization'
  | 'gate'
  | 'all-iam'
  | 'other';

/** What the crawl says about existence (G14): `unknown` where the identity layer of its account was not read. */
export type Existence = 'exists' | 'missing' | 'unknown';

export interface PrincipalEntry {
  id: number;
  arn: string;
  kind: PrincipalKind;
  /** Undefined for Identity Center principals, organizations and the gate group. */
  account: string | undefined;
  existence: Existence;
  /** IAM tags; undefined where they were not read. */
  tags?: Record<string, string>;
  /** Numbers of the groups it belongs to. */
  groups: number[];
  name: string;
}

export interface PrincipalIndex {
  ids: Interner;
  entries: PrincipalEntry[];
  /** Accounts whose roles and users were all read. */
  readAccounts: ReadonlySet<string>;
  /** Whether an Identity Center directory was read. */
  readDirectory: boolean;
  /** Roles and users by account. */
  iamOf: Map<string, number[]>;
}

/** Kinds that act by themselves; groups, accounts and organizations never do (case C46). */
export const isActor = (kind: PrincipalKind): boolean =>
  kind === 'role' ||
  kind === 'user' ||
  kind === 'saml-user' ||
  kind === 'quicksight-user' ||
  kind === 'identity-center-user';

export const isIam = (kind: PrincipalKind): boolean => kind === 'role' || kind === 'user';

/** Kind by form of the identifier (facts 2.5). */
export function kindOf(principal: string): PrincipalKind {
  if (principal.startsWith('arn:')) {
    const arn = parseArn(principal);
    if (!arn) return 'other';
    const { service, resource } = arn;
    if (service === 'iam') {
      if (resource.startsWith('role/')) return 'role';
      if (resource.startsWith('user/')) return 'user';
      const saml = /^saml-provider\/.+:(user|group)\//.exec(resource);
      return saml ? (saml[1] === 'user' ? 'saml-user' : 'saml-group') : 'other';
    }
    if (service === 'quicksight') return resource.startsWith('group/') ? 'quicksight-group' : 'quicksight-user';
    if (service === 'identitystore')
      return resource.startsWith('group/') ? 'identity-center-group' : 'identity-center-user';
    return service === 'organizations' ? 'organization' : 'other';
  }
  if (/^\d{12}$/.test(principal)) return 'account';
  if (/^\d{12}:IAMPrincipals$/i.test(principal)) return 'all-iam';
  return isGatePrincipal(principal) ? 'gate' : 'other';
}

/** The table of principals; `intern` adds one with what the identity layer said about it. */
export class PrincipalTable {
  private readonly ids = new Interner();
  private readonly entries: PrincipalEntry[] = [];

  intern(arn: string): number {
    const known = this.ids.find(arn);
    if (known !== undefined) return known;
    const id = this.ids.intern(arn);
    const kind = kindOf(arn);
    const name = arn.slice(Math.max(arn.lastIndexOf('/'), arn.startsWith('arn:') ? -1 : arn.lastIndexOf(':')) + 1);
    const account = kind === 'organization' ? undefined : accountOfPrincipal(arn);
    this.entries.push({ id, arn, kind, account, existence: 'unknown', groups: [], name });
    return id;
  }

  get count(): number {
    return this.entries.length;
  }

  entry(id: number): PrincipalEntry {
    return this.entries[id]!;
  }

  close(readAccounts: ReadonlySet<string>, readDirectory: boolean): PrincipalIndex {
    const iamOf = new Map<string, number[]>();
    for (const entry of this.entries) {
      if (entry.existence === 'unknown') entry.existence = this.existenceOf(entry, readAccounts, readDirectory);
      if (!isIam(entry.kind) || entry.existence === 'missing' || !entry.account) continue;
      const list = iamOf.get(entry.account);
      if (list) list.push(entry.id);
      else iamOf.set(entry.account, [entry.id]);
    }
    return { ids: this.ids, entries: this.entries, readAccounts, readDirectory, iamOf };
  }

  /** SAML and QuickSight users are not listed by any call: their existence stays unknown. */
  private existenceOf(entry: PrincipalEntry, read: ReadonlySet<string>, directory: boolean): Existence {
    if (isIam(entry.kind)) return entry.account !== undefined && read.has(entry.account) ? 'missing' : 'unknown';
    return entry.kind === 'identity-center-user' && directory ? 'missing' : 'unknown';
  }
}

/** Accounts whose identity layer came without a gap: a role that it does not list does not exist (G14). */
export function accountsWithIdentity(snapshot: Snapshot): ReadonlySet<string> {
  const gaps = new Set(
    snapshot.coverage.filter((g) => g.layer === 'identity' || g.layer === 'account').map((g) => g.member),
  );
  const members = new Map(snapshot.members.map((m) => [m.id, m.account]));
  const read = new Set<string>();
  for (const part of snapshot.parts) {
    const account = members.get(part.member);
    if (part.layer === 'identity' && account && !gaps.has(part.member)) read.add(account);
  }
  return read;
}

/** Whether an Identity Center directory was read without a gap: a user that it does not list does not exist (G14). */
export function hasDirectory(snapshot: Snapshot): boolean {
  return (
    snapshot.parts.some((part) => part.layer === 'identity-center') &&
    !snapshot.coverage.some((gap) => gap.layer === 'identity-center')
  );
}

/** Reads the identity layer into the table. */
export function readIdentity(snapshot: Snapshot, table: PrincipalTable): void {
  const records = [...recordsOf(snapshot, 'identity'), ...recordsOf(snapshot, 'identity-center')];
  for (const { record } of records) {
    const entry = table.entry(table.intern(record.arn));
    entry.existence = record.type === 'user' && record.gone ? 'missing' : 'exists';
    if (record.type === 'principal') entry.tags = record.tags ?? {};
    if (record.type === 'user') {
      for (const group of record.groups ?? []) {
        const id = table.intern(group);
        if (!entry.groups.includes(id)) entry.groups.push(id);
      }
    }
    if (record.type !== 'principal' && record.name) entry.name = record.name;
  }
}
