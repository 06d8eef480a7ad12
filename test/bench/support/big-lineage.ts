import type { LineageEventRecord } from '../../../src/core/model/datazone';
import type { GlueTable } from '../../../src/core/model/glue';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { bigSnapshot } from './big-snapshot';
import { Random } from './random';

/** 12,000 tables with six columns each and 16,000 jobs: 100,000 nodes; their events tell of 400,000 edges. */
const SCALE = { tables: 12_000, principals: 2_000, permissions: 120_000, tagKeys: 100, seed: 7 };
const JOBS = 16_000;
const PIPELINE = 60;
const MARTS = 1_200;
const COLUMN_EDGES = 336_000;
/** Share of columns with one origin more: some edges are told twice, and 400,000 are to remain. */
const SPARE = 0.76;

export interface BigLineage {
  snapshot: Snapshot;
  /** Key of the table that jobs of every pipeline read. */
  hub: string;
  /** A table at the head of a pipeline, with one of its columns. */
  head: { table: string; column: string };
}

/**
 * Pipelines of 60 tables, each made from earlier ones of its own, all joined with one reference table; the last tenth are
 * marts that read from anywhere. Every run tells of its output's columns.
 */
export function bigLineage(): BigLineage {
  const snapshot = bigSnapshot(SCALE);
  const random = new Random(23);
  const tables = snapshot.parts.flatMap((part) => (part.layer === 'tables' ? part.records : [])).slice(0, SCALE.tables);
  const account = tables[0]!.CatalogId ?? snapshot.members[0]!.account;
  const namespace = `arn:aws:glue:eu-central-1:${account}`;
  const nameOf = (table: GlueTable): string => `table/${table.DatabaseName}/${table.Name}`;
  const columnsOf = (table: GlueTable): string[] => (table.StorageDescriptor?.Columns ?? []).map(({ Name }) => Name);
  const records: LineageEventRecord[] = [];
  for (let job = 0; job < JOBS; job++) {
    const output = 1 + (job % (tables.length - 1));
    const inputs = inputsOf(random, output);
    const target = tables[output]!;
    const targets = columnsOf(target);
    const each = Math.floor(COLUMN_EDGES / JOBS / targets.length);
    const fields: Record<string, { inputFields: object[] }> = {};
    for (const column of targets)
      fields[column] = {
        inputFields: Array.from({ length: each + Number(random.next() < SPARE) }, () => {
          // The reference table is joined, not copied.
          const source = tables[inputs[Math.min(inputs.length - 1, 1 + random.below(3))]!]!;
          return { namespace, name: nameOf(source), field: random.pick(columnsOf(source)) };
        }),
      };
    records.push({
      id: String(job),
      source: 'datazone',
      event: {
        eventType: 'COMPLETE',
        eventTime: new Date(Date.UTC(2026, 10, 1, 0, 0, job)).toISOString(),
        run: { runId: String(job) },
        job: { namespace: 'bench', name: `job-${String(job)}` },
        inputs: inputs.map((at) => ({ namespace, name: nameOf(tables[at]!) })),
        outputs: [{ namespace, name: nameOf(target), facets: { columnLineage: { fields } } }],
      },
    });
  }
  const member = snapshot.members[0]!.id;
  const keyOf = (table: GlueTable): string => `${account}/${table.DatabaseName}/${table.Name}`;
  return {
    snapshot: {
      ...snapshot,
      parts: [...snapshot.parts, { member, layer: 'lineage-events', readAt: snapshot.takenAt, records }],
    },
    hub: `table:${keyOf(tables[0]!)}`,
    head: { table: `table:${keyOf(tables[PIPELINE * 20 + 1]!)}`, column: columnsOf(tables[PIPELINE * 20 + 1]!)[2]! },
  };
}

/** The reference table, and three that come before the output. */
function inputsOf(random: Random, output: number): number[] {
  const isMart = output >= SCALE.tables - MARTS;
  const first = isMart ? 1 : Math.floor(output / PIPELINE) * PIPELINE;
  const before = isMart ? SCALE.tables - MARTS - 1 : output - first;
  if (before < 1) return [0];
  return [0, first + random.below(before), first + random.below(before), first + random.below(before)];
}
