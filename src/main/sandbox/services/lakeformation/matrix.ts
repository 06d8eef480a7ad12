import type { Resource } from '../../../../core/model/lakeformation';
import { findDatabase, findTable } from '../../state/lake';
import type { Call } from '../../service';
import type { Lake } from '../../state/lake';
import { invalid } from './authority';
import { tableKind } from './oracle/permissions';

const DATABASE = ['ALL', 'ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'];
const TABLE = ['ALL', 'ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'];
const LINK = ['DESCRIBE', 'DROP'];

/** Facts 2.2: what each resource accepts. Open entries of the table (DESCRIBE on the default catalog …) are refused. */
const ACCEPTED = {
  root: ['CREATE_DATABASE', 'CREATE_CATALOG', 'CREATE_LF_TAG', 'CREATE_LF_TAG_EXPRESSION'],
  catalog: ['ALL', 'SUPER_USER', 'ALTER', 'CREATE_CATALOG', 'CREATE_DATABASE', 'DESCRIBE', 'DROP'],
  view: ['ALL', 'DESCRIBE', 'DROP', 'SELECT'],
  columns: ['SELECT'],
  filter: ['SELECT', 'DESCRIBE', 'DROP'],
  location: ['DATA_LOCATION_ACCESS'],
  tag: ['ALTER', 'DROP', 'DESCRIBE', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION'],
  expression: ['ALTER', 'DESCRIBE', 'DROP', 'GRANT_WITH_LF_TAG_EXPRESSION'],
} as const;

function accepted(lake: Lake, resource: Resource): readonly string[] {
  const { Catalog, Database, Table, TableWithColumns, LFTagPolicy } = resource;
  if (Catalog) return Catalog.Id?.includes(':') ? ACCEPTED.catalog : ACCEPTED.root;
  if (Database) {
    const found = findDatabase(lake, Database.CatalogId ?? lake.account, Database.Name);
    return found?.TargetDatabase ? LINK : DATABASE;
  }
  if (Table) {
    const found = Table.Name
      ? findTable(lake, Table.CatalogId ?? lake.account, Table.DatabaseName, Table.Name)
      : undefined;
    const kind = found ? tableKind(found) : 'table';
    return kind === 'link' ? LINK : kind === 'view' ? ACCEPTED.view : TABLE;
  }
  if (TableWithColumns) {
    const found = findTable(
      lake,
      TableWithColumns.CatalogId ?? lake.account,
      TableWithColumns.DatabaseName,
      TableWithColumns.Name,
    );
    return found && tableKind(found) === 'link' ? [] : ACCEPTED.columns;
  }
  if (resource.DataCellsFilter) return ACCEPTED.filter;
  if (resource.DataLocation) return ACCEPTED.location;
  if (resource.LFTag) return ACCEPTED.tag;
  if (LFTagPolicy) return LFTagPolicy.ResourceType === 'DATABASE' ? DATABASE : TABLE;
  return ACCEPTED.expression;
}

/** Refuses permissions that the resource does not take. */
export function requireAccepted(call: Call, lake: Lake, resource: Resource, permissions: readonly string[]): void {
  const open = call.variants['default-catalog-takes-all'] === 'yes' && resource.Catalog !== undefined;
  const allowed = [...accepted(lake, resource), ...(open ? ['ALL', 'ALTER', 'DESCRIBE', 'DROP'] : [])];
  if (permissions.some((p) => !allowed.includes(p))) throw invalid('Permissions modification is invalid.');
}
