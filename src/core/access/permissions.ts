import type { GlueTable } from '../model/glue';
import { BIT } from '../model/mesh/bits';
import { isLink, type TableEntry } from '../model/mesh/catalog';

/** What each kind of resource accepts (facts 2.2); `ALL` expands to exactly this set (G3). */
export const TABLE_ALL = BIT.SELECT | BIT.DESCRIBE | BIT.ALTER | BIT.DROP | BIT.INSERT | BIT.DELETE;
export const VIEW_ALL = BIT.SELECT | BIT.DESCRIBE | BIT.DROP;
export const LINK_ALL = BIT.DESCRIBE | BIT.DROP;
export const DATABASE_ALL = BIT.DESCRIBE | BIT.ALTER | BIT.DROP | BIT.CREATE_TABLE;
export const CATALOG_ALL = BIT.DESCRIBE | BIT.ALTER | BIT.DROP | BIT.CREATE_DATABASE | BIT.CREATE_CATALOG;
/** What SUPER_USER gives on the catalog itself: not ALTER, not DROP (G10). */
export const SUPER_USER_SELF = BIT.DESCRIBE | BIT.CREATE_DATABASE;

/** Bits of names that this version knows; the rest are kept and shown as they are. */
const KNOWN = BIT.ALL * 2 - 1;

/** Expands ALL and drops what the resource does not accept; permissions of the future pass unchanged. */
export function expand(mask: number, accepted: number): number {
  const known = mask & BIT.ALL ? accepted : mask & accepted;
  return known | (mask & ~KNOWN);
}

/** Data Catalog and engine views alike. */
export const isViewRecord = (table: GlueTable): boolean =>
  (table.TableType === 'VIRTUAL_VIEW' || !!table.ViewDefinition || table.IsMultiDialectView === true) &&
  !table.IsMaterializedView;

export const isView = ({ record }: TableEntry): boolean => record !== undefined && isViewRecord(record);

export function acceptedBy(table: TableEntry): number {
  if (isLink(table.record)) return LINK_ALL;
  return isView(table) ? VIEW_ALL : TABLE_ALL;
}

/** Permissions on rows of data, which carry a data path. */
export const DATA = BIT.SELECT | BIT.INSERT | BIT.DELETE;
