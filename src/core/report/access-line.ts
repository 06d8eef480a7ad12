import type { AccessIndex } from '../access/access-index';
import type { Decision, DormantRow, RowRef } from '../access/decision';
import { resourceText } from '../access/resource-text';
import { shortName } from '../access/sentence';
import { consumerNodeId } from '../graph/ids';
import { resourceTarget } from '../graph/resource-node';
import type { AccessRow, DataPath } from '../model/case';
import { isGatePrincipal } from '../model/keys';
import type { Resource } from '../model/lakeformation';
import { columnsOf, type TableEntry } from '../model/mesh/catalog';
import { kindOf, type PrincipalKind } from '../model/mesh/principals';
import { pathLeftToIam } from '../access/data-path';
import type { AccessKey } from './access-columns';
import type { DormantView, RowView } from './views';

const KIND_WORDS: Record<PrincipalKind, string> = {
  role: 'role',
  user: 'user',
  'saml-user': 'SAML user',
  'saml-group': 'SAML group',
  'quicksight-user': 'QuickSight user',
  'quicksight-group': 'QuickSight group',
  'identity-center-user': 'directory user',
  'identity-center-group': 'directory group',
  account: 'account',
  organization: 'organization',
  gate: 'gate group',
  'all-iam': 'all IAM principals',
  other: 'principal',
};

export const principalKindWords = (principal: string): string => KIND_WORDS[kindOf(principal)];

/** What people call a principal: the directory's name where it was read, else the end of the identifier. */
export function principalName(index: AccessIndex, principal: string): string {
  if (isGatePrincipal(principal)) return 'IAM_ALLOWED_PRINCIPALS';
  if (kindOf(principal) === 'all-iam') return shortName(principal);
  const id = index.mesh.principals.ids.find(principal);
  return (id === undefined ? undefined : index.mesh.principals.entries[id]?.name) ?? shortName(principal);
}

/** `123456789012/sales.orders`: a text that questions take, always with its catalog. */
export function resourceName(resource: Resource): string {
  const { Table: table, Database: database, Catalog: catalog } = resource;
  if (table?.CatalogId !== undefined && table.Name !== undefined)
    return `${table.CatalogId}/${table.DatabaseName}.${table.Name}`;
  if (database?.CatalogId !== undefined) return `${database.CatalogId}/${database.Name}`;
  return catalog?.Id === undefined ? resourceText(resource) : `catalog:${catalog.Id}`;
}

/** The node of the graph that a resource is; empty for a shape that this version does not know. */
export const resourceNode = (resource: Resource): string => resourceTarget(resource, { account: '' })?.id ?? '';

export const principalNode = (principal: string): string => consumerNodeId(principal);

export const PATH_WORDS: Record<DataPath, string> = {
  LF_VENDED: 'vended by Lake Formation',
  S3_IAM: 'S3 through IAM',
  NOT_S3: 'not in S3: the store decides',
  FEDERATED: 'federated catalog',
  VIEW_DEFINER: 'view, as its definer',
  VIEW_INVOKER: 'view, as its reader',
};

/** Texts of one decision, by column. `table` where the decision is about one. */
export function accessLine(index: AccessIndex, decision: Decision, table?: TableEntry): Record<AccessKey, string> {
  const { principal, resource, permission } = decision;
  const left = permission === 'IAM_DECIDES';
  const path = decision.dataPath ?? (left && table ? pathLeftToIam(index, table) : undefined);
  return {
    principal,
    name: principalName(index, principal),
    kind: principalKindWords(principal),
    resource: resourceName(resource),
    permission: permissionWords(permission),
    columns: columnsText(decision, table),
    names: decision.columns?.join(', ') ?? '',
    rows: rowsText(decision),
    through: throughText(index, decision),
    path: path ? PATH_WORDS[path] : '',
    sure: left ? 'left to IAM' : decision.confidence,
    passOn: decision.grantable ? 'yes' : '',
    rules: (decision.because ?? decision.reasons.flatMap(({ rules }) => rules)).join(' '),
    node: resourceNode(resource),
  };
}

const permissionWords = (permission: string): string => (permission === 'IAM_DECIDES' ? 'IAM decides' : permission);

/** `4 of 6`, or `all 6`. */
export function columnsText(row: AccessRow, table?: TableEntry): string {
  if (!row.columns) return '';
  const total = table ? columnsOf(table).length : row.columns.length;
  return row.columns.length < total
    ? `${String(row.columns.length)} of ${String(total)}`
    : `all ${String(row.columns.length)}`;
}

export function rowsText(row: AccessRow): string {
  if (row.permission !== 'SELECT') return '';
  const cells = Object.entries(row.cellFilters ?? {}).map(([column, where]) => `${column}: ${where ?? 'all rows'}`);
  return [row.rowFilter ?? 'all', ...cells].join('; ');
}

/** The chain in a few words: `tag sensitivity=low`, `group Analysts → named grant`. Several ways are joined by a semicolon. */
function throughText(index: AccessIndex, decision: Decision): string {
  if (decision.permission === 'IAM_DECIDES') return 'IAM_ALLOWED_PRINCIPALS, not opted in';
  const ways = decision.reasons.map(({ rules, row }) => {
    if (!row) return rules.some((rule) => rule === 'I1' || rule === 'I2') ? 'administrator' : rules.join(' ');
    const holder = row.principal === decision.principal ? [] : [principalName(index, row.principal)];
    const shared = rules.includes('X2') || rules.includes('C9') ? ['share'] : [];
    return [...shared, ...holder, wayOf(row.resource)].join(' → ');
  });
  const distinct = [...new Set(ways)];
  return distinct.length > 3
    ? `${distinct.slice(0, 3).join('; ')} and ${String(distinct.length - 3)} more`
    : distinct.join('; ');
}

function wayOf(resource: Resource): string {
  const { LFTagPolicy: policy, Table: table, TableWithColumns: split, DataCellsFilter: cells } = resource;
  if (policy?.ExpressionName !== undefined) return `saved expression ${policy.ExpressionName}`;
  if (policy)
    return `tag ${(policy.Expression ?? []).map((p) => `${p.TagKey}=${p.TagValues.join('|')}`).join(' and ')}`;
  if (cells) return `filter ${cells.Name ?? ''}`;
  if (table?.TableWildcard ?? split?.Name === 'ALL_TABLES') return 'all tables of the database';
  if (split?.ColumnNames?.length) return `named columns`;
  if (split?.ColumnWildcard?.ExcludedColumnNames?.length) return 'all columns but some';
  return resource.Catalog ? 'catalog' : 'named grant';
}

export const rowView = (ref: RowRef): RowView => ({
  row: ref.row,
  principal: ref.principal,
  resource: resourceText(ref.resource),
  permissions: ref.permissions,
  grantable: ref.grantable,
  ...(ref.condition === undefined ? {} : { condition: ref.condition }),
  ...(ref.lastUpdatedBy === undefined ? {} : { by: ref.lastUpdatedBy }),
  ...(ref.lastUpdated === undefined ? {} : { at: ref.lastUpdated }),
  listedBy: ref.listedBy,
  account: ref.account,
});

export const dormantView = (index: AccessIndex, dormant: DormantRow): DormantView => ({
  principal: dormant.row.principal,
  name: principalName(index, dormant.row.principal),
  resource: resourceText(dormant.row.resource),
  permissions: dormant.row.permissions,
  rule: dormant.rule,
  why: dormant.why,
  wakes: dormant.wakes,
  row: rowView(dormant.row),
});
