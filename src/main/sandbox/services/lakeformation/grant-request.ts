import type { BatchPermissionsRequestEntry } from '@aws-sdk/client-lakeformation';
import { ALL_TABLES } from '../../../../core/model/keys';
import type { LFTagPair, PermissionRow, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { lakeOf } from '../../state/lake';
import type { Lake } from '../../state/lake';
import { actorOf } from '../../state/principals';
import type { Actor } from '../../state/principals';
import { ownerOf, withCatalogId } from '../../state/resource-key';
import { requestedCatalog } from './authority';
import { invalid } from './authority';
import { requireOneMember } from './existence';

/** One grant or revoke, read and completed. */
export interface GrantRequest {
  principal: string;
  actor: Actor;
  resource: Resource;
  permissions: string[];
  options: string[];
  condition: { Expression?: string } | undefined;
  /** The lake that owns the resource. */
  owner: Lake;
  /** The lake whose listing carries the row: the owner's, or the caller's for grants on resources shared with it. */
  home: Lake;
  /** The caller writes about another account's resource. */
  local: boolean;
}

/** The all-columns form of ALL_TABLES is output only (LP6). */
function requireInputForm({ Table, TableWithColumns }: Resource): void {
  if (TableWithColumns?.Name === ALL_TABLES)
    throw invalid('TableWithColumns does not support all tables. Use Table with TableWildcard.');
  if (Table && !Table.Name && !Table.TableWildcard) throw invalid('Either Name or TableWildcard must be specified.');
  if (Table?.Name && Table.TableWildcard && Table.Name !== ALL_TABLES)
    throw invalid('Specify either Name or TableWildcard.');
  if (!TableWithColumns) return;
  const { ColumnNames, ColumnWildcard } = TableWithColumns;
  if (ColumnNames?.length && ColumnWildcard) throw invalid('Specify either ColumnNames or ColumnWildcard.');
  if (!ColumnNames?.length && !ColumnWildcard) throw invalid('Either ColumnNames or ColumnWildcard must be specified.');
}

const lower = (text: string): string => text.toLowerCase();

const foldedPair = (pair: LFTagPair): LFTagPair => ({
  ...pair,
  TagKey: lower(pair.TagKey),
  TagValues: pair.TagValues.map(lower),
});

/** Names of databases and tables, tag keys and values are stored in lower case (facts 6, T10). */
function folded(resource: Resource): Resource {
  const { Database, Table, TableWithColumns, DataCellsFilter, LFTag, LFTagPolicy } = resource;
  if (Database) return { Database: { ...Database, Name: lower(Database.Name) } };
  if (Table) {
    const name = Table.Name === undefined || Table.TableWildcard ? {} : { Name: lower(Table.Name) };
    return { Table: { ...Table, DatabaseName: lower(Table.DatabaseName), ...name } };
  }
  if (TableWithColumns) {
    const { DatabaseName, Name } = TableWithColumns;
    return { TableWithColumns: { ...TableWithColumns, DatabaseName: lower(DatabaseName), Name: lower(Name) } };
  }
  if (DataCellsFilter) {
    const { DatabaseName = '', TableName = '' } = DataCellsFilter;
    return { DataCellsFilter: { ...DataCellsFilter, DatabaseName: lower(DatabaseName), TableName: lower(TableName) } };
  }
  if (LFTag) return { LFTag: foldedPair(LFTag) };
  if (LFTagPolicy?.Expression)
    return { LFTagPolicy: { ...LFTagPolicy, Expression: LFTagPolicy.Expression.map(foldedPair) } };
  return resource;
}

export function readGrant(
  call: Call,
  input: Omit<BatchPermissionsRequestEntry, 'Id'>,
  catalogId: string | undefined,
): GrantRequest {
  const given = (input.Resource ?? {}) as Resource;
  requireOneMember(given);
  requireInputForm(given);
  const resource = folded(withCatalogId(given, requestedCatalog(call, catalogId)));
  const owner = ownerOf(resource, call.caller.account);
  const principal = input.Principal?.DataLakePrincipalIdentifier ?? '';
  const Expression = input.Condition?.Expression;
  return {
    principal,
    actor: actorOf(call.world, principal),
    resource,
    permissions: [...new Set(input.Permissions ?? [])],
    options: [...new Set(input.PermissionsWithGrantOption ?? [])],
    condition: Expression ? { Expression } : undefined,
    owner: lakeOf(call.world, owner, call.region),
    home: lakeOf(call.world, call.caller.account, call.region),
    local: owner !== call.caller.account,
  };
}

/** The row that a request describes, before it is split into listing forms. */
export const rowOf = (call: Call, request: GrantRequest): PermissionRow => ({
  Principal: { DataLakePrincipalIdentifier: request.principal },
  Resource: request.resource,
  Permissions: request.permissions,
  PermissionsWithGrantOption: request.options,
  ...(request.condition && { Condition: request.condition }),
  LastUpdated: call.now.toISOString(),
  LastUpdatedBy: call.caller.principal,
});
