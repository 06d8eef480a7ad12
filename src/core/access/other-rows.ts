import { canonicalText } from '../model/canonical';
import type { AccessRow } from '../model/case';
import type { Resource } from '../model/lakeformation';
import { BIT } from '../model/mesh/bits';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { isBelow, s3Path } from '../model/mesh/locations';
import { rowMember, rowRecord } from '../model/mesh/mesh';
import { ownedBy } from '../model/owned-resource';
import type { AccessIndex } from './access-index';
import { isHome, rowHolds, type Actor } from './actor';
import { isUnder } from './candidates';
import { ownAdminRules } from './decide-table';
import { impliesParents } from './decide-database';
import { catalogGate } from './gate';
import { CATALOG_ALL, expand, SUPER_USER_SELF } from './permissions';
import { passedBy, sharedBelow } from './other-bound';
import type { Note, RuleId } from './rules';

/** What one row of an answer rests on: a grant by its number, or an implicit right without one. */
export interface Origin {
  rules: readonly RuleId[];
  row?: number;
}

/** A row of an answer on a catalog, location, tag, expression or filter, with its origins. */
export interface OtherRow extends AccessRow {
  because: string[];
  origins: Origin[];
}

/** The row as an answer prints it. */
export const plainRow = ({ origins: _, ...row }: OtherRow): AccessRow => row;

/** Rows of one answer on objects without tables, united per resource and permission. */
export class OtherRows {
  private readonly byKey = new Map<string, OtherRow>();

  constructor(private readonly principal: string) {}

  add(resource: Resource, permission: string, rules: readonly RuleId[], row?: number): void {
    const key = keyOf(resource, permission);
    const known = this.byKey.get(key) ?? { principal: this.principal, resource, permission, because: [], origins: [] };
    known.because = [...new Set([...known.because, ...rules])];
    if (row === undefined || !known.origins.some((origin) => origin.row === row))
      known.origins.push(row === undefined ? { rules } : { rules, row });
    this.byKey.set(key, known);
  }

  has(resource: Resource, permission: string): boolean {
    return this.byKey.has(keyOf(resource, permission));
  }

  get rows(): OtherRow[] {
    return [...this.byKey.values()];
  }
}

/** Two records of one resource may write its members in a different order. */
const keyOf = (resource: Resource, permission: string): string => `${permission} ${canonicalText(resource)}`;

/**
 * Catalog rows (G3, G5, G10, I1), the gate on a catalog (E1) and administrators' implicit rights there. A new account
 * opens its catalog for CREATE_DATABASE only (E5): IAM decides about that, grants of anything else there still count.
 */
export function catalogRows(
  index: AccessIndex,
  actor: Actor,
  others: readonly number[],
  below: ReadonlySet<number>,
  out: OtherRows,
  notes: Note[],
): void {
  const { catalog, grants, permissions } = index.mesh;
  for (const account of actor.admin) {
    if (!holdsObjects(index, account)) continue;
    out.add({ Catalog: { Id: account } }, 'GRANT_ANY', ['I1']);
    out.add({ Catalog: { Id: account } }, 'CREATE_DATABASE', ['I1']);
  }
  for (const entry of catalog.catalogs) {
    const resource: Resource = { Catalog: { Id: entry.catalogId } };
    const admin = ownAdminRules(actor, entry.account);
    const gate = catalogGate(index, actor, entry.id);
    if (gate === 'iam') out.add(resource, 'IAM_DECIDES', ['E1', 'E4']);
    const open = gate === 'iam' ? grants.permissions[grants.gateOfCatalog[entry.id]!]! : 0;
    if (open & BIT.ALL || gate === 'denied') continue;
    const decider: RuleId[] = [gate === 'opted-in' ? 'E2' : 'E3', 'E4'];
    // A parent that only the id of a child names (`acct:a` of `acct:a/b`) is no catalog that anything listed.
    const known = entry.record !== undefined || itemsOf(catalog.databasesOf, entry.id).length > 0;
    if (admin.length > 0 && known && !entry.isDefault) out.add(resource, 'DESCRIBE', admin);
    if (
      known &&
      !entry.isDefault &&
      impliesParents(actor, entry.account) &&
      [...below].some((c) => isUnder(index, c, entry.id))
    ) {
      out.add(resource, 'DESCRIBE', ['G5']);
    }
    for (const row of others) {
      if (grants.kind[row] !== KIND.catalog || rowHolds(index, actor, row) !== true) continue;
      const passed = passedBy(index, row);
      for (const [mask, rules] of catalogGrant(index, actor, entry.id, row, notes)) {
        for (const permission of permissions.namesIn(mask & passed & ~open))
          out.add(resource, permission, [...decider, ...rules, ...via(index, actor, row)], row);
      }
    }
  }
}

/** What a catalog row gives on a catalog: itself, and with SUPER_USER everything on the catalogs below. */
function catalogGrant(
  index: AccessIndex,
  actor: Actor,
  catalog: number,
  row: number,
  notes: Note[],
): [number, RuleId[]][] {
  const { grants } = index.mesh;
  const entry = index.mesh.catalog.catalogs[catalog]!;
  const target = grants.target[row]!;
  const superUser = grants.permissions[row]! & BIT.SUPER_USER;
  const given: [number, RuleId[]][] = [];
  if (target === catalog) {
    const plain = expand(grants.permissions[row]! & ~BIT.SUPER_USER, CATALOG_ALL | CATALOG_TAGS);
    if (plain !== 0)
      given.push([
        plain & ~(grants.permissions[row]! & BIT.ALL ? CATALOG_TAGS : 0),
        grants.permissions[row]! & BIT.ALL ? ['G1', 'G3'] : ['G1'],
      ]);
  }
  if (!superUser || !isUnder(index, catalog, target)) return given;
  if (entry.isDefault || !isHome(actor, entry.account)) {
    notes.push({
      kind: 'not-evaluated',
      rule: entry.isDefault ? 'G10' : 'X4',
      text: `SUPER_USER on ${entry.catalogId} has no meaning for this principal and gives nothing`,
    });
    return given;
  }
  given.push(target === catalog ? [SUPER_USER_SELF, ['G10']] : [CATALOG_ALL, ['G10', 'G3']]);
  return given;
}

/** Permissions that only the account's catalog as such takes (facts 2.2). */
const CATALOG_TAGS = BIT.CREATE_LF_TAG | BIT.CREATE_LF_TAG_EXPRESSION;

/** Whether the mesh knows anything in the account's catalogs: an empty account has no catalog rows worth an answer. */
function holdsObjects(index: AccessIndex, account: string): boolean {
  const { catalog, locations } = index.mesh;
  return (
    locations.all.some((location) => location.account === account) ||
    catalog.catalogs.some(
      (c) => c.account === account && (!c.isDefault || itemsOf(catalog.databasesOf, c.id).length > 0),
    )
  );
}

/** DATA_LOCATION_ACCESS on registered prefixes at and below the granted one (D1), and for administrators on all (I1). */
export function locationRows(
  index: AccessIndex,
  actor: Actor,
  others: readonly number[],
  out: OtherRows,
  notes: Note[],
): void {
  const { grants, locations } = index.mesh;
  for (const location of locations.all) {
    const admin = ownAdminRules(actor, location.account);
    const resource = { DataLocation: { CatalogId: location.account, ResourceArn: location.record.ResourceArn } };
    if (admin.includes('I1')) out.add(resource, 'DATA_LOCATION_ACCESS', ['I1', 'D1']);
  }
  for (const row of others) {
    if (grants.kind[row] !== KIND.location || rowHolds(index, actor, row) !== true) continue;
    const holds = (path: string): boolean =>
      (grants.permissions[row]! & passedBy(index, row, path) & (BIT.DATA_LOCATION_ACCESS | BIT.ALL)) !== 0;
    const granted = rowRecord(index.mesh, row).Resource.DataLocation!;
    const account = granted.CatalogId ?? rowMember(index.mesh, row).account;
    const prefix = s3Path(granted.ResourceArn);
    if (prefix === undefined) continue;
    const rules: RuleId[] = ['D1', 'D2', ...via(index, actor, row)];
    const registered = locations.all.filter((l) => l.account === account);
    for (const location of registered) {
      if (!isBelow(location.path, prefix) || !holds(location.path)) continue;
      const resource = { DataLocation: { CatalogId: account, ResourceArn: location.record.ResourceArn } };
      out.add(resource, 'DATA_LOCATION_ACCESS', rules, row);
    }
    // A path without a registration of its own, granted or left of the grant by the share, names itself.
    for (const arn of new Set([granted.ResourceArn, ...sharedBelow(index, row, prefix)])) {
      const path = s3Path(arn)!;
      if (registered.some((l) => l.path === path) || !holds(path)) continue;
      if (registered.some((l) => isBelow(path, l.path))) {
        out.add({ DataLocation: { CatalogId: account, ResourceArn: arn } }, 'DATA_LOCATION_ACCESS', rules, row);
        continue;
      }
      if (!index.mesh.listedAccounts.has(account)) continue;
      notes.push({
        kind: 'dormant',
        rule: 'D1',
        text: `the location permission on ${arn} lies on no registered prefix`,
      });
    }
  }
}

/** Rights over tags and saved expressions (T8) and over data cells filters as objects: never over what they describe. */
export function tagAndFilterRows(index: AccessIndex, actor: Actor, others: readonly number[], out: OtherRows): void {
  const { grants, permissions } = index.mesh;
  for (const row of others) {
    if (rowHolds(index, actor, row) !== true) continue;
    const resource = ownedResource(index, row);
    const rules: RuleId[] = ['T8', ...via(index, actor, row)];
    let mask = grants.permissions[row]! & (grants.kind[row] === KIND.filter ? ~0 : passedBy(index, row));
    if (grants.kind[row] === KIND.tag) {
      if (mask & TAG_IMPLIES) mask |= BIT.DESCRIBE;
    } else if (grants.kind[row] === KIND.filter) {
      mask &= BIT.DESCRIBE | BIT.DROP;
      rules[0] = 'G1';
    } else if (grants.kind[row] !== KIND.expression) continue;
    for (const permission of permissions.namesIn(mask & ~BIT.ALL)) out.add(resource, permission, rules, row);
  }
}

const TAG_IMPLIES = BIT.ASSOCIATE | BIT.DROP | BIT.GRANT_WITH_LF_TAG_EXPRESSION;

/** A row's resource with the owner filled in where AWS left it out (LP16). */
export function ownedResource(index: AccessIndex, row: number): Resource {
  return ownedBy(rowRecord(index.mesh, row).Resource, rowMember(index.mesh, row).account);
}

/** G11–G13: how the row's principal stands for the actor; X3 for a grant from another account. */
export function via(index: AccessIndex, actor: Actor, row: number): RuleId[] {
  const { grants, principals } = index.mesh;
  const rules: RuleId[] = [];
  const principal = grants.principal[row]!;
  if (principal !== actor.entry.id) rules.push(principals.entries[principal]!.kind === 'all-iam' ? 'G12' : 'G13');
  if (grants.conditional.has(row)) rules.push('G11');
  if (grants.origin[row] === ORIGIN.direct) rules.push('X3');
  if (grants.origin[row] === ORIGIN.local) rules.push('X2', 'C9');
  return rules;
}
