import { locationOf } from '../access/data-path';
import { decideDatabase } from '../access/decide-database';
import type { AccessIndex } from '../access/access-index';
import { accessOf } from '../access/access-of';
import { actorOf, knownActor } from '../access/actor';
import { resolvePrincipal, resolveResource, type Unresolved } from '../access/resolve';
import { refText, type ResourceRef } from '../access/resource-ref';
import { databaseResource, databaseRows, tableResource, tableRows } from '../access/row-shape';
import { decideTable } from '../access/decide-table';
import { newMemo } from '../access/contribution';
import { rowsFor, rowsOnTable } from '../access/table-rows';
import { whoCan } from '../access/who-can';
import type { AccessRow, DataPath } from '../model/case';
import type { Resource } from '../model/lakeformation';
import { columnsOf, isLink } from '../model/mesh/catalog';
import { s3Path } from '../model/mesh/locations';
import type { Result } from '../model/result';
import { ok } from '../model/result';
import { principalLabelOf } from './principal-label';
import { principalScope, resourceScope, type AnswerSource } from './answer-source';
import type { AccessQuestion } from './question';

/** A principal and a table or database, as AWS can be asked about them. */
export interface PairToCheck {
  principal: string;
  name: string;
  /** As questions take it. */
  resource: string;
  /** What ListPermissions is asked with. */
  ask: Resource;
  partition: string;
  region: string;
  /** Owner of the catalog: there ListPermissions knows. */
  owner: string;
  /** The principal's own account: there IAM knows. */
  account?: string;
  predicted: PredictedPermission[];
  /** Columns of the table, partition keys left out. */
  regular: string[];
  leftToIam: boolean;
  dataPath?: DataPath;
  /** `bucket/prefix` of the data. */
  path?: string;
  /** Why ListPermissions is known not to tell about this pair. */
  blind?: string;
}

export interface PredictedPermission {
  permission: string;
  /** SELECT: columns visible in all rows, partition keys left out; `all` where these are all. */
  columns?: string[] | 'all';
  /** SELECT through row or cell filters only: ListPermissions with a principal does not list those (LP8). */
  filtered?: boolean;
}

type Ref = Extract<ResourceRef, { kind: 'table' | 'database' }>;

/** The pair of a `why`; of a `who` or `what`, `sample` of its pairs, drawn by `random` (0 ≤ n < 1). */
export function pairsOf(
  source: AnswerSource,
  question: AccessQuestion,
  sample: number,
  random: () => number,
): Result<PairToCheck[], Unresolved> {
  const pairs = pairKeys(source, question);
  if (!pairs.ok) return pairs;
  const chosen = draw(pairs.value, sample, random);
  return ok(chosen.map(([principal, ref]) => pairToCheck(source, principal, ref)));
}

type PairKey = [principal: string, ref: Ref];

function pairKeys(source: AnswerSource, question: AccessQuestion): Result<PairKey[], Unresolved> {
  const { index } = source;
  const { entries } = index.mesh.principals;
  switch (question.ask) {
    case 'why': {
      const principal = resolvePrincipal(index, question.principal);
      if (!principal.ok) return principal;
      const resource = resolveResource(index, question.resource);
      if (!resource.ok) return resource;
      return ok(asked(resource.value).map((ref): PairKey => [principal.value, ref]));
    }
    case 'who': {
      const scope = resourceScope(source, question.resource);
      if (!scope.ok) return scope;
      return ok(
        scope.value.refs
          .flatMap(asked)
          .flatMap((ref) =>
            whoCan(index, { resource: ref, permission: question.permission }).groups.flatMap(({ actors }) =>
              actors.map((id): PairKey => [entries[id]!.arn, ref]),
            ),
          ),
      );
    }
    case 'what': {
      const scope = principalScope(source, question.principal);
      if (!scope.ok) return scope;
      return ok(
        scope.value.actors.flatMap((arn) => {
          const access = accessOf(index, arn);
          return [
            ...access.tables
              .filter((t) => t.permissions !== 0 || t.gate === 'iam')
              .map((t): PairKey => [arn, { kind: 'table', table: t.table.id }]),
            ...access.databases
              .filter((d) => d.permissions !== 0 || d.gate === 'iam')
              .map((d): PairKey => [arn, { kind: 'database', database: d.database.id }]),
          ];
        }),
      );
    }
    default:
      return ok([]);
  }
}

const asked = (ref: ResourceRef): Ref[] =>
  ref.kind === 'table' ? [{ kind: 'table', table: ref.table }] : ref.kind === 'database' ? [ref] : [];

/** The first `count` of a shuffle. */
function draw<T>(all: readonly T[], count: number, random: () => number): T[] {
  const rest = [...all];
  const chosen: T[] = [];
  while (chosen.length < count && rest.length > 0) chosen.push(...rest.splice(Math.floor(random() * rest.length), 1));
  return chosen;
}

function pairToCheck(source: AnswerSource, principal: string, ref: Ref): PairToCheck {
  const { index } = source;
  const { catalog, snapshot } = index.mesh;
  const database = catalog.databases[ref.kind === 'table' ? catalog.tables[ref.table]!.database : ref.database]!;
  const home = catalog.catalogs[database.catalog]!;
  const table = ref.kind === 'table' ? catalog.tables[ref.table]! : undefined;
  const rows = rowsOfPair(index, principal, ref);
  const columns = table ? columnsOf(table) : [];
  const regular = columns.slice(0, columns.length - (table?.partitionKeys ?? 0));
  const { account, kind } = actorOf(index, principal).entry;
  const foreign = account !== undefined && account !== home.account;
  const dataPath = rows.find((row) => row.dataPath)?.dataPath;
  const path = table && s3Path(locationOf(table));
  return {
    principal,
    name: principalLabelOf(source, principal),
    resource: refText(index, ref),
    ask: table ? tableResource(index, table) : databaseResource(index, database),
    partition: snapshot.members[0]?.partition ?? 'aws',
    region: home.region,
    owner: home.account,
    ...(account === undefined ? {} : { account }),
    predicted: rows.flatMap((row) => predictedOf(row, regular)),
    regular,
    leftToIam: rows.some((row) => row.permission === 'IAM_DECIDES'),
    ...(dataPath === undefined ? {} : { dataPath }),
    ...(path === undefined ? {} : { path }),
    ...blindness(foreign, kind, table !== undefined && isLink(table.record)),
  };
}

function rowsOfPair(index: AccessIndex, principal: string, ref: Ref): AccessRow[] {
  const actor = actorOf(index, principal);
  if (ref.kind === 'table') {
    const table = index.mesh.catalog.tables[ref.table]!;
    return tableRows(
      index,
      actor,
      decideTable(index, actor, table, rowsFor(index, actor, rowsOnTable(index, ref.table)), newMemo()),
    );
  }
  const found = accessOf(index, principal).databases.find((d) => d.database.id === ref.database);
  const known = actor.entry.id < 0 ? actor : knownActor(index, actor.entry);
  return databaseRows(
    index,
    known,
    found ?? decideDatabase(index, known, index.mesh.catalog.databases[ref.database]!, [], []),
  );
}

/** Options without the permission are not access, so AWS is not asked about them. */
function predictedOf(row: AccessRow, regular: readonly string[]): PredictedPermission[] {
  const { permission } = row;
  if (permission === 'IAM_DECIDES' || permission === 'GRANT_ANY' || permission.startsWith('DELEGATE_ONLY:')) return [];
  if (permission !== 'SELECT') return [{ permission }];
  const limited = (column: string): boolean =>
    (row.cellFilters && Object.hasOwn(row.cellFilters, column) ? row.cellFilters[column] : (row.rowFilter ?? null)) !==
    null;
  const free = (row.columns ?? []).filter((column) => regular.includes(column) && !limited(column));
  if (free.length === 0 && (row.columns ?? []).some(limited)) return [{ permission, filtered: true }];
  return [{ permission, columns: free.length === regular.length ? 'all' : free }];
}

function blindness(foreign: boolean, kind: string, link: boolean): Pick<PairToCheck, 'blind'> {
  if (foreign) return { blind: 'ListPermissions answers nothing about principals of another account (LP2)' };
  if (/group|account|organization|gate|all-iam/.test(kind))
    return { blind: 'ListPermissions answers nothing about principals that never ask themselves (LP2)' };
  return link ? { blind: 'ListPermissions answers about the link only, not about its target (LP2)' } : {};
}
