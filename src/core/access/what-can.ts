import { BIT } from '../model/mesh/bits';
import { isActor } from '../model/mesh/principals';
import type { AccessIndex } from './access-index';
import { actorOf, type Actor } from './actor';
import { candidatesOf } from './candidates';
import { newMemo } from './contribution';
import { decideTable, type TableAccess } from './decide-table';
import { implicitTables } from './implicit-tables';
import { PlainTables } from './plain-tables';

export interface WhatCanQuestion {
  principal: string;
  /** Tables that the answer holds at most; `more` tells whether there are others. */
  limit?: number;
}

/** How an entry differs from full access to the table. */
export const LIMIT = { columns: 1, rows: 2, iam: 4, cells: 8 } as const;

/**
 * What one principal can do with tables, as columns: cheap to make, to keep and to send. `accessOf` gives the same
 * as rows with reasons, and adds databases, catalogs, locations and tags.
 */
export interface WhatCan {
  actor: Actor;
  tables: Int32Array;
  /** Permission bits; 0 with `LIMIT.iam` where IAM decides. */
  permissions: Int32Array;
  grantable: Int32Array;
  limits: Uint8Array;
  more: boolean;
}

const DEFAULT_LIMIT = 10_000;

export function whatCan(index: AccessIndex, question: WhatCanQuestion): WhatCan {
  const actor = actorOf(index, question.principal);
  const page = new Page(actor, question.limit ?? DEFAULT_LIMIT);
  if (!isActor(actor.entry.kind) || actor.entry.existence === 'missing') return page.done();
  const memo = newMemo();
  const { tables } = candidatesOf(index, actor, true);
  const plain = new PlainTables(index, actor, tables);
  for (let place = 0; place < tables.size && !page.full; place++) {
    const table = tables.at(place);
    if (index.gone.has(table)) continue;
    if (plain.decide(table)) page.addPlain(table, plain.permissions, plain.grantable);
    else page.add(decideTable(index, actor, index.mesh.catalog.tables[table]!, tables.rowsOf(table), memo));
  }
  for (const table of implicitTables(index, actor)) {
    if (page.full) break;
    if (!tables.has(table) && !index.gone.has(table))
      page.add(decideTable(index, actor, index.mesh.catalog.tables[table]!, [], memo));
  }
  return page.done();
}

/** Collects decisions into columns until the limit is reached. */
class Page {
  private readonly tables: number[] = [];
  private readonly permissions: number[] = [];
  private readonly grantable: number[] = [];
  private readonly limits: number[] = [];
  full = false;

  constructor(
    private readonly actor: Actor,
    private readonly limit: number,
  ) {}

  add(access: TableAccess): void {
    if (access.permissions === 0 && access.gate !== 'iam') return;
    this.push(access.table.id, access.permissions, access.grantable, limitsOf(access));
  }

  private push(table: number, permissions: number, grantable: number, limits: number): void {
    this.tables.push(table);
    this.permissions.push(permissions);
    this.grantable.push(grantable);
    this.limits.push(limits);
    this.full = this.tables.length >= this.limit;
  }

  /** A table that shows all its rows and columns where it shows any. */
  addPlain(table: number, permissions: number, grantable: number): void {
    if (permissions !== 0) this.push(table, permissions, grantable, 0);
  }

  done(): WhatCan {
    return {
      actor: this.actor,
      tables: Int32Array.from(this.tables),
      permissions: Int32Array.from(this.permissions),
      grantable: Int32Array.from(this.grantable),
      limits: Uint8Array.from(this.limits),
      more: this.full,
    };
  }
}

function limitsOf(access: TableAccess): number {
  if (access.permissions === 0) return LIMIT.iam;
  if (!(access.permissions & BIT.SELECT) || !access.select) return 0;
  const { columns, where, each } = access.select;
  return (columns === null ? 0 : LIMIT.columns) | (where === null ? 0 : LIMIT.rows) | (each.size > 0 ? LIMIT.cells : 0);
}
