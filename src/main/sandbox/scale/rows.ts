import type { PermissionRow, Resource } from '../../../core/model/lakeformation';
import type { RowSource } from '../state/rows';
import { mix, pick } from './random';

/** What the rows of one account are made from. */
export interface RowPlan {
  seed: number;
  account: string;
  rows: number;
  tables: number;
  tablesPerDatabase: number;
  principals: readonly string[];
  tagKeys: readonly { TagKey: string; TagValues: readonly string[] }[];
  columns: (table: number) => readonly string[];
  writer: string;
}

export const databaseName = (index: number): string => `db_${String(index).padStart(5, '0')}`;
export const tableName = (index: number): string => `t_${String(index).padStart(7, '0')}`;

const WRITTEN = '2026-11-01T08:00:00Z';
const ON_TABLE = [
  ['DESCRIBE'],
  ['DESCRIBE', 'INSERT'],
  ['ALTER', 'DESCRIBE'],
  ['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT'],
] as const;

interface Body {
  principal: number;
  Resource: Resource;
  Permissions: readonly string[];
  options: readonly string[];
}

/** Tag policies first: every principal holds a few, each with an expression of its own. */
function policyRow(plan: RowPlan, index: number): Body {
  const count = plan.principals.length;
  const round = Math.floor(index / count);
  const { TagKey, TagValues } = plan.tagKeys[round % plan.tagKeys.length] ?? { TagKey: 'domain', TagValues: ['a'] };
  const value = TagValues[(index + Math.floor(round / plan.tagKeys.length)) % TagValues.length] ?? '';
  const Expression = [{ CatalogId: plan.account, TagKey, TagValues: [value] }];
  return {
    principal: index % count,
    Resource: { LFTagPolicy: { CatalogId: plan.account, ResourceType: 'TABLE', Expression } },
    Permissions: ['DESCRIBE', 'SELECT'],
    options: [],
  };
}

/** The k-th grant on a table goes to the k-th principal after the table's first one: no two rows share a key. */
function tableRow(plan: RowPlan, index: number): Body {
  const table = index % plan.tables;
  const turn = Math.floor(index / plan.tables);
  const principal = (mix(plan.seed, 11, table) + turn) % plan.principals.length;
  const place = {
    CatalogId: plan.account,
    DatabaseName: databaseName(Math.floor(table / plan.tablesPerDatabase)),
    Name: tableName(table),
  };
  const kind = mix(plan.seed, 13, table, turn) % 10;
  if (kind < 6) {
    return {
      principal,
      Resource: { TableWithColumns: { ...place, ColumnWildcard: {} } },
      Permissions: ['SELECT'],
      options: [],
    };
  }
  if (kind < 8) {
    const columns = plan.columns(table);
    const ColumnNames = columns.filter((_, at) => at === 0 || mix(plan.seed, 17, table, turn, at) % 2 === 0);
    return {
      principal,
      Resource: { TableWithColumns: { ...place, ColumnNames } },
      Permissions: ['SELECT'],
      options: [],
    };
  }
  const Permissions = pick(ON_TABLE, plan.seed, 19, table, turn);
  return { principal, Resource: { Table: place }, Permissions, options: kind === 9 ? Permissions : [] };
}

/** The rows of one account, made when they are read. */
export function scaleRows(plan: RowPlan): RowSource {
  const distinct = plan.tagKeys.reduce((sum, key) => sum + key.TagValues.length, 0);
  const policies = Math.min(Math.floor(plan.rows / 100), plan.principals.length * Math.min(distinct, 40));
  return {
    count: plan.rows,
    inside: true,
    at(index) {
      const body = index < policies ? policyRow(plan, index) : tableRow(plan, index - policies);
      const row: PermissionRow = {
        Principal: { DataLakePrincipalIdentifier: plan.principals[body.principal] ?? '' },
        Resource: body.Resource,
        Permissions: [...body.Permissions],
        PermissionsWithGrantOption: [...body.options],
        LastUpdated: WRITTEN,
        LastUpdatedBy: plan.writer,
      };
      return row;
    },
  };
}
