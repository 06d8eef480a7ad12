import type { LineageEventRecord } from '../model/datazone';
import { recordsOf, type Snapshot } from '../model/snapshot';
import { noteUnreadable, type LineageBuild } from './completeness';
import { columnNode, datasetNode, fullName } from './dataset-node';
import { beginRun, completeRun, noteRun, putEdge, putNode, type ToldRun } from './lineage-draft';
import { readEvent, readHead, type DatasetName, type LineageEvent } from './openlineage';
import type { LineageSource } from './witness';

interface Told {
  record: LineageEventRecord;
  at: string;
  rank: number;
  job: string;
  runId: string;
  toldColumns: boolean;
}

/** A run's end says most, so of one time it is told last. */
const RANK: Record<string, number> = { START: 0, RUNNING: 1, COMPLETE: 3, FAIL: 3, ABORT: 3 };

/**
 * OpenLineage events, whatever order they came in, to be told in their turn. A run's START and COMPLETE name the same
 * edges; only what did not fail or abort is lineage, but every run moves the job's last run. Of one event told twice the
 * fuller one counts. Only what tells events apart is kept of all of them; each is read whole when it is its turn.
 */
export function eventRuns(
  build: LineageBuild,
  snapshot: Pick<Snapshot, 'members' | 'parts'>,
  imported: Iterable<LineageEventRecord>,
): ToldRun[] {
  const events: Told[] = [];
  const seen = new Map<string, number>();
  const take = (record: LineageEventRecord): void => {
    const read = readHead(record.event);
    if (!read.ok) {
      noteUnreadable(build.notes, record.file ?? record.id, read.error);
      return;
    }
    const { type, runId, job, toldColumns } = read.value;
    const at = read.value.at || record.at || '';
    const told = { record, at, rank: RANK[type] ?? 2, job: jobNodeId(job.namespace, job.name), runId, toldColumns };
    const key = `${runId}|${type}|${told.at}|${job.namespace}|${job.name}`;
    const before = runId ? seen.get(key) : undefined;
    if (before === undefined) {
      seen.set(key, events.push(told) - 1);
      return;
    }
    build.notes.duplicates++;
    const isFuller = toldColumns && !events[before]!.toldColumns;
    wholeEvent(build, isFuller ? events[before]! : told);
    if (isFuller) events[before] = told;
  };
  for (const { record } of recordsOf(snapshot, 'lineage-events')) take(record);
  for (const record of imported) take(record);
  build.notes.events += events.length;
  return events.map((told, nth) => {
    const { at, rank, record, job } = told;
    const run = told.runId || `#${String(nth)}`;
    const source = record.source === 'datazone' ? 'datazone-event' : 'openlineage-file';
    const tell = (): void => {
      const event = wholeEvent(build, told);
      if (event) addEvent(build, event, source, run);
    };
    return { at, rank, job, run, tell };
  });
}

/** Reads an event, and counts what it says that nobody here understands. */
function wholeEvent(build: LineageBuild, { record, at }: Told): LineageEvent | undefined {
  const read = readEvent(record.event);
  if (!read.ok) return undefined;
  const { ignoredFacets } = build.notes;
  build.notes.nameless += read.nameless;
  for (const facet of read.ignored) ignoredFacets[facet] = (ignoredFacets[facet] ?? 0) + 1;
  return { ...read.value, at };
}

const tellsColumns = (event: LineageEvent): boolean => event.outputs.some((output) => output.toldColumns);

/** `<namespace>.<name>`, as DataZone identifies a job (facts/datazone 3.2), so that both sources mean one node. */
export const jobNodeId = (namespace: string, name: string): string => `job:${namespace ? `${namespace}.` : ''}${name}`;

function addEvent(build: LineageBuild, event: LineageEvent, source: LineageSource, run: string): void {
  const { draft, notes } = build;
  const { at } = event;
  const id = jobNodeId(event.job.namespace, event.job.name);
  const job = putNode(draft, { id, kind: 'job', label: event.job.name });
  noteRun(draft.nodes[job]!, at, event.type);
  if (event.type === 'FAIL' || event.type === 'ABORT') return;
  const place = (dataset: LineageEvent['inputs'][number]): number => datasetNode(build, dataset, dataset.aliases);
  const inputs = event.inputs.map(place);
  const outputs = event.outputs.map(place);
  // A column's origin is mostly one of the few inputs: comparing is cheaper than joining its two names each time.
  const tableOf = (name: DatasetName): number => {
    const nth = event.inputs.findIndex((input) => input.name === name.name && input.namespace === name.namespace);
    return inputs[nth] ?? build.known.get(fullName(name)) ?? datasetNode(build, name);
  };
  const named = beginRun(draft, job, run);
  named.inputs ||= inputs.length > 0;
  named.outputs ||= outputs.length > 0;
  for (const input of inputs) putEdge(draft, input, job, source, at);
  for (const [index, output] of outputs.entries()) {
    if (inputs.includes(output)) notes.selfLoops++;
    const columns = event.outputs[index]!.toldColumns;
    putEdge(draft, job, output, source, at, columns ? { columns } : {});
    if (columns) named.columnsOf.add(output);
  }
  if (event.outputs.length > 0 && !tellsColumns(event)) notes.withoutColumns++;
  for (const [index, output] of event.outputs.entries()) {
    for (const { column, from } of output.columnInputs) {
      const target = columnNode(build, outputs[index]!, column);
      for (const input of from) {
        const origin = columnNode(build, tableOf(input), input.column);
        if (origin !== target) putEdge(draft, origin, target, source, at, { how: input.how });
      }
    }
  }
  if (event.type === 'COMPLETE') completeRun(draft, at);
}
