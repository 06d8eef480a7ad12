import { assetNodeId, productNodeId, tableNodeId } from '../graph/ids';
import { physicalKeyOf } from '../graph/asset-key';
import type { GlueConnection, GlueTable } from '../model/glue';
import { accountOfCatalog, tableKey } from '../model/keys';
import { recordsOf, type Snapshot } from '../model/snapshot';
import { jdbcTable, kafkaKeys, physicalNameOf, type PhysicalName } from './naming';
import type { DatasetName } from './openlineage';

/**
 * What every lineage source calls a table, to the mesh's own node ids: Glue keys, ARNs, asset and listing ids, S3 prefixes,
 * topics and database tables behind a Glue connection. The longest S3 prefix wins, since a table's files lie below its
 * location.
 */
export interface LineageJoin {
  /** Label of a mesh node. */
  label: (id: string) => string;
  /** Candidates for a dataset name; none = not in the mesh, several = ambiguous. */
  ofName: (name: DatasetName) => string[];
  /** DataZone's sourceIdentifier or node id. */
  ofIdentifier: (identifier: string) => string[];
  /** The Glue table of a key that exists in the mesh, in its own database or behind a database link. */
  ofGlue: (catalog: string, database: string, table: string) => string | undefined;
  /** A Glue connection by its name. */
  connection: (account: string, name: string) => GlueConnection | undefined;
  /** Every table and asset of the mesh. */
  tables: string[];
}

export function buildJoin(snapshot: Pick<Snapshot, 'members' | 'parts'>): LineageJoin {
  const labels = new Map<string, string>();
  const byLocation = new Map<string, string[]>();
  const byName = new Map<string, string[]>();
  const byAsset = new Map<string, string>();
  const byListing = new Map<string, string>();
  const byStore = new Map<string, { id: string; account?: string }[]>();
  const connections = new Map<string, GlueConnection>();
  for (const { member, record } of recordsOf(snapshot, 'connections'))
    connections.set(`${member.account}/${record.Name}`, record);
  const links = new Map<string, { catalog: string; database: string }>();
  for (const { member, record } of recordsOf(snapshot, 'databases')) {
    const { CatalogId, DatabaseName } = record.TargetDatabase ?? {};
    if (DatabaseName)
      links.set(`${record.CatalogId ?? member.account}/${record.Name.toLowerCase()}`, {
        catalog: CatalogId ?? member.account,
        database: DatabaseName,
      });
  }
  /** Regions in which an account's tables were read: a name of another region means another table. */
  const regions = new Map<string, Set<string>>();
  const keep = (name: PhysicalName | undefined, id: string, account?: string): void => {
    if (name?.kind === 's3') push(byLocation, name.path, id);
    if (name?.kind !== 'store') return;
    const list = byStore.get(name.key) ?? [];
    if (!list.some((one) => one.id === id)) list.push({ id, account: name.account ?? account });
    byStore.set(name.key, list);
  };
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const catalog = record.CatalogId ?? member.account;
    const id = tableNodeId(tableKey(catalog, record.DatabaseName, record.Name));
    const account = accountOfCatalog(catalog);
    regions.set(account, (regions.get(account) ?? new Set()).add(member.region));
    if (labels.has(id)) continue;
    labels.set(id, `${record.DatabaseName}.${record.Name}`);
    push(byName, `${record.DatabaseName}.${record.Name}`.toLowerCase(), id);
    // A link repeats its target's location; the data is the target's.
    if (record.TargetTable) continue;
    for (const name of placesOf(record, (named) => connections.get(`${account}/${named}`))) keep(name, id);
  }
  const physical = (
    domain: string,
    id: string,
    forms: Parameters<typeof physicalKeyOf>[0],
    external?: string,
  ): string => {
    const key = physicalKeyOf(forms, external);
    if (key && 'glue' in key) return tableNodeId(key.glue);
    const own = assetNodeId(domain, id);
    if (key) keep(physicalNameOf({ namespace: '', name: key.other }), own);
    return own;
  };
  for (const { record: a } of recordsOf(snapshot, 'dz-assets')) {
    const id = physical(a.domainId, a.identifier, a.forms, a.externalIdentifier);
    byAsset.set(a.identifier, id);
    if (!labels.has(id)) labels.set(id, a.name);
  }
  for (const { record: l } of recordsOf(snapshot, 'dz-listings')) {
    const known = l.kind === 'asset' ? byAsset.get(l.entityId) : productNodeId(l.domainId, l.entityId);
    const id = known ?? physical(l.domainId, l.entityId, l.forms);
    byListing.set(l.listingId, id);
    if (l.kind === 'asset') byAsset.set(l.entityId, id);
    if (!labels.has(id)) labels.set(id, l.name);
  }
  const ofGlue = (catalog: string, database: string, table: string): string | undefined => {
    const id = tableNodeId(tableKey(catalog, database, table));
    if (labels.has(id)) return id;
    const link = links.get(`${catalog}/${database.toLowerCase()}`);
    const behind = link && tableNodeId(tableKey(link.catalog, link.database, table));
    return behind !== undefined && labels.has(behind) ? behind : undefined;
  };
  const ofPhysical = (name: PhysicalName | undefined): string[] => {
    if (name?.kind === 's3') return longestPrefix(byLocation, name.path);
    if (name?.kind === 'store') {
      const found = byStore.get(name.key) ?? [];
      return found.filter((one) => !name.account || !one.account || one.account === name.account).map(({ id }) => id);
    }
    if (name?.kind !== 'glue') return [];
    if (!name.account) return byName.get(`${name.database}.${name.table}`.toLowerCase()) ?? [];
    const read = regions.get(name.account);
    if (name.region && read && !read.has(name.region)) return [];
    const catalog = name.catalogPath ? `${name.account}:${name.catalogPath}` : name.account;
    return one(ofGlue(catalog, name.database, name.table));
  };
  const ofIdentifier = (identifier: string): string[] => {
    const asset = /^amazon\.datazone\.asset\/(.+)$/.exec(identifier)?.[1];
    if (asset) return one(byAsset.get(asset));
    const listing = /^amazon\.datazone\.listing\/(.+)$/.exec(identifier)?.[1];
    if (listing) return one(byListing.get(listing));
    return ofPhysical(physicalNameOf({ namespace: '', name: identifier }));
  };
  return {
    label: (id) => labels.get(id) ?? id.replace(/^(table|product):/, ''),
    tables: [...labels.keys()].filter((id) => id.startsWith('table:')),
    ofIdentifier,
    ofGlue,
    connection: (account, name) => connections.get(`${account}/${name}`),
    ofName: (name) => (name.namespace ? ofPhysical(physicalNameOf(name)) : ofIdentifier(name.name)),
  };
}

/** Where a table's rows lie, by the rules by which OpenLineage names such a place (facts/lakeformation 6.1). */
function placesOf(table: GlueTable, connection: (name: string) => GlueConnection | undefined): PhysicalName[] {
  const { Location: location = '', Parameters: storage } = table.StorageDescriptor ?? {};
  const p = new Map(Object.entries({ ...storage, ...table.Parameters }).map(([k, v]) => [k.toLowerCase(), v]));
  const named = p.get('connectionname');
  const properties = named ? connection(named)?.ConnectionProperties : undefined;
  const servers = properties?.['KAFKA_BOOTSTRAP_SERVERS'] ?? p.get('bootstrap.servers') ?? p.get('bootstrapservers');
  const topic = p.get('topicname') ?? p.get('topic');
  if (servers) return kafkaKeys(servers, topic ?? location).map((key) => ({ kind: 'store', key }));
  const url = properties?.['JDBC_CONNECTION_URL'] ?? p.get('url');
  if (url?.startsWith('jdbc:')) return some(jdbcTable(url, p.get('dbtable') ?? location));
  const stream = p.get('streamarn');
  return some(physicalNameOf({ namespace: '', name: stream ?? location }));
}

function longestPrefix(byLocation: Map<string, string[]>, path: string): string[] {
  for (let at = path; at.length > 's3://'.length; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = byLocation.get(at);
    if (found) return found;
  }
  return [];
}

const one = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);
const some = (name: PhysicalName | undefined): PhysicalName[] => (name ? [name] : []);

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
