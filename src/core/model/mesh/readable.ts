import { counted } from '../counted';
import type { CoverageGap, Layer, Part, Snapshot } from '../snapshot';

type Shape = (value: unknown) => boolean;

/**
 * The snapshot without records whose form this version cannot read, and with a gap in its coverage for each layer that
 * holds some: they stay in the store and in listings, are reported as not evaluated, and never stop an answer. Unknown
 * names (permissions, resource types, values of enumerations) are no such defect. A sound snapshot comes back as it is.
 * Permission rows are left to `isPermissionRow`.
 */
export function readable(snapshot: Snapshot): Snapshot {
  const gaps: CoverageGap[] = [];
  const members = snapshot.members.filter((m) => isRecord(m) && [m.id, m.account, m.region].every(isText));
  const parts = snapshot.parts.flatMap((part): Part[] => {
    const shape = SHAPES[part.layer];
    const records: unknown[] = Array.isArray(part.records) ? part.records : [];
    if (!shape) return [part];
    let bad = Array.isArray(part.records) ? 0 : 1;
    for (const record of records) if (!shape(record)) bad++;
    if (bad === 0) return [part];
    gaps.push(unreadableGap(part, bad));
    return [{ ...part, records: records.filter(shape) } as Part];
  });
  if (gaps.length === 0 && members.length === snapshot.members.length) return snapshot;
  return { ...snapshot, members, parts, coverage: [...snapshot.coverage, ...gaps] };
}

/** Has a record of a layer a form that this version can read? */
export const isReadable = (layer: Layer, value: unknown): boolean => SHAPES[layer]?.(value) ?? true;

/** What the coverage says about records of a part that were left out. */
export const unreadableGap = ({ member, layer }: Pick<Part, 'member' | 'layer'>, records: number): CoverageGap => ({
  member,
  layer,
  kind: 'partial',
  reason: `${counted(records, 'record')} of a form that this version cannot read: not evaluated.`,
});

const isText: Shape = (value) => typeof value === 'string';
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const maybe =
  (shape: Shape): Shape =>
  (value) =>
    value === undefined || shape(value);
const listOf =
  (shape: Shape): Shape =>
  (value) =>
    Array.isArray(value) && value.every(shape);

/** Members that a record must have or may have, in these forms; whatever else it carries does not matter. */
function record(members: Record<string, Shape>): Shape {
  const names = Object.keys(members);
  const shapes = Object.values(members);
  return (value) => {
    if (!isRecord(value)) return false;
    for (let i = 0; i < names.length; i++) if (!shapes[i]!(value[names[i]!])) return false;
    return true;
  };
}

/** Plain code from here to the rows: a mesh holds a million of them, and each is looked at. */
const texts: Shape = (value) => {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (typeof value[i] !== 'string') return false;
  return true;
};
const optionalText: Shape = (value) => value === undefined || typeof value === 'string';
const optionalTexts: Shape = (value) => value === undefined || texts(value);
const anyRecord: Shape = isRecord;
const principal = record({ DataLakePrincipalIdentifier: isText });

const pair: Shape = (value) =>
  isRecord(value) && optionalText(value.CatalogId) && isText(value.TagKey) && texts(value.TagValues);

const pairs: Shape = (value) => {
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (!pair(value[i])) return false;
  return true;
};

const wildcard: Shape = (value) => isRecord(value) && optionalTexts(value.ExcludedColumnNames);

const ofCatalog: Shape = (value) => isRecord(value) && optionalText(value.CatalogId) && isText(value.Name);

const named: Shape = (value) =>
  isRecord(value) &&
  optionalText(value.CatalogId) &&
  isText(value.DatabaseName) &&
  optionalText(value.Name) &&
  (value.TableWildcard === undefined || isRecord(value.TableWildcard));

const split: Shape = (value) =>
  isRecord(value) &&
  optionalText(value.CatalogId) &&
  isText(value.DatabaseName) &&
  isText(value.Name) &&
  optionalTexts(value.ColumnNames) &&
  (value.ColumnWildcard === undefined || wildcard(value.ColumnWildcard));

const cells: Shape = (value) =>
  isRecord(value) &&
  optionalText(value.TableCatalogId) &&
  isText(value.DatabaseName) &&
  isText(value.TableName) &&
  isText(value.Name);

const policy: Shape = (value) =>
  isRecord(value) &&
  optionalText(value.CatalogId) &&
  isText(value.ResourceType) &&
  (value.Expression === undefined || pairs(value.Expression)) &&
  optionalText(value.ExpressionName);

const condition: Shape = (value) => isRecord(value) && optionalText(value.Expression);

const RESOURCES = new Map<string, Shape>([
  ['Catalog', record({ Id: maybe(isText) })],
  ['Database', ofCatalog],
  ['Table', named],
  ['TableWithColumns', split],
  ['DataLocation', record({ CatalogId: maybe(isText), ResourceArn: isText })],
  ['DataCellsFilter', cells],
  ['LFTag', pair],
  ['LFTagPolicy', policy],
  ['LFTagExpression', ofCatalog],
]);

const resource: Shape = (value) => {
  if (!isRecord(value)) return false;
  for (const name in value) {
    const member = value[name];
    if (member !== undefined && RESOURCES.get(name)?.(member) === false) return false;
  }
  return true;
};

/** Whether a permission row can be read. Rows come by the million, so they are looked at where they are indexed. */
export function isPermissionRow(value: unknown): boolean {
  if (!isRecord(value)) return false;
  const { Principal, Resource, Permissions, PermissionsWithGrantOption: options, Condition, LastUpdatedBy } = value;
  if (!isRecord(Principal) || typeof Principal.DataLakePrincipalIdentifier !== 'string') return false;
  if (!texts(Permissions) || !optionalTexts(options) || !optionalText(LastUpdatedBy)) return false;
  return (Condition === undefined || condition(Condition)) && resource(Resource);
}

const defaults = listOf(record({ Principal: maybe(principal), Permissions: maybe(texts) }));
const target = record({
  CatalogId: maybe(isText),
  DatabaseName: maybe(isText),
  Name: maybe(isText),
  Region: maybe(isText),
});

/** Plain code again: tables come by the hundred thousand, with columns. */
const optionalColumns: Shape = (value) => {
  if (value === undefined) return true;
  if (!Array.isArray(value)) return false;
  for (let i = 0; i < value.length; i++) if (!isRecord(value[i]) || !isText(value[i].Name)) return false;
  return true;
};

const storage: Shape = (value) =>
  isRecord(value) &&
  optionalColumns(value.Columns) &&
  optionalText(value.Location) &&
  (value.SerdeInfo === undefined || serde(value.SerdeInfo));

const serde: Shape = (value) => isRecord(value) && (value.Parameters === undefined || isRecord(value.Parameters));

const table: Shape = (value) =>
  isRecord(value) &&
  isText(value.Name) &&
  isText(value.DatabaseName) &&
  optionalText(value.CatalogId) &&
  optionalColumns(value.PartitionKeys) &&
  (value.StorageDescriptor === undefined || storage(value.StorageDescriptor)) &&
  (value.Parameters === undefined || isRecord(value.Parameters)) &&
  (value.TargetTable === undefined || target(value.TargetTable));

const identity: Shape = record({
  arn: isText,
  name: maybe(isText),
  groups: maybe(texts),
  tags: maybe((value) => isRecord(value) && Object.values(value).every(isText)),
});

const SHAPES: Partial<Record<Layer, Shape>> = {
  settings: record({
    DataLakeAdmins: maybe(listOf(principal)),
    ReadOnlyAdmins: maybe(listOf(principal)),
    CreateDatabaseDefaultPermissions: maybe(defaults),
    CreateTableDefaultPermissions: maybe(defaults),
    Parameters: maybe(anyRecord),
  }),
  locations: record({ ResourceArn: isText }),
  'opt-ins': record({ Resource: resource, Principal: principal, Condition: maybe(condition) }),
  tags: pair,
  'tag-expressions': record({ Name: isText, CatalogId: maybe(isText), Expression: pairs }),
  'tag-assignments': record({
    Resource: record({ Database: maybe(ofCatalog), Table: maybe(named) }),
    LFTagOnDatabase: maybe(pairs),
    LFTagsOnTable: maybe(pairs),
    LFTagsOnColumns: maybe(listOf(record({ Name: isText, LFTags: pairs }))),
  }),
  'data-filters': record({
    TableCatalogId: maybe(isText),
    DatabaseName: isText,
    TableName: isText,
    Name: isText,
    RowFilter: maybe(record({ FilterExpression: maybe(isText) })),
    ColumnNames: maybe(texts),
    ColumnWildcard: maybe(wildcard),
  }),
  catalogs: record({ CatalogId: maybe(isText), CatalogProperties: maybe(anyRecord) }),
  databases: record({
    Name: isText,
    CatalogId: maybe(isText),
    LocationUri: maybe(isText),
    CreateTableDefaultPermissions: maybe(defaults),
    TargetDatabase: maybe(target),
  }),
  tables: table,
  identity,
  'identity-center': identity,
};

/** `readable`, and the permission rows that cannot be read left out as well: what a change is worked out on. */
export function soundSnapshot(snapshot: Snapshot): Snapshot {
  const known = readable(snapshot);
  const isSound = (part: Part): boolean => part.layer !== 'permissions' || part.records.every(isPermissionRow);
  if (known.parts.every(isSound)) return known;
  const gaps: CoverageGap[] = [];
  const parts = known.parts.map((part): Part => {
    if (isSound(part)) return part;
    const records = part.records.filter(isPermissionRow);
    gaps.push(unreadableGap(part, part.records.length - records.length));
    return { ...part, records } as Part;
  });
  return { ...known, parts, coverage: [...known.coverage, ...gaps] };
}
