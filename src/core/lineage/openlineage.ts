/**
 * OpenLineage run events, read defensively: what a field should be is taken, what it is not is counted. Only the run
 * event's job, run, datasets, and the facets schema, columnLineage and symlinks are understood; every other facet is
 * ignored by name.
 */
export interface LineageEvent {
  /** ISO 8601 in UTC; the empty text where the event has none that is a date. */
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

export interface ColumnInput extends DatasetName {
  column: string;
  /** Every transformation that was told is an influence only (a filter, a join), or masks the value. */
  how?: 'indirect' | 'masked' | undefined;
}

export interface EventDataset extends DatasetName {
  /** From the schema facet, in order. */
  columns: string[];
  /** From the columnLineage facet: which input columns an output column comes from. */
  columnInputs: { column: string; from: ColumnInput[] }[];
  /** Other names of the same dataset, from the symlinks facet: Spark names the path and links to the Glue table. */
  aliases: DatasetName[];
  /** The columnLineage facet was there, whatever it held. */
  toldColumns: boolean;
}

/** What tells events apart, read without their datasets: files hold hundreds of thousands of columns. */
export interface EventHead extends Pick<LineageEvent, 'at' | 'type' | 'runId' | 'job'> {
  /** Some output tells of its columns. */
  toldColumns: boolean;
}

type Read<T> = ({ ok: true } & T) | { ok: false; error: string };
export type ReadEvent = Read<{ value: LineageEvent; ignored: string[] }>;

const KNOWN_FACETS = new Set(['schema', 'columnLineage', 'symlinks']);

export function readHead(raw: unknown): Read<{ value: EventHead }> {
  if (!isRecord(raw)) return { ok: false, error: 'not a JSON object' };
  const job = readName(raw['job']);
  if (!job && isRecord(raw['dataset'])) return { ok: false, error: 'a dataset event, which tells of no job' };
  if (!job) return { ok: false, error: 'the event names no job (namespace and name)' };
  const run = raw['run'];
  return {
    ok: true,
    value: {
      at: utcOf(textOf(raw['eventTime'])),
      type: textOf(raw['eventType']).toUpperCase() || 'OTHER',
      runId: isRecord(run) ? textOf(run['runId']) : '',
      job,
      toldColumns: listOf(raw['outputs']).some((item) => readName(item) && tellsColumns(facetsOf(item))),
    },
  };
}

/** One event of a file or of GetLineageEvent. `ignored` names facets that were not understood. */
export function readEvent(raw: unknown): ReadEvent {
  const head = readHead(raw);
  if (!head.ok) return head;
  const { at, type, runId, job } = head.value;
  const { inputs, outputs } = raw as Record<string, unknown>;
  const ignored: string[] = [];
  const value = {
    at,
    type,
    runId,
    job,
    inputs: readDatasets(inputs, ignored),
    outputs: readDatasets(outputs, ignored),
  };
  return { ok: true, ignored, value };
}

/** Times compare as text, so all are brought to UTC; a time without zone is taken as UTC. */
function utcOf(text: string): string {
  if (!text) return '';
  const time = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

function readDatasets(raw: unknown, ignored: string[]): EventDataset[] {
  const datasets: EventDataset[] = [];
  for (const item of listOf(raw)) {
    const name = readName(item);
    if (!name) continue;
    const facets = facetsOf(item);
    for (const facet in facets) if (!KNOWN_FACETS.has(facet) && Object.hasOwn(facets, facet)) ignored.push(facet);
    datasets.push({
      namespace: name.namespace,
      name: name.name,
      columns: readSchema(facets['schema']),
      columnInputs: readColumns(facets['columnLineage']),
      aliases: readAliases(facets['symlinks']),
      toldColumns: tellsColumns(facets),
    });
  }
  return datasets;
}

const NO_FACETS: Record<string, unknown> = {};
const facetsOf = (dataset: unknown): Record<string, unknown> =>
  isRecord(dataset) && isRecord(dataset['facets']) ? dataset['facets'] : NO_FACETS;

const tellsColumns = ({ columnLineage: facet }: Record<string, unknown>): boolean =>
  isRecord(facet) && isRecord(facet['fields']);

const readSchema = (facet: unknown): string[] =>
  listOf(isRecord(facet) ? facet['fields'] : undefined).flatMap((field) =>
    isRecord(field) && typeof field['name'] === 'string' ? [field['name']] : [],
  );

const readAliases = (facet: unknown): DatasetName[] =>
  listOf(isRecord(facet) ? facet['identifiers'] : undefined).flatMap((one) => {
    const name = readName(one);
    return name ? [name] : [];
  });

function readColumns(facet: unknown): EventDataset['columnInputs'] {
  const fields = isRecord(facet) && isRecord(facet['fields']) ? facet['fields'] : {};
  return Object.entries(fields).map(([column, value]) => ({ column, from: isRecord(value) ? readInputs(value) : [] }));
}

/** A plain loop: a mesh tells of hundreds of thousands of these. */
function readInputs(field: Record<string, unknown>): ColumnInput[] {
  const from: ColumnInput[] = [];
  for (const input of listOf(field['inputFields'])) {
    if (!isRecord(input)) continue;
    const { namespace, name, field: column } = input;
    if (typeof namespace !== 'string' || typeof name !== 'string' || !name || typeof column !== 'string') continue;
    from.push({ namespace, name, column, how: howOf(input, field) });
  }
  return from;
}

/** `transformations` of the input field; before 1.17 one `transformationType` of the output field said IDENTITY or MASKED. */
function howOf(input: Record<string, unknown>, field: Record<string, unknown>): ColumnInput['how'] {
  const given = input['transformations'];
  const all = given === undefined ? NONE : listOf(given).filter(isRecord);
  if (all.length === 0) return textOf(field['transformationType']).toUpperCase() === 'MASKED' ? 'masked' : undefined;
  if (all.every((one) => one['masking'] === true)) return 'masked';
  return all.every((one) => textOf(one['type']).toUpperCase() === 'INDIRECT') ? 'indirect' : undefined;
}

function readName(raw: unknown): DatasetName | undefined {
  if (!isRecord(raw)) return undefined;
  const { namespace, name } = raw;
  return typeof namespace === 'string' && typeof name === 'string' && name ? { namespace, name } : undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const NONE: never[] = [];
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : NONE);
