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

export type ReadEvent = { ok: true; value: LineageEvent; ignored: string[] } | { ok: false; error: string };

const KNOWN_FACETS = new Set(['schema', 'columnLineage', 'symlinks']);

/** One event of a file or of GetLineageEvent. `ignored` names facets that were not understood. */
export function readEvent(raw: unknown): ReadEvent {
  if (!isRecord(raw)) return { ok: false, error: 'not a JSON object' };
  const job = readName(raw['job']);
  if (!job && isRecord(raw['dataset'])) return { ok: false, error: 'a dataset event, which tells of no job' };
  if (!job) return { ok: false, error: 'the event names no job (namespace and name)' };
  const ignored: string[] = [];
  const inputs = readDatasets(raw['inputs'], ignored);
  const outputs = readDatasets(raw['outputs'], ignored);
  const run = raw['run'];
  return {
    ok: true,
    ignored,
    value: {
      at: utcOf(textOf(raw['eventTime'])),
      type: textOf(raw['eventType']).toUpperCase() || 'OTHER',
      runId: isRecord(run) ? textOf(run['runId']) : '',
      job,
      inputs,
      outputs,
    },
  };
}

/** Times compare as text, so all are brought to UTC; a time without zone is taken as UTC. */
function utcOf(text: string): string {
  if (!text) return '';
  const time = Date.parse(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`);
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

function readDatasets(raw: unknown, ignored: string[]): EventDataset[] {
  if (!Array.isArray(raw)) return [];
  return (raw as unknown[]).flatMap((item) => {
    const name = readName(item);
    if (!name || !isRecord(item)) return [];
    const facets = isRecord(item['facets']) ? item['facets'] : {};
    for (const facet of Object.keys(facets)) if (!KNOWN_FACETS.has(facet)) ignored.push(facet);
    return [
      {
        ...name,
        columns: readSchema(facets['schema']),
        columnInputs: readColumns(facets['columnLineage']),
        aliases: readAliases(facets['symlinks']),
        toldColumns: isRecord(facets['columnLineage']) && isRecord(facets['columnLineage']['fields']),
      },
    ];
  });
}

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
  return Object.entries(fields).map(([column, value]) => ({
    column,
    from: listOf(isRecord(value) ? value['inputFields'] : undefined).flatMap((input) => {
      const name = readName(input);
      if (!name || !isRecord(input) || typeof input['field'] !== 'string') return [];
      const how = howOf(input, isRecord(value) ? value : {});
      return [{ namespace: name.namespace, name: name.name, column: input['field'], how }];
    }),
  }));
}

/** `transformations` of the input field; before 1.17 one `transformationType` of the output field said IDENTITY or MASKED. */
function howOf(input: Record<string, unknown>, field: Record<string, unknown>): ColumnInput['how'] {
  const all = listOf(input['transformations']).filter(isRecord);
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
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
