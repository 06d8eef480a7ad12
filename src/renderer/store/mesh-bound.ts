import type { HeddleState } from './create-store';

/** What was asked and answered of one connection's mesh, and what waits to be changed in it: another one starts without. */
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
  'basket',
  'basketReview',
  'writing',
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
