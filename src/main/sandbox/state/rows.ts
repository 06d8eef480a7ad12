import type { PermissionRow } from '../../../core/model/lakeformation';
import { listingForms } from './listing-form';
import { principalKey, rowKey } from './resource-key';

/** Rows made on demand, for worlds too large to hold as objects. `at(i)` is stable; rows are in listing form. */
export interface RowSource {
  readonly count: number;
  at(index: number): PermissionRow;
  /** Every row is on the account's own catalog and names an IAM principal of the account: no gate, no share. */
  readonly inside?: boolean;
}

/** A row with its place in the listing; `seq` never changes, so tokens stay valid under writes. */
export interface StoredRow {
  seq: number;
  row: PermissionRow;
}

/** The permission rows of one account and region: generated rows first, overlaid by writes, then explicit ones. */
export interface RowStore {
  readonly account: string;
  readonly source: RowSource | undefined;
  /** Generated rows that a write replaced or removed, by index. */
  readonly overlay: Map<number, PermissionRow | undefined>;
  readonly explicit: Map<string, StoredRow>;
  next: number;
}

export function createRowStore(account: string, rows: readonly PermissionRow[], source?: RowSource): RowStore {
  const store: RowStore = { account, source, overlay: new Map(), explicit: new Map(), next: source?.count ?? 0 };
  for (const given of rows) for (const row of listingForms(given, account)) putMerged(store, row);
  return store;
}

const union = (a: readonly string[] = [], b: readonly string[] = []): string[] => [...new Set([...a, ...b])];

/** Adds rows of the seed data; two rows of one key are one (LP9). */
function putMerged(store: RowStore, row: PermissionRow): void {
  const key = rowKey(row, store.account);
  const found = store.explicit.get(key);
  if (!found) {
    store.explicit.set(key, { seq: store.next++, row });
    return;
  }
  found.row = {
    ...found.row,
    Permissions: union(found.row.Permissions, row.Permissions),
    PermissionsWithGrantOption: union(found.row.PermissionsWithGrantOption, row.PermissionsWithGrantOption),
  };
}

/** Every row whose seq is at least `from`, in listing order. */
export function* scanRows(store: RowStore, from = 0): Generator<StoredRow> {
  const count = store.source?.count ?? 0;
  for (let seq = from; seq < count; seq++) {
    const row = store.overlay.has(seq) ? store.overlay.get(seq) : store.source?.at(seq);
    if (row) yield { seq, row };
  }
  for (const stored of store.explicit.values()) if (stored.seq >= from) yield stored;
}

/** The rows that may concern somebody outside the account, or everybody: generated ones that stay inside are left out. */
export function* scanOutward(store: RowStore): Generator<StoredRow> {
  if (store.source?.inside !== true) return yield* scanRows(store);
  for (const [seq, row] of store.overlay) if (row) yield { seq, row };
  for (const stored of store.explicit.values()) yield stored;
}

/** The rows of one principal (exact identifier). */
export function* rowsOf(store: RowStore, principal: string): Generator<StoredRow> {
  const key = principalKey(principal);
  for (const stored of scanRows(store)) {
    if (principalKey(stored.row.Principal.DataLakePrincipalIdentifier) === key) yield stored;
  }
}

/** The row with the same principal, resource and condition. A generated row is found by walking; explicit ones by key. */
export function findRow(
  store: RowStore,
  row: Pick<PermissionRow, 'Principal' | 'Resource' | 'Condition'>,
): StoredRow | undefined {
  const key = rowKey(row, store.account);
  const explicit = store.explicit.get(key);
  if (explicit) return explicit;
  for (let seq = 0; seq < (store.source?.count ?? 0); seq++) {
    const given = store.overlay.has(seq) ? store.overlay.get(seq) : store.source?.at(seq);
    if (given && rowKey(given, store.account) === key) return { seq, row: given };
  }
  return undefined;
}

/** Writes a row in place of the one with its key, or at the end. */
export function putRow(store: RowStore, row: PermissionRow): void {
  const found = findRow(store, row);
  if (found && found.seq < (store.source?.count ?? 0)) store.overlay.set(found.seq, row);
  else if (found) found.row = row;
  else store.explicit.set(rowKey(row, store.account), { seq: store.next++, row });
}

export function removeRow(store: RowStore, row: Pick<PermissionRow, 'Principal' | 'Resource' | 'Condition'>): void {
  const found = findRow(store, row);
  if (!found) return;
  if (found.seq < (store.source?.count ?? 0)) store.overlay.set(found.seq, undefined);
  else store.explicit.delete(rowKey(row, store.account));
}
