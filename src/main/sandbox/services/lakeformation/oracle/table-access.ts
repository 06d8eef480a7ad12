import type { AccessRow } from '../../../../../core/model/case';
import type { GlueTable } from '../../../../../core/model/glue';
import { columnNames, tableResource } from '../../../state/lake';
import type { Lake } from '../../../state/lake';
import { isIamActor } from '../../../state/principals';
import type { Actor } from '../../../state/principals';
import type { World } from '../../../world';
import { together } from './combine';
import { dataPathOf } from './data-path';
import { effectOnTable } from './effects';
import { delegations, describesAll, describesShared, effectsOf, isReal, tableDecider } from './held';
import type { EvaluateOptions } from './held';
import { tableKind } from './permissions';
import { predicateText } from './predicates';
import { sourcesOf } from './sources';
import type { Sources } from './sources';

function tableEffects(lake: Lake, sources: Sources, table: GlueTable) {
  return effectsOf(sources, (row) => effectOnTable(lake, row, table));
}

/** Which columns a DESCRIBE shows, in table order, partition keys last. Links have none of their own. */
function describedColumns(table: GlueTable, described: 'all' | ReadonlySet<string>): { columns?: string[] } {
  if (tableKind(table) === 'link') return {};
  const { regular, partition } = columnNames(table);
  const shown = described === 'all' ? regular : regular.filter((c) => described.has(c.toLowerCase()));
  return { columns: [...shown, ...partition] };
}

/** Everything the actor can do with one table, view or link. */
export function tableAccess(world: World, lake: Lake, actor: Actor, table: GlueTable): AccessRow[] {
  if (!actor.exists) return [];
  const resource = tableResource(table, lake.account);
  const row = (permission: string, more: Partial<AccessRow> = {}): AccessRow => ({
    principal: actor.arn,
    resource,
    permission,
    ...more,
    because: [],
  });
  const decider = tableDecider(lake, actor, table);
  if (decider === 'denied') return [];
  if (decider === 'iam') return [row('IAM_DECIDES')];
  const sources = sourcesOf(world, lake, actor);
  const effects = tableEffects(lake, sources, table);
  const all = together(effects.map((e) => e.effect));
  const dataPath = dataPathOf(lake, table);
  const rows: AccessRow[] = [];
  if (all.select) {
    const { cells, rows: rowPredicate } = all.select;
    const rowFilter = predicateText(rowPredicate);
    const { regular, partition } = columnNames(table);
    const columns = regular.filter((c) => cells.has(c.toLowerCase()));
    const cellFilters = Object.fromEntries(
      columns
        .map((c): [string, string | null] => [c, predicateText(cells.get(c.toLowerCase()) ?? null)])
        .filter(([, predicate]) => predicate !== rowFilter),
    );
    const limits = Object.keys(cellFilters).length > 0 ? { cellFilters } : {};
    rows.push(row('SELECT', { columns: [...columns, ...partition], rowFilter, dataPath, ...limits }));
  }
  for (const permission of [...all.permissions].sort()) {
    if (permission === 'DESCRIBE') continue;
    rows.push(row(permission, permission === 'INSERT' || permission === 'DELETE' ? { dataPath } : {}));
  }
  let described: 'all' | ReadonlySet<string> | undefined;
  if (all.permissions.size > 0 || all.select) described = all.describes;
  if (describesAll(lake, actor)) described = 'all';
  else if (describesShared(world, lake, actor)) {
    const shared = together(sources.shares.flatMap((share) => effectOnTable(lake, share, table) ?? []));
    const any = shared.permissions.size > 0 || shared.select !== undefined;
    if (any && described !== 'all')
      described = shared.describes === 'all' ? 'all' : new Set([...(described ?? []), ...shared.describes]);
  }
  if (described !== undefined) rows.push(row('DESCRIBE', describedColumns(table, described)));
  return [...rows, ...delegations(actor, effects, all)];
}

/** Does a grant on a table reach up and describe what contains it? Same account, IAM principal, no condition (G5). */
export function reachesUp(
  lake: Lake,
  actor: Actor,
  sources: Sources,
  table: GlueTable,
  options: EvaluateOptions,
): boolean {
  if (actor.account !== lake.account || !isIamActor(actor) || tableKind(table) === 'link') return false;
  if (tableDecider(lake, actor, table) !== 'lake-formation') return false;
  return tableEffects(lake, sources, table).some(
    ({ held, effect }) =>
      held.reach !== 'attributes' && isReal(effect) && (!effect.tagPolicy || options.tagPolicyParent !== false),
  );
}
