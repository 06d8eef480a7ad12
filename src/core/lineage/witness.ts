/** Where an edge was learnt. */
export type LineageSource =
  | 'openlineage-file'
  | 'datazone-event'
  | 'datazone-node'
  | 'glue-job'
  | 'glue-crawler'
  | 'view'
  | 'resource-link'
  | 'data-product'
  | 'subscription';

/** What only a definition says: its time is that of the definition, not of data that flowed. */
export const isDefinition = (source: LineageSource): boolean =>
  source !== 'openlineage-file' && source !== 'datazone-event' && source !== 'datazone-node';

/** A time in which an edge held: from the first run that named it to the first that did not any more. */
export interface Spell {
  since: string;
  until: string;
}

/** One source, and of runs one job, that tells of an edge. Times are ISO 8601 in UTC, empty where none is told. */
export interface Witness {
  from: number;
  to: number;
  source: LineageSource;
  /** The newest evidence: the run, or the last change of what defines the edge. */
  at: string;
  /** The oldest evidence at hand of the present spell; empty counts as always. */
  since: string;
  /** When a newer run of the same job did no longer name it; absent = it still holds. */
  until?: string | undefined;
  /** Spells before `since`, oldest first. */
  earlier?: Spell[] | undefined;
  /** The job whose runs tell, and the last run that did; -1 where it is no job's. */
  teller: number;
  run: string;
}

type Witnessed = Witness & { others?: Witness[] | undefined };

export const witnessesOf = (edge: Witnessed): readonly Witness[] => (edge.others ? [edge, ...edge.others] : [edge]);

/** The witness to name first: one that still holds before one that does not, a run before a definition, then the newest. */
export function bestWitness(edge: Witnessed): Witness {
  if (!edge.others) return edge;
  let best: Witness = edge;
  for (const one of edge.others) if (isBetter(one, best)) best = one;
  return best;
}

function isBetter(one: Witness, other: Witness): boolean {
  if ((one.until === undefined) !== (other.until === undefined)) return one.until === undefined;
  const isRun = !isDefinition(one.source);
  return isRun === !isDefinition(other.source) ? one.at > other.at : isRun;
}

export const isToldBy = (edge: Witnessed, source: LineageSource): boolean =>
  edge.source === source || edge.others?.some((one) => one.source === source) === true;

/** When the last witness fell silent; absent = the edge still holds. */
export function endOf(edge: Witnessed): string | undefined {
  let end = edge.until;
  for (const one of edge.others ?? []) {
    if (end === undefined || one.until === undefined) return undefined;
    if (one.until > end) end = one.until;
  }
  return end;
}

/** The oldest evidence of any witness; the empty text where one has no time. */
export function oldestOf(edge: Witnessed): string {
  let oldest = firstOf(edge);
  for (const one of edge.others ?? []) if (firstOf(one) < oldest) oldest = firstOf(one);
  return oldest;
}

const firstOf = (witness: Witness): string => witness.earlier?.[0]?.since ?? witness.since;
