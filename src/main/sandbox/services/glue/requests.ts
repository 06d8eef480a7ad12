import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { lakeOfCatalog } from '../../state/lake';
import type { Lake } from '../../state/lake';

export const invalid = (message: string): ServiceError => new ServiceError('InvalidInputException', message);

export const notFound = (message: string): ServiceError => new ServiceError('EntityNotFoundException', message);

export const exists = (message: string): ServiceError => new ServiceError('AlreadyExistsException', message);

/** Names are lower case in storage (facts 6). */
export const folded = (name: string | undefined): string => (name ?? '').toLowerCase();

/** The lake and catalog a request speaks of. Glue takes the account id, `account:sub/catalog`, or the sub-catalog's path alone. */
export function catalogOf(call: Call, catalogId: string | undefined): { lake: Lake; catalog: string } {
  const id = catalogId === undefined || catalogId === '' ? call.caller.account : catalogId;
  const catalog = /^\d{12}(:|$)/.test(id) ? id : `${call.caller.account}:${id}`;
  const lake = lakeOfCatalog(call.world, catalog, call.region);
  if (catalog.includes(':') && !lake.catalogs.has(catalog)) throw notFound(`Catalog ${catalog} not found.`);
  return { lake, catalog };
}
