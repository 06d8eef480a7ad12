import type { LineageJoin } from './join';
import type { LineageDraft } from './lineage-draft';

/** What lineage does not know, said as plainly as what it knows. */
export interface Completeness {
  /** Ids of tables of the mesh of which no source tells where they come from or go to. */
  tablesWithout: string[];
  /** Names that joined to no table, with how often they were seen. */
  unjoined: { name: string; times: number }[];
  /** Names that joined to more than one table. */
  ambiguous: { name: string; candidates: string[] }[];
  /** The first events that could not be read, with the reason; `unreadableTotal` counts all. */
  unreadable: { what: string; reason: string }[];
  unreadableTotal: number;
  /** Facets that were not understood, by name, with how often. */
  ignoredFacets: Record<string, number>;
  /** Inputs and outputs without a namespace and a name. */
  nameless: number;
  events: number;
  duplicates: number;
  /** Runs that write what they read. */
  selfLoops: number;
  /** Events whose outputs tell nothing of their columns. */
  withoutColumns: number;
  /** Nodes whose neighbours DataZone cut at 100. */
  truncated: string[];
}

/** What builders of every source share. */
export interface LineageBuild {
  draft: LineageDraft;
  join: LineageJoin;
  notes: Omit<Completeness, 'tablesWithout' | 'unjoined' | 'ambiguous'>;
  unjoined: Map<string, number>;
  ambiguous: Map<string, string[]>;
  /** Node numbers by the dataset names met so far: a job names the same few again and again. */
  known: Map<string, number>;
  /** Column nodes by their table and the name as it was spelled. */
  columns: Map<string, number>[];
}

/** How many unreadable events are named one by one. */
const NAMED = 100;

export const newNotes = (): LineageBuild['notes'] => ({
  unreadable: [],
  unreadableTotal: 0,
  ignoredFacets: {},
  nameless: 0,
  events: 0,
  duplicates: 0,
  selfLoops: 0,
  withoutColumns: 0,
  truncated: [],
});

export function noteUnreadable(notes: LineageBuild['notes'], what: string, reason: string): void {
  notes.unreadableTotal++;
  if (notes.unreadable.length < NAMED) notes.unreadable.push({ what, reason });
}
