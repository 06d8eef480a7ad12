import { recordsOf, type Snapshot } from '../model/snapshot';
import type { LineageBuild } from './completeness';
import { putEdge, putNode, type LineageSource } from './lineage-graph';
import { readEvent, type DatasetName, type LineageEvent } from './openlineage';

/**
 * OpenLineage events, newest last whatever order they came in. A run's START and COMPLETE name the same edges; only what
 * did not fail or abort is lineage, but every run moves the job's last run.
 */
export function addEvents(build: LineageBuild, snapshot: Snapshot): void {
  const events: { event: LineageEvent; source: LineageSource }[] = [];
  const seen = new Set<string>();
  for (const { record } of recordsOf(snapshot, 'lineage-events')) {
    const read = readEvent(record.event);
    if (!read.ok) {
      build.notes.unreadable.push({ what: record.file ?? record.id, reason: read.error });
      continue;
    }
    for (const facet of read.ignored) build.notes.ignoredFacets[facet] = (build.notes.ignoredFacets[facet] ?? 0) + 1;
    const at = read.value.at || record.at || '';
    const key = `${read.value.runId}|${read.value.type}|${at}|${read.value.job.namespace}|${read.value.job.name}`;
    if (read.value.runId && seen.has(key)) {
      build.notes.duplicates++;
      continue;
    }
    seen.add(key);
    events.push({
      event: { ...read.value, at },
      source: record.source === 'datazone' ? 'datazone-event' : 'openlineage-file',
    });
  }
  events.sort((a, b) => (a.event.at < b.event.at ? -1 : a.event.at > b.event.at ? 1 : 0));
  build.notes.events += events.length;
  for (const { event, source } of events) addEvent(build, event, source);
}

function addEvent(build: LineageBuild, event: LineageEvent, source: LineageSource): void {
  const job = putNode(build.draft, {
    id: `job:${event.job.namespace}/${event.job.name}`,
    kind: 'job',
    label: event.job.name,
  });
  const node = build.draft.nodes[job];
  if (node && event.at >= (node.lastRun?.at ?? ''))
    build.draft.nodes[job] = { ...node, lastRun: { at: event.at, type: event.type } };
  if (event.type === 'FAIL' || event.type === 'ABORT') return;
  const inputs = event.inputs.map((input) => datasetNode(build, input));
  const outputs = event.outputs.map((output) => datasetNode(build, output));
  for (const input of inputs) putEdge(build.draft, input, job, source, event.at);
  for (const output of outputs) {
    if (inputs.includes(output)) build.notes.selfLoops++;
    putEdge(build.draft, job, output, source, event.at);
  }
  for (const [index, output] of event.outputs.entries()) {
    for (const { column, from } of output.columnInputs) {
      const target = columnNode(build, outputs[index]!, column);
      for (const input of from)
        putEdge(build.draft, columnNode(build, datasetNode(build, input), input.column), target, source, event.at);
    }
  }
}

/** The mesh's own node where the name joins to exactly one table; otherwise a node of its own, counted. */
export function datasetNode(build: LineageBuild, name: DatasetName): number {
  const full = name.namespace ? `${name.namespace}/${name.name}` : name.name;
  const candidates = build.join.ofName(name);
  if (candidates.length === 1) return tableNode(build, candidates[0]!);
  if (candidates.length > 1) build.notes.ambiguousNames.set(full, candidates);
  else build.notes.unjoinedTimes.set(full, (build.notes.unjoinedTimes.get(full) ?? 0) + 1);
  return putNode(build.draft, {
    id: `dataset:${full}`,
    kind: 'dataset',
    label: name.name,
    ambiguous: candidates.length ? candidates : undefined,
  });
}

export const tableNode = (build: LineageBuild, id: string): number =>
  putNode(build.draft, { id, kind: 'table', label: build.join.label(id) });

/** Glue folds names, so columns join in lower case. */
export function columnNode(build: LineageBuild, table: number, column: string): number {
  const parent = build.draft.nodes[table]!;
  return putNode(build.draft, {
    id: `${parent.id}#${column.toLowerCase()}`,
    kind: 'column',
    label: column.toLowerCase(),
    parent: parent.id,
  });
}
