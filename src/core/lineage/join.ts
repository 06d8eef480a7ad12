import { assetNodeId, productNodeId, tableNodeId } from '../graph/ids';
import { glueKeyOfArn, physicalKeyOf } from '../graph/asset-key';
import { tableKey } from '../model/keys';
import { recordsOf, type Snapshot } from '../model/snapshot';
import { physicalNameOf } from './naming';
import type { DatasetName } from './openlineage';

/**
 * What every lineage source calls a table, to the mesh's own node ids: Glue keys, ARNs, asset and listing ids, S3 prefixes.
 * The longest S3 prefix wins, since a table's files lie below its location.
 */
export interface LineageJoin {
  /** Label of a mesh node. */
  label: (id: string) => string;
  /** Candidates for a dataset name; none = not in the mesh, several = ambiguous. */
  ofName: (name: DatasetName) => string[];
  /** DataZone's sourceIdentifier or node id. */
  ofIdentifier: (identifier: string) => string[];
  ofGlue: (catalog: string, database: string, table: string) => string | undefined;
  tables: string[];
}

export function buildJoin(snapshot: Snapshot): LineageJoin {
  const labels = new Map<string, string>();
  const byLocation = new Map<string, string[]>();
  const byAsset = new Map<string, string>();
  const byListing = new Map<string, string>();
  const byOther = new Map<string, string[]>();
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const id = tableNodeId(tableKey(record.CatalogId ?? member.account, record.DatabaseName, record.Name));
    if (labels.has(id)) continue;
    labels.set(id, `${record.DatabaseName}.${record.Name}`);
    const location = normalS3(record.StorageDescriptor?.Location);
    if (location) push(byLocation, location, id);
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
    if (key && 'other' in key) push(byOther, key.other, own);
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
  const known = (id: string): string[] => (labels.has(id) ? [id] : []);
  const ofIdentifier = (identifier: string): string[] => {
    const glue = glueKeyOfArn(identifier);
    if (glue) return known(tableNodeId(glue.glue));
    const asset = /^amazon\.datazone\.asset\/(.+)$/.exec(identifier)?.[1];
    if (asset) return one(byAsset.get(asset));
    const listing = /^amazon\.datazone\.listing\/(.+)$/.exec(identifier)?.[1];
    if (listing) return one(byListing.get(listing));
    return byOther.get(identifier.replace(/\/$/, '')) ?? [];
  };
  return {
    label: (id) => labels.get(id) ?? id,
    tables: [...labels.keys()],
    ofIdentifier,
    ofGlue: (catalog, database, table) => known(tableNodeId(tableKey(catalog, database, table)))[0],
    ofName: (name) => {
      const what = physicalNameOf(name);
      if (what?.kind === 'glue') {
        const catalog = what.catalogPath ? `${what.account}:${what.catalogPath}` : what.account;
        return known(tableNodeId(tableKey(catalog, what.database, what.table)));
      }
      if (what?.kind === 's3') return longestPrefix(byLocation, what.path);
      if (what?.kind === 'store') {
        const byStore = byLocation.get(what.name.toLowerCase());
        if (byStore) return byStore;
      }
      return ofIdentifier(name.namespace ? `${name.namespace}/${name.name}` : name.name);
    },
  };
}

function longestPrefix(byLocation: Map<string, string[]>, path: string): string[] {
  for (let at = path; at.length > 's3://'.length; at = at.slice(0, at.lastIndexOf('/'))) {
    const found = byLocation.get(at);
    if (found) return found;
  }
  return [];
}

/** S3 URLs without their trailing slash and with one spelling of the scheme; other locations in lower case. */
const normalS3 = (location: string | undefined): string | undefined => {
  if (!location) return undefined;
  const s3 = /^s3[an]?:\/\/(.+?)\/*$/i.exec(location);
  return s3 ? `s3://${s3[1]!}` : location.toLowerCase().replace(/\/+$/, '');
};

const one = <T>(value: T | undefined): T[] => (value === undefined ? [] : [value]);

function push(map: Map<string, string[]>, key: string, value: string): void {
  const list = map.get(key);
  if (!list) map.set(key, [value]);
  else if (!list.includes(value)) list.push(value);
}
