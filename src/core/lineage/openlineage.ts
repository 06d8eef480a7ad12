/**
 * OpenLineage run events, read defensively: what a field should be is taken, what it is not is counted. Only the run
 * event's job, run, datasets, schema facet and column lineage facet are understood; every other facet is ignored by name.
 */
export interface LineageEvent {
  /** ISO 8601; the empty text where the event has none. */
  at: string;
  type: string;
  runId: string;
  job: DatasetName;
  inputs: EventDataset[];
  outputs: EventDataset[];
}

export interface DatasetName {
  namespace: string;
  name: string;
}

export interface EventDataset extends DatasetName {
  /** From the schema facet, in order. */
  columns: string[];
  /** From the columnLineage facet: which input columns an output column comes from. */
  columnInputs: { column: string; from: (DatasetName & { column: string })[] }[];
}

export type ReadEvent = { ok: true; value: LineageEvent; ignored: string[] } | { ok: false; error: string };

const KNOWN_FACETS = new Set(['schema', 'columnLineage']);

/** One event of a file or of GetLineageEvent. `ignored` names facets that were not understood. */
export function readEvent(raw: unknown): ReadEvent {
  if (!isRecord(raw)) return { ok: false, error: 'not a JSON object' };
  const job = readName(raw['job']);
  if (!job) return { ok: false, error: 'the event names no job (namespace and name)' };
  const ignored: string[] = [];
  const inputs = readDatasets(raw['inputs'], ignored);
  const outputs = readDatasets(raw['outputs'], ignored);
  const run = raw['run'];
  return {
    ok: true,
    ignored,
    value: {
      at: textOf(raw['eventTime']),
      type: textOf(raw['eventType']) || 'OTHER',
      runId: isRecord(run) ? textOf(run['runId']) : '',
      job,
      inputs,
      outputs,
    },
  };
}

/**
 * A file of events: one JSON array, one object, or one event a line (NDJSON). A line that is not JSON is an error of its
 * own and does not hide the rest.
 */
export function* readEventFile(text: string): Generator<{ line: number; event: ReadEvent; raw: unknown }> {
  const whole = parse(text);
  if (whole.ok) {
    const list = Array.isArray(whole.value) ? (whole.value as unknown[]) : [whole.value];
    for (const [index, raw] of list.entries()) yield { line: index + 1, event: readEvent(raw), raw };
    return;
  }
  let line = 0;
  let start = 0;
  while (start <= text.length) {
    const end = text.indexOf('\n', start);
    const piece = (end < 0 ? text.slice(start) : text.slice(start, end)).trim();
    line++;
    if (piece) {
      const one = parse(piece);
      yield one.ok
        ? { line, event: readEvent(one.value), raw: one.value }
        : { line, event: { ok: false, error: 'not JSON' }, raw: piece };
    }
    if (end < 0) return;
    start = end + 1;
  }
}

function readDatasets(raw: unknown, ignored: string[]): EventDataset[] {
  if (!Array.isArray(raw)) return [];
  return (raw as unknown[]).flatMap((item) => {
    const name = readName(item);
    if (!name || !isRecord(item)) return [];
    const facets = isRecord(item['facets']) ? item['facets'] : {};
    for (const facet of Object.keys(facets)) if (!KNOWN_FACETS.has(facet)) ignored.push(facet);
    return [{ ...name, columns: readSchema(facets['schema']), columnInputs: readColumns(facets['columnLineage']) }];
  });
}

const readSchema = (facet: unknown): string[] =>
  listOf(isRecord(facet) ? facet['fields'] : undefined).flatMap((field) =>
    isRecord(field) && typeof field['name'] === 'string' ? [field['name']] : [],
  );

function readColumns(facet: unknown): EventDataset['columnInputs'] {
  const fields = isRecord(facet) && isRecord(facet['fields']) ? facet['fields'] : {};
  return Object.entries(fields).map(([column, value]) => ({
    column,
    from: listOf(isRecord(value) ? value['inputFields'] : undefined).flatMap((input) => {
      const name = readName(input);
      return name && isRecord(input) && typeof input['field'] === 'string' ? [{ ...name, column: input['field'] }] : [];
    }),
  }));
}

function readName(raw: unknown): DatasetName | undefined {
  if (!isRecord(raw)) return undefined;
  const { namespace, name } = raw;
  return typeof namespace === 'string' && typeof name === 'string' && name ? { namespace, name } : undefined;
}

function parse(text: string): { ok: true; value: unknown } | { ok: false } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch {
    return { ok: false };
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
