import type { AccessIndex } from '../access/access-index';
import { actorOf, knownActor } from '../access/actor';
import { newMemo, type Memo } from '../access/contribution';
import { decideTable } from '../access/decide-table';
import { rowsByActor, rowsFor, rowsOnTable } from '../access/table-rows';
import { consumerNodeId, projectNodeId } from '../graph/ids';
import { dzKey } from '../graph/sources';
import type { DzSubscription } from '../model/datazone';
import { BIT } from '../model/mesh/bits';
import type { PrincipalEntry } from '../model/mesh/principals';
import type { Finding, FindingSource } from './finding';
import { principalsOfProject, subscriptionChains, tablesOfListing, type SubscriptionChain } from './subscription-chain';
import { splitOnce } from './subscription-without-access';
import { rowViews, tableNode, tableText } from './table-words';

interface Published {
  product: string;
  /** Projects that own a listing of the table: `domain/id`. */
  owners: Set<string>;
}

/**
 * A published table is read by a project that has no approved subscription to it, or by a principal of another account
 * that no project claims. Administrators, and roles that fulfil subscriptions, are no consumers.
 */
export function accessWithoutSubscription(source: FindingSource): Finding[] {
  const { index, sources } = source;
  const published = publishedTables(source);
  const chains = new Map<number, SubscriptionChain[]>();
  for (const chain of subscriptionChains(index))
    for (const table of chain.tables) {
      const list = chains.get(table);
      if (list) list.push(chain);
      else chains.set(table, [chain]);
    }
  const projectOf = new Map<string, string>();
  for (const { domainId, id } of sources.projects.values()) {
    const project = dzKey(domainId, id);
    for (const arn of principalsOfProject(sources, project)) if (!projectOf.has(arn)) projectOf.set(arn, project);
  }
  const fulfillers = new Set(sources.targets.flatMap((t) => t.manageAccessRole ?? []));
  const allowed = (table: number, principal: string, project: string | undefined): boolean =>
    (chains.get(table) ?? []).some(
      (c) =>
        c.subscription.status === 'APPROVED' &&
        (c.principals.includes(principal) || (project !== undefined && c.project === project)),
    );
  return [...published].flatMap(([table, { product, owners }]) => {
    const isConsumer = ({ arn, account }: PrincipalEntry): boolean => {
      const project = projectOf.get(arn);
      if (fulfillers.has(arn) || (project !== undefined && owners.has(project))) return false;
      return project !== undefined || !(isLocal(index, table, account) || actorOf(index, arn).admin.size > 0);
    };
    return readersOf(index, table, isConsumer).flatMap(({ principal, rows }): Finding[] => {
      const project = projectOf.get(principal);
      if (allowed(table, principal, project)) return [];
      const ended = chains.get(table)?.find((c) => c.project === project && project !== undefined);
      const name = project === undefined ? undefined : sources.projects.get(project)?.name;
      return [finding(index, { table, principal, rows, product, project, name, ended: ended?.subscription })];
    });
  });
}

interface Case {
  table: number;
  principal: string;
  rows: number[];
  product: string;
  project: string | undefined;
  name: string | undefined;
  ended: DzSubscription | undefined;
}

function finding(index: AccessIndex, c: Case): Finding {
  const text = tableText(index, c.table);
  const short = actorOf(index, c.principal).entry.name;
  const who = c.name === undefined ? short : /^datazone_usr_/.test(short) ? c.name : `${c.name} (${short})`;
  const retained = c.ended?.retainPermissions === true;
  const why =
    c.ended === undefined
      ? 'without a subscription'
      : `although its subscription is ${c.ended.status.toLowerCase()}${retained ? ' (its permissions were retained on purpose)' : ''}`;
  return {
    id: `access-without-subscription:${tableNode(index, c.table)}:${c.principal}`,
    rule: 'access-without-subscription',
    severity: c.ended === undefined || retained ? 'medium' : 'high',
    sentence: `${who} reads ${text}, published as ${c.product}, ${why}.`,
    where: [
      ...(c.project === undefined ? [] : [projectNodeId(...splitOnce(c.project))]),
      consumerNodeId(c.principal),
      tableNode(index, c.table),
    ],
    evidence: rowViews(index, c.rows),
    remedy: `Ask ${c.name ?? short} to subscribe to ${c.product}, or revoke the rows that give it access.`,
  };
}

/** Who of some reads a table by grants that name them or a group of theirs; grants to everybody of an account name nobody. */
function readersOf(
  index: AccessIndex,
  table: number,
  concerns: (entry: PrincipalEntry) => boolean,
): { principal: string; rows: number[] }[] {
  const { principals, catalog } = index.mesh;
  const all = rowsOnTable(index, table);
  const { named, everybody } = rowsByActor(index, all);
  const memo: Memo = { ...newMemo(), rows: new Map() };
  return named.numbers().flatMap((id) => {
    const entry = principals.entries[id]!;
    if (entry.existence === 'missing' || !concerns(entry)) return [];
    const actor = knownActor(index, entry);
    const mine = everybody.size === 0 ? named.rowsOf(id) : rowsFor(index, actor, all);
    const access = decideTable(index, actor, catalog.tables[table]!, mine, memo);
    if (!(access.permissions & BIT.SELECT)) return [];
    return [{ principal: entry.arn, rows: access.contributions.filter((c) => c.select).map((c) => c.row) }];
  });
}

function isLocal(index: AccessIndex, table: number, account: string | undefined): boolean {
  const { catalogs, databases, tables } = index.mesh.catalog;
  return account === undefined || catalogs[databases[tables[table]!.database]!.catalog]!.account === account;
}

/** Tables with a listing of their own or within a data product. */
function publishedTables({ index, sources }: FindingSource): Map<number, Published> {
  const published = new Map<number, Published>();
  for (const { domainId, listingId, name, owningProjectId } of sources.listings.values()) {
    for (const table of tablesOfListing(index, sources, domainId, listingId)) {
      const known = published.get(table);
      if (known) known.owners.add(dzKey(domainId, owningProjectId));
      else published.set(table, { product: name, owners: new Set([dzKey(domainId, owningProjectId)]) });
    }
  }
  return published;
}
