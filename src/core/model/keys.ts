import type { Member } from './snapshot';

/**
 * Join keys. Glue and Lake Formation fold names to lower case; a missing CatalogId means the account of the member that
 * listed the record (LP16). Catalog ids other than the default look like `123456789012:name/child`.
 */
export const catalogOf = (catalogId: string | undefined, member: Pick<Member, 'account'>): string =>
  catalogId ?? member.account;

export const databaseKey = (catalogId: string, database: string): string => `${catalogId}/${database.toLowerCase()}`;

export const tableKey = (catalogId: string, database: string, table: string): string =>
  `${catalogId}/${database.toLowerCase()}/${table.toLowerCase()}`;

/** The account that owns a catalog: what stands before the first colon. */
export const accountOfCatalog = (catalogId: string): string => {
  const colon = catalogId.indexOf(':');
  return colon < 0 ? catalogId : catalogId.slice(0, colon);
};

/** The name under which LF lists an all-tables grant (LP6). */
export const ALL_TABLES = 'ALL_TABLES';

/** Identity of the gate group; compare case-insensitively (LP10). */
export const isGatePrincipal = (principal: string): boolean => principal.toUpperCase() === 'IAM_ALLOWED_PRINCIPALS';
