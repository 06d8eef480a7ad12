import { BIT } from '../model/mesh/bits';
import { isLink } from '../model/mesh/catalog';
import { COLUMNS, KIND, ORIGIN } from '../model/mesh/grants';
import type { Mesh } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import { acceptedBy, expand, TABLE_ALL } from './permissions';
import type { RowChains } from './row-chains';

/** Beside what a table accepts: tag policies need a closer look, as it is a link or as its columns carry tags of their own. */
const BY_COLUMN = TABLE_ALL + 1;

/**
 * Per table what it accepts and whether tag policies are plain there, 0 under the gate: all that a plain decision asks of a
 * table, in one place of memory instead of in five.
 */
export function plainTraits({ catalog, grants, tags }: Mesh): Int32Array {
  const traits = Int32Array.from(catalog.tables, (table) => {
    const gated = grants.gateOfTable[table.id]! >= 0 || grants.gateOfAllTables[table.database]! >= 0;
    return gated ? 0 : acceptedBy(table) | (isLink(table.record) ? BY_COLUMN : 0);
  });
  for (const table of tags.ofColumns.keys()) if (traits[table] !== 0) traits[table]! |= BY_COLUMN;
  return traits;
}

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
    private readonly rows: RowChains,
  ) {
    this.usable = actor.admin.size === 0 && actor.readOnlyAdmin.size === 0 && actor.entry.existence !== 'missing';
  }

  /** False where the table needs the full decision; else the bits are in `permissions` and `grantable`. */
  decide(table: number): boolean {
    const trait = this.index.plainTraits[table]!;
    if (!this.usable || trait === 0) return false;
    const { grants } = this.index.mesh;
    const accepted = trait & ~BY_COLUMN;
    this.permissions = 0;
    this.grantable = 0;
    for (let at = this.rows.first(table); at > 0; at = this.rows.after(at)) {
      const row = this.rows.row(at);
      const kind = grants.kind[row];
      if (grants.origin[row] === ORIGIN.local || grants.conditional.has(row)) return false;
      let taken = accepted;
      if (kind === KIND.tablePolicy) {
        // The candidate rows of a policy match the table or one of its columns: without column tags that is the table.
        if (trait & BY_COLUMN) return false;
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
