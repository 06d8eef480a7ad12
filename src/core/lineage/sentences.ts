import type { AudiencePlace, ImpactRow, LostTagRow } from './answers';
import type { LineageDocument } from './lineage-document';

const count = (n: number, one: string, many = `${one}s`): string =>
  `${n === 0 ? 'no' : String(n)} ${n === 1 ? one : many}`;

/** "*sales.orders* comes from 2 datasets …": what a picture shows, in words. */
export function lineageSentence(
  subject: string | undefined,
  direction: 'upstream' | 'downstream' | 'both',
  { nodes, edges }: Pick<LineageDocument, 'nodes' | 'edges'>,
): string {
  const jobs = nodes.filter((node) => node.kind === 'job').length;
  const datasets = nodes.filter((node) => node.kind !== 'job' && node.kind !== 'column').length;
  if (subject === undefined)
    return `The lineage has ${count(datasets, 'dataset')}, ${count(jobs, 'job')} and ${count(edges.length, 'edge')}.`;
  if (edges.length === 0)
    return `Nothing is known of where ${subject} ${direction === 'downstream' ? 'goes' : direction === 'upstream' ? 'comes from' : 'comes from or goes'}.`;
  const side = { upstream: 'comes from', downstream: 'flows into', both: 'is connected with' }[direction];
  return `${subject} ${side} ${count(datasets - 1, 'other dataset')} through ${count(jobs, 'job')}.`;
}

/** What lies between two nodes; `nodes` counts both ends. */
export const waysSentence = (one: string, other: string, nodes: number): string =>
  nodes < 2
    ? `No data is known to flow between ${one} and ${other}.`
    : `Every way between ${one} and ${other}: ${count(nodes - 2, 'node')} between them.`;

export function impactSentence(subject: string, rows: readonly ImpactRow[]): string {
  if (rows.length === 0) return `As far as is known, nothing depends on ${subject}.`;
  const kinds = (kind: string): number => rows.filter((row) => row.kind === kind).length;
  const owners = new Set(rows.flatMap((row) => row.owners)).size;
  return `If ${subject} changed or vanished, ${count(kinds('table') + kinds('dataset'), 'dataset')}, ${count(kinds('product'), 'data product')} and ${count(kinds('project'), 'subscribed project')} of ${count(owners, 'owner')} would be affected.`;
}

export function audienceSentence(
  subject: string,
  own: readonly string[],
  places: readonly AudiencePlace[],
  beyond: readonly string[],
): string {
  const tables = new Set(places.map((place) => place.table)).size;
  if (tables === 0)
    return `${count(own.length, 'principal')} can read ${subject}; as far as is known, nothing is derived from it.`;
  const named = beyond.slice(0, 3).join(', ') + (beyond.length > 3 ? ` and ${String(beyond.length - 3)} more` : '');
  const more =
    beyond.length === 0
      ? 'nobody else can read it there'
      : `there ${count(beyond.length, 'principal')} can read it who cannot read it at its source: ${named}`;
  return `${count(own.length, 'principal')} can read ${subject}. Data of it ended up in ${count(tables, 'dataset')}; ${more}.`;
}

export function lostTagsSentence(rows: readonly LostTagRow[]): string {
  if (rows.length === 0) return 'No sensitive tag was lost on the way where somebody new can read the data.';
  const places = new Set(rows.map((row) => `${row.derived.table}#${row.derived.column ?? ''}`)).size;
  const sources = new Set(rows.map((row) => `${row.source.table}#${row.source.column ?? ''}`)).size;
  return `${count(places, 'derived column or table', 'derived columns and tables')} lost a sensitive tag of ${count(sources, 'source')}, and principals outside the source's audience can read them.`;
}
