import { BIT } from '../model/mesh/bits';
import { isLink } from '../model/mesh/catalog';
import { COLUMNS, KIND, ORIGIN } from '../model/mesh/grants';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import type { RowsByTable } from './candidates';
import { ownerAccount } from './decide-table';
import { tableGateRow } from './gate';
import { acceptedBy, expand } from './permissions';

/**
 * Decides the tables of large answers on which nothing special lies: no gate row, no administrator, and only rows of the
 * owning account without condition, column list, filter or column tags. There every SELECT is whole, so bits are united
 * and nothing is allocated. `decideTable` gives the same and decides all other tables.
 */
export class PlainTables {
  permissions = 0;
  grantable = 0;
  private readonly usable: boolean;

  constructor(
    private readonly index: AccessIndex,
    actor: Actor,
    private readonly rows: RowsByTable,
  ) {
    this.usable = actor.admin.size === 0 && actor.readOnlyAdmin.size === 0 && actor.entry.existence !== 'missing';
  }

  /** False where the table needs the full decision; else the bits are in `permissions` and `grantable`. */
  decide(table: number): boolean {
    if (!this.usable || tableGateRow(this.index, table) >= 0) return false;
    const { grants, catalog, tags, policies } = this.index.mesh;
    const entry = catalog.tables[table]!;
    const accepted = acceptedBy(entry);
    this.permissions = 0;
    this.grantable = 0;
    for (let at = this.rows.first(table); at !== 0; at = this.rows.after(at)) {
      const row = this.rows.row(at);
      const kind = grants.kind[row];
      if (grants.origin[row] === ORIGIN.local || grants.conditional.has(row)) return false;
      let taken = accepted;
      if (kind === KIND.tablePolicy) {
        // The candidate rows of a policy match the table or one of its columns: without column tags that is the table.
        if (tags.ofColumns.has(table) || isLink(entry.record)) return false;
        if (ownerAccount(this.index, entry) !== policies[grants.target[row]!]!.account) return false;
      } else {
        if (kind !== KIND.table && kind !== KIND.allTables) return false;
        if (grants.columns[row] !== COLUMNS.all) return false;
        if (grants.split[row] === 1) taken &= BIT.SELECT;
      }
      const permissions = expand(grants.permissions[row]!, taken);
      if (permissions === 0) continue;
      this.permissions |= permissions | BIT.DESCRIBE;
      this.grantable |= expand(grants.grantable[row]!, taken);
    }
    return true;
  }
}
