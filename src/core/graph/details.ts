import type { Snapshot } from '../model/snapshot';
import { grantStates } from './grant-state';
import { graphIndex } from './graph-index';
import { rowsOfNode } from './node-rows';
import { principalLabel } from './principals';
import { pathOf } from './search';
import { sentenceOf } from './sentence';
import { sourcesOf, type Sources } from './sources';
import { storeWords } from './store';
import { subscriptionsOf } from './node-subscriptions';
import { resourceTarget } from './resource-node';
import { splitKey } from './tables';
import { descriptionOf, ownersOf } from './node-owners';
import type { GraphNode, MeshGraph, Totals } from './types';

/** The details panel: a sentence first, then what the node has. Absent sections do not apply. */
export interface NodeDetails {
  id: string;
  kind: string;
  label: string;
  sentence: string;
  facts: { name: string; value: string }[];
  columns?: { name: string; type: string; partition: boolean; tags: readonly string[] }[];
  owners?: string[];
  tags?: readonly string[];
  grants?: { principal: string; permissions: string[]; resource: string; by?: string; at?: string; state: string }[];
  grantTotal?: number;
  subscriptions?: { who: string; status: string; product: string; at?: string }[];
  marks?: string[];
  totals?: Totals;
}

/** Rows listed in a details panel; the rest is a number (`grantTotal`). */
export const DETAIL_ROWS = 50;

/** Everything the panel says about one node; `undefined` for an id that is not in the graph. */
export function describeNode(snapshot: Snapshot, graph: MeshGraph, id: string): NodeDetails | undefined {
  const sources = sourcesOf(snapshot);
  const at = graphIndex(graph).position.get(id);
  const node = at === undefined ? undefined : graph.nodes[at];
  if (at === undefined || !node) return undefined;
  const rows = rowsOfNode(sources, id);
  const subscriptions = subscriptionsOf(sources, graph, id);
  const columns = columnsOf(sources, node);
  const owners = ownersOf(sources, node);
  return {
    id,
    kind: node.kind,
    label: node.label,
    sentence: sentenceOf(graph, node),
    facts: factsOf(sources, graph, at, node),
    columns,
    owners: owners.length ? owners : undefined,
    tags: node.tags,
    grants: rows.length ? grantLines(sources, rows.slice(0, DETAIL_ROWS)) : undefined,
    grantTotal: rows.length || undefined,
    subscriptions: subscriptions.length ? subscriptions : undefined,
    marks: node.marks,
    totals: node.totals,
  };
}

function grantLines(sources: Sources, rows: ReturnType<typeof rowsOfNode>): NonNullable<NodeDetails['grants']> {
  const states = grantStates(sources);
  return rows.map(({ row, member, through }) => {
    const principal = row.Principal.DataLakePrincipalIdentifier;
    const target = resourceTarget(row.Resource, member);
    const dormant = target && states.dormant(principal, target, member.account);
    const grantable = row.PermissionsWithGrantOption ?? [];
    const condition = row.Condition?.Expression;
    return {
      principal: principalLabel(sources, principal),
      permissions: row.Permissions.map((permission) =>
        grantable.includes(permission) ? `${permission} (grantable)` : permission,
      ),
      resource: [through ?? resourceWords(target), condition ? `where ${condition}` : ''].filter(Boolean).join(' '),
      by: row.LastUpdatedBy && principalLabel(sources, row.LastUpdatedBy),
      at: row.LastUpdated,
      state: dormant ? `dormant: ${dormant}` : 'granted',
    };
  });
}

function resourceWords(target: ReturnType<typeof resourceTarget>): string {
  if (!target) return 'unknown resource';
  const [, database = '', table = ''] = target.kind === 'table' && target.key ? splitKey(target.key) : [];
  const name = table ? `${database}.${table}` : target.label;
  return target.part ? `${name} (${target.part})` : name;
}

function columnsOf(sources: Sources, node: GraphNode): NodeDetails['columns'] {
  const key = node.id.replace(/^table:/, '');
  const table = node.kind === 'table' ? sources.tables.get(key) : undefined;
  if (!table) return undefined;
  const line = (partition: boolean) => (column: { Name: string; Type?: string }) => ({
    name: column.Name,
    type: column.Type ?? 'unknown',
    partition,
    tags: sources.tags.ofColumn(key, column.Name),
  });
  return [...(table.StorageDescriptor?.Columns ?? []).map(line(false)), ...(table.PartitionKeys ?? []).map(line(true))];
}

function factsOf(sources: Sources, graph: MeshGraph, at: number, node: GraphNode): NodeDetails['facts'] {
  const key = node.id.slice(node.id.indexOf(':') + 1);
  const table = node.kind === 'table' ? sources.tables.get(key) : undefined;
  const [, database] = table ? splitKey(key) : [];
  const member = node.account === undefined ? undefined : sources.memberAccounts.get(node.account);
  const facts: [string, string | number | undefined][] = [
    ['Belongs to', pathOf(graph, at) || undefined],
    ['Account', node.account && [node.account, member?.accountName].filter(Boolean).join(' · ')],
    ['Region', node.kind === 'table' ? member?.region : undefined],
    ['Database', database],
    ['Store', node.store && storeWords(node.store)],
    ['Location', table?.StorageDescriptor?.Location],
    [
      'Links to',
      table?.TargetTable &&
        `${table.TargetTable.CatalogId ?? ''}/${table.TargetTable.DatabaseName ?? ''}.${table.TargetTable.Name ?? ''}`,
    ],
    ['Description', table?.Description ?? descriptionOf(sources, node)],
    ['Quality score', node.quality],
    ['Created', table?.CreateTime],
    ['Updated', table?.UpdateTime],
    ['Created by', table?.CreatedBy && principalLabel(sources, table.CreatedBy)],
    ['Principal', node.kind === 'consumer' ? key : undefined],
  ];
  return facts
    .filter((f): f is [string, string | number] => f[1] !== undefined && f[1] !== '')
    .map(([name, value]) => ({ name, value: String(value) }));
}
