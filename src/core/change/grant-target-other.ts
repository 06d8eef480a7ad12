import type { AccessIndex } from '../access/access-index';
import type { ResourceRef } from '../access/resource-ref';
import type { Resource } from '../model/lakeformation';
import type { Location } from '../model/mesh/locations';
import { recordsOf } from '../model/snapshot';
import { grantRefText, type GrantRef } from './grant-ref';
import { byTags, OFFERS, scopeOn, vocabulary, type GrantScope, type GrantTarget } from './grant-scope';

type Other = Exclude<GrantRef, { kind: 'table' | 'database' | 'filter' }>;

/** Grants on catalogs, data locations, LF-Tags and saved expressions; undefined where nothing of that name takes one. */
export function otherTarget(index: AccessIndex, ref: Other): GrantTarget | undefined {
  const found = scopesOn(index, ref);
  if (!found) return undefined;
  const { account, scopes } = found;
  const region = found.region ?? index.mesh.snapshot.members.find((m) => m.account === account)?.region;
  if (region === undefined) return undefined;
  return {
    account,
    region,
    label: grantRefText(index, ref),
    columns: [],
    scopes,
    tags: vocabulary(index, account),
    columnTags: {},
    offers: OFFERS,
  };
}

function scopesOn(
  index: AccessIndex,
  ref: Other,
): { account: string; region?: string; scopes: GrantScope[] } | undefined {
  switch (ref.kind) {
    case 'catalog': {
      const { account, region, catalogId, isDefault } = index.mesh.catalog.catalogs[ref.catalog]!;
      const resource: Resource = { Catalog: isDefault ? {} : { Id: catalogId } };
      const label = isDefault ? `the catalog of account ${account}` : `the catalog ${catalogId}`;
      const own = scopeOn(isDefault ? 'own-catalog' : 'catalog', 'catalog', label, resource);
      const tagged = vocabulary(index, account).length > 0 ? byTags(account, [], 'TABLE') : [];
      return { account, region, scopes: [own, ...tagged] };
    }
    case 'location': {
      const location = registeredAt(index, ref);
      if (!location) return undefined;
      const { account, record } = location;
      const resource: Resource = { DataLocation: { CatalogId: account, ResourceArn: record.ResourceArn } };
      return { account, scopes: [scopeOn('location', 'location', `the location ${record.ResourceArn}`, resource)] };
    }
    case 'tag': {
      const { account, key, value } = ref;
      const values = vocabulary(index, account).find((tag) => tag.key.toLowerCase() === key)?.values;
      return values && { account, scopes: onTag(account, key, values, value) };
    }
    case 'expression':
      return { account: ref.account, scopes: onExpression(ref.account, ref.name) };
  }
}

function onTag(account: string, key: string, values: string[], value?: string): GrantScope[] {
  const resource = (TagValues: string[]): Resource => ({ LFTag: { CatalogId: account, TagKey: key, TagValues } });
  const chosen = value === undefined ? [] : [value];
  return [
    ...byTags(account, value === undefined ? [] : [{ TagKey: key, TagValues: chosen }], 'TABLE'),
    scopeOn('tag-values', 'tag-values', `values of the LF-Tag ${key}`, resource(chosen), { values }),
    scopeOn('tag-key', 'tag-key', `the LF-Tag ${key} itself`, resource(['*'])),
  ];
}

function onExpression(account: string, name: string): GrantScope[] {
  const policy = (ResourceType: string): Resource => ({
    LFTagPolicy: { CatalogId: account, ResourceType, ExpressionName: name },
  });
  const itself: Resource = { LFTagExpression: { CatalogId: account, Name: name } };
  return [
    scopeOn('tag-tables', 'matching', `tables and columns that match ${name}`, policy('TABLE')),
    scopeOn('tag-databases', 'databases-matching', `databases that match ${name}`, policy('DATABASE')),
    scopeOn('expression', 'expression', `the saved expression ${name} itself`, itself),
  ];
}

/** An LF-Tag key (with values) or a saved expression that an edit still waiting would make. */
export interface PlaceMade {
  account: string;
  region: string;
  name: string;
  values?: string[];
}

/** What can be granted on what is not there yet. */
export function madeTarget(index: AccessIndex, { account, region, name, values }: PlaceMade): GrantTarget {
  return {
    account,
    region,
    label: values ? `the LF-Tag ${name}` : `the saved expression ${name}`,
    columns: [],
    scopes: values ? onTag(account, name, values) : onExpression(account, name),
    tags: vocabulary(index, account),
    columnTags: {},
    offers: OFFERS,
  };
}

/** The registration at a path, or the nearest one above it: access to a location covers what lies below (D1). */
function registeredAt(
  { mesh }: AccessIndex,
  { path }: Extract<ResourceRef, { kind: 'location' }>,
): Location | undefined {
  for (let at: string = path; at !== ''; at = at.slice(0, Math.max(0, at.lastIndexOf('/')))) {
    const [found] = mesh.locations.byPath.get(at) ?? [];
    if (found) return found;
  }
  return undefined;
}

/** Saved expressions of the mesh, as `resolveGrantRef` reads them. */
export const expressionNames = (index: AccessIndex): { value: string; name: string; account: string }[] =>
  [...recordsOf(index.mesh.snapshot, 'tag-expressions')].map(({ member, record }) => {
    const account = record.CatalogId ?? member.account;
    return { value: `expression:${account}/${record.Name}`, name: record.Name, account };
  });
