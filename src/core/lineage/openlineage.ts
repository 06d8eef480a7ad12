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
  /** The columnLineage facet named an origin of at least one column. An empty one proves nothing. */
  toldColumns: boolean;
}

/** What tells events apart, read without their datasets: files hold hundreds of thousands of columns. */
export interface EventHead extends Pick<LineageEvent, 'at' | 'type' | 'runId' | 'job'> {
  /** Some output tells of its columns. */
  toldColumns: boolean;
}

type Read<T> = ({ ok: true } & T) | { ok: false; error: string };
/** `ignored` names facets that were not understood; `nameless` counts datasets without namespace and name. */
export type ReadEvent = Read<{ value: LineageEvent; ignored: string[]; nameless: number }>;

const KNOWN_FACETS = new Set(['schema', 'columnLineage', 'symlinks']);

export function readHead(raw: unknown): Read<{ value: EventHead }> {
  if (raw === undefined) return { ok: false, error: 'not JSON, or cut short' };
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

/** The datasets of a readable event by name only: what its facets say is not looked at. */
export function readNames(raw: unknown): { names: DatasetName[]; nameless: number } {
  const { inputs, outputs } = raw as Record<string, unknown>;
  const all = [...listOf(inputs), ...listOf(outputs)];
  const names = all.flatMap((one) => readName(one) ?? []);
  return { names, nameless: all.length - names.length };
}

/** One event of a file or of GetLineageEvent. */
export function readEvent(raw: unknown): ReadEvent {
  const head = readHead(raw);
  if (!head.ok) return head;
  const { at, type, runId, job } = head.value;
  const { inputs, outputs, run, job: owner } = raw as Record<string, unknown>;
  const ignored: string[] = [];
  const value = {
    at,
    type,
    runId,
    job,
    inputs: readDatasets(inputs, ignored),
    outputs: readDatasets(outputs, ignored),
  };
  for (const one of [run, owner]) ignoreFacets(isRecord(one) ? one['facets'] : undefined, ignored);
  const nameless = listOf(inputs).length + listOf(outputs).length - value.inputs.length - value.outputs.length;
  return { ok: true, ignored, nameless, value };
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
    ignoreFacets(facets, ignored);
    if (isRecord(item)) for (const own of ['inputFacets', 'outputFacets']) ignoreFacets(item[own], ignored);
    const columns = readSchema(facets['schema']);
    datasets.push({
      namespace: name.namespace,
      name: name.name,
      columns,
      columnInputs: readColumnLineage(facets['columnLineage'], columns),
      aliases: readAliases(facets['symlinks']),
      toldColumns: tellsColumns(facets),
    });
  }
  return datasets;
}

const NO_FACETS: Record<string, unknown> = {};
const facetsOf = (dataset: unknown): Record<string, unknown> =>
  isRecord(dataset) && isRecord(dataset['facets']) ? dataset['facets'] : NO_FACETS;

function ignoreFacets(facets: unknown, ignored: string[]): void {
  if (!isRecord(facets)) return;
  for (const facet in facets) if (!KNOWN_FACETS.has(facet) && Object.hasOwn(facets, facet)) ignored.push(facet);
}

const tellsColumns = ({ columnLineage: facet }: Record<string, unknown>): boolean =>
  isRecord(facet) &&
  isRecord(facet['fields']) &&
  Object.values(facet['fields']).some((field) => isRecord(field) && readInputs(field).length > 0);

const readSchema = (facet: unknown): string[] =>
  listOf(isRecord(facet) ? facet['fields'] : undefined).flatMap((field) =>
    isRecord(field) && typeof field['name'] === 'string' ? [field['name']] : [],
  );

const readAliases = (facet: unknown): DatasetName[] =>
  listOf(isRecord(facet) ? facet['identifiers'] : undefined).flatMap((one) => {
    const name = readName(one);
    return name ? [name] : [];
  });

/**
 * `fields` by output column; `dataset` (facet 1.2.0) tells inputs that bear on every output column, such as a filter, and
 * is the compact spelling of the same inputs repeated under each field.
 */
export function readColumnLineage(facet: unknown, schema: readonly string[] = NONE): EventDataset['columnInputs'] {
  if (!isRecord(facet)) return [];
  const fields = isRecord(facet['fields']) ? facet['fields'] : {};
  const told = Object.entries(fields).map(([column, value]) => ({
    column,
    from: isRecord(value) ? readInputs(value) : [],
  }));
  if (listOf(facet['dataset']).length === 0) return told;
  const all = readInputs({ inputFields: facet['dataset'] }).map((one) => ({
    ...one,
    how: one.how ?? ('indirect' as const),
  }));
  // Columns that only the schema names are reached by what bears on all of them.
  const others = schema.filter((column) => !Object.hasOwn(fields, column)).map((column) => ({ column, from: all }));
  return [...told.map(({ column, from }) => ({ column, from: [...from, ...all] })), ...others];
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
