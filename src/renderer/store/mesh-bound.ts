import type { HeddleState } from './create-store';

/** What was asked and answered of one connection's mesh: another connection starts without it. The basket is the person's. */
const KEYS = [
  'query',
  'view',
  'selected',
  'details',
  'selectedEdge',
  'edge',
  'question',
  'answer',
  'derivation',
  'check',
  'findings',
  'requests',
  'pending',
  'openRequest',
  'requestDetails',
  'marked',
  'chosenFilters',
  'comments',
  'watched',
  'units',
  'openUnit',
  'unit',
  'governanceDraft',
  'grantDraft',
  'tagDraft',
  'tagFocus',
  'code',
  'lineageQuery',
  'lineage',
  'lineageList',
  'lineageNode',
  'lineageSaid',
] as const satisfies readonly (keyof HeddleState)[];

/** The part of the first state that a change of the connection brings back. */
export const meshBound = (first: HeddleState): Partial<HeddleState> =>
  Object.fromEntries(KEYS.map((key) => [key, first[key]]));
