import type { CoverageGap } from '../model/snapshot';
import type { Completeness } from './completeness';
import type { Affected } from './impact';
import type { LineageDocument } from './lineage-document';
import type { Derivation } from './lineage-graph';
import type { LostPlace } from './lost-tags';
import type { Level } from './subgraph';

/** What a question about lineage is about: a node id, `[account/]database.table[.column]`, or a dataset's or job's own name. */
export interface LineageSubject {
  resource: string;
}

export interface LineageQuestion {
  /** Absent = the whole graph. */
  resource?: string;
  direction?: 'upstream' | 'downstream' | 'both';
  /** Steps between datasets; a job on the way is none. Absent = all the way. */
  depth?: number;
  /** Absent = columns where the question is about a column or about everything, else tables. */
  level?: Level;
  /** ISO 8601: only what was known to flow by then. */
  asOf?: string;
  /** Only what lies on a way between `resource` and this. */
  to?: string;
}

export interface LineageAnswer extends LineageDocument {
  sentence: string;
  /** Of a past date: where the answer rests on less than was known then. */
  notes: string[];
  completeness: Completeness;
  coverage: CoverageGap[];
}

export interface ImpactRow extends Affected {
  /** `[account/]database.table`, or the label of what is no table. */
  name: string;
  owners: string[];
  products: string[];
  subscribers: string[];
}

export interface ImpactAnswer {
  sentence: string;
  rows: ImpactRow[];
  coverage: CoverageGap[];
}

/** One principal at one place. */
export interface AudienceReader {
  principal: string;
  /** As people call it. */
  name: string;
  /** Role, user, person of the directory, … */
  kind: string;
  /** SELECT, or IAM_DECIDES where Lake Formation leaves the answer to IAM. */
  permission: string;
  /** Rules of the facts that it rests on. */
  because: string[];
  /** The grants that let it in, in a few words. */
  through: string;
  rowFilter?: string;
  /** Cannot read the source itself. */
  beyond: boolean;
}

export interface AudiencePlace {
  table: string;
  name: string;
  column?: string;
  distance: number;
  how: Derivation;
  /** The derived table, or column of it, that it comes from; absent = the source itself. */
  via?: string;
  readers: AudienceReader[];
  /** Access to it is not decided by Lake Formation (Redshift, a model): nobody knows from here. */
  unknown: boolean;
}

export interface AudienceAnswer {
  sentence: string;
  /** Principals that read the source itself. */
  own: string[];
  places: AudiencePlace[];
  readers: string[];
  beyond: string[];
  coverage: CoverageGap[];
}

export interface LostTagRow {
  source: LostPlace & { name: string };
  derived: LostPlace & { name: string };
  tags: string[];
  how: Derivation;
  distance: number;
  first: boolean;
  certain: boolean;
  readers: string[];
}

/** A lost tag for which there is no call, and why. */
export interface NotProposed {
  name: string;
  column?: string;
  tag: string;
  reason: string;
}

/** An AWS call in the shape that `heddle plan` takes. */
export interface ProposedCall {
  account: string;
  service: 'lakeformation';
  operation: 'AddLFTagsToResource';
  request: Record<string, unknown>;
}

export interface LostTagsAnswer {
  sentence: string;
  rows: LostTagRow[];
  /** Puts the lost LF-Tags back, for what has a tag of that name in its own account. */
  proposal: ProposedCall[];
  notProposed: NotProposed[];
  coverage: CoverageGap[];
}

export interface ImportReport {
  /** The name under which it is kept. */
  file: string;
  events: number;
  unreadable: { what: string; reason: string }[];
  unreadableTotal: number;
  /** Events that some file or the crawl had told already. */
  duplicates: number;
  /** Names of this file that joined to no table of the mesh on screen. */
  unjoined: string[];
  /** Names that fit more than one table of it. */
  ambiguous: string[];
  sentence: string;
}

export interface ImportedFile {
  file: string;
  bytes: number;
  /** ISO 8601. */
  importedAt: string;
}
