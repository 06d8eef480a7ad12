import type { Resource } from './lakeformation';

/** A resource with the account that owns it written out where AWS left it away (LP16). */
export function ownedBy(resource: Resource, account: string): Resource {
  const [name, body] = Object.entries(resource)[0] ?? [];
  if (name === undefined || typeof body !== 'object' || body === null) return resource;
  const member = name === 'Catalog' ? 'Id' : name === 'DataCellsFilter' ? 'TableCatalogId' : 'CatalogId';
  return member in body ? resource : { [name]: { [member]: account, ...body } };
}
