import type { LineageJoin } from './join';
import type { LineageDraft } from './lineage-graph';

/** What lineage does not know, said as plainly as what it knows. */
export interface Completeness {
  /** Ids of tables of the mesh that no source mentions. */
  tablesWithout: string[];
  /** Names that joined to no table, with how often they were seen. */
  unjoined: { name: string; times: number }[];
  /** Names that joined to more than one table. */
  ambiguous: { name: string; candidates: string[] }[];
  /** Events that could not be read, with the reason. */
  unreadable: { what: string; reason: string }[];
  /** Facets that were not understood, by name, with how often. */
  ignoredFacets: Record<string, number>;
  events: number;
  duplicates: number;
  selfLoops: number;
  /** Nodes whose neighbours DataZone cut at 100. */
  truncated: string[];
}

/** What builders of every source share. */
export interface LineageBuild {
  draft: LineageDraft;
  join: LineageJoin;
  notes: Completeness & { unjoinedTimes: Map<string, number>; ambiguousNames: Map<string, string[]> };
}
