import type { LineageEdge, LineageNode } from './lineage-graph';
import { PairTable } from './pair-table';
import { witnessesOf, type LineageSource, type Witness } from './witness';

/** What a run, or an event of one, has to tell when it is its turn: oldest first, and of one time the lower rank first. */
export interface ToldRun {
  at: string;
  rank: number;
  /** Node id of the job. */
  job: string;
  run: string;
  tell: () => void;
}

/** A lineage graph while it is being told. */
export interface LineageDraft {
  nodes: LineageNode[];
  indexOf: Map<string, number>;
  edges: LineageEdge[];
  /** Edge numbers by the nodes that they join. */
  edgeOf: PairTable;
  jobs: Map<number, ToldJob>;
  /** The job whose run is telling: what is put belongs to it. */
  telling: ToldJob | undefined;
  /** Node ids of jobs of which several runs tell: only their edges can end. */
  repeated: ReadonlySet<string>;
}

/** A job, and which sides its newest run has named: about the others it is silent, and silence ends nothing. */
export interface ToldJob {
  node: number;
  run: string;
  inputs: boolean;
  outputs: boolean;
  /** Datasets of whose columns it told. */
  columnsOf: Set<number>;
  /** Every edge that its runs hold open. */
  open: Witness[];
  isRepeated: boolean;
}

export const newDraft = (): LineageDraft => ({
  nodes: [],
  indexOf: new Map(),
  edges: [],
  edgeOf: new PairTable(),
  jobs: new Map(),
  telling: undefined,
  repeated: new Set(),
});

export function putNode(draft: LineageDraft, node: LineageNode): number {
  const known = draft.indexOf.get(node.id);
  if (known !== undefined) return known;
  const index = draft.nodes.push(node) - 1;
  draft.indexOf.set(node.id, index);
  return index;
}

export type EdgeFacts = Partial<Pick<LineageEdge, 'columns' | 'how' | 'since'>>;

const NO_FACTS: EdgeFacts = {};

/**
 * Adds an edge once; every further source, and every further job, is one witness more, and what one of them tells again
 * widens its time. Runs of one job have to be told oldest first. A table that feeds itself is true and harmless to a walk
 * that marks what it has seen.
 */
export function putEdge(
  draft: LineageDraft,
  from: number,
  to: number,
  source: LineageSource,
  at = '',
  facts = NO_FACTS,
): void {
  const { columns, how, since = at } = facts;
  const { telling } = draft;
  const teller = telling ? telling.node : -1;
  const run = telling ? telling.run : '';
  const known = draft.edgeOf.put(from, to);
  const edge = known < 0 ? undefined : draft.edges[known];
  if (!edge) {
    // What few edges have is left out: a graph has hundreds of thousands.
    const first: LineageEdge = { from, to, source, at, since, teller, run, columns, how };
    draft.edges.push(first);
    if (telling?.isRepeated) telling.open.push(first);
    return;
  }
  if (columns) edge.columns = true;
  // The plainest way in which a value ever travelled counts.
  if (how === undefined || (how === 'masked' && edge.how === 'indirect')) edge.how = how;
  // Told by another source or not, the run has named the edge: what the same job said before goes on.
  if (teller >= 0) for (const one of witnessesOf(edge)) if (one.teller === teller) one.run = run;
  const isSame = (one: Witness): boolean => one.source === source && one.teller === teller;
  const witness = isSame(edge) ? edge : edge.others?.find(isSame);
  if (!witness) {
    const other: Witness = { from, to, source, at, since, teller, run };
    (edge.others ??= []).push(other);
    if (telling?.isRepeated) telling.open.push(other);
    return;
  }
  if (at > witness.at) witness.at = at;
  witness.run = run;
  if (witness.until === undefined) {
    if (since < witness.since) witness.since = since;
    return;
  }
  if (since > witness.until) {
    (witness.earlier ??= []).push({ since: witness.since, until: witness.until });
    witness.since = since;
  }
  witness.until = undefined;
  if (telling?.isRepeated) telling.open.push(witness);
}

/** The run that tells from now on. Runs come oldest first. */
export function beginRun(draft: LineageDraft, node: number, run: string): ToldJob {
  let job = draft.jobs.get(node);
  if (!job) {
    const isRepeated = draft.repeated.has(draft.nodes[node]!.id);
    job = { node, run, inputs: false, outputs: false, columnsOf: new Set(), open: [], isRepeated };
    draft.jobs.set(node, job);
  } else if (job.run !== run) Object.assign(job, { run, inputs: false, outputs: false, columnsOf: new Set() });
  draft.telling = job;
  return job;
}

/** The run that tells is complete: what earlier ones named on a side that it names too, and it does not, ends here. */
export function completeRun({ telling: job, nodes, indexOf }: LineageDraft, at: string): void {
  if (!job?.isRepeated) return;
  const { run, open, node } = job;
  const isNamed = ({ from, to }: Witness): boolean =>
    to === node
      ? job.inputs
      : from === node
        ? job.outputs
        : job.columnsOf.has(indexOf.get(nodes[to]?.parent ?? '') ?? -1);
  let kept = 0;
  for (const witness of open) {
    if (witness.run !== run && witness.at <= at && isNamed(witness)) witness.until = at;
    else open[kept++] = witness;
  }
  open.length = kept;
}

/** Tells all runs in their order. */
export function tellRuns(draft: LineageDraft, runs: ToldRun[]): void {
  const first = new Map<string, string>();
  const repeated = new Set<string>();
  for (const { job, run } of runs) {
    const known = first.get(job);
    if (known === undefined) first.set(job, run);
    else if (known !== run) repeated.add(job);
  }
  draft.repeated = repeated;
  runs.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : a.rank - b.rank));
  for (const { tell } of runs) {
    tell();
    draft.telling = undefined;
  }
}

/** Jobs are told of oldest first too. */
export function noteRun(node: LineageNode, at: string, type: string): void {
  if (node.lastRun) (node.earlierRuns ??= []).push(node.lastRun);
  node.lastRun = { at, type };
}
