import type { Derivation, LineageNodeKind } from './lineage-graph';
import type { Level } from './subgraph';
import type { LineageSource } from './witness';

/** What a person has built up: where they began, what they let grow, how they look at it. */
export interface LineageViewQuery {
  /** A node id, or a name as people write it; absent = the dataset that most depends on. */
  focus?: string;
  direction: 'upstream' | 'downstream' | 'both';
  level: Level;
  /** `up:<id>` and `down:<id>`: sides that were opened, in the order in which they were. */
  grown: string[];
  /** How many neighbours of a side are shown before the stand-in, by the same keys (default 10). */
  shown?: Record<string, number>;
  /** Colour nodes by who reads them, and mark lost tags. */
  audience?: boolean;
  /** ISO 8601: as it was then. */
  asOf?: string;
  /** Only what lies on a way from the focus to this node, or from it to the focus. */
  pathTo?: string;
}

/** Positions in CSS pixels at zoom 1. */
export interface LineageViewNode {
  id: string;
  kind: LineageNodeKind | 'rest';
  label: string;
  /** A second line: its database, a job's last run. */
  words: string;
  /** The account that holds a table. */
  where?: string;
  x: number;
  y: number;
  width: number;
  height: number;
  isFocus: boolean;
  lastRun?: { at: string; type: string };
  /** Neighbours that are not shown. */
  more: { up: number; down: number };
  /** Sides that the person opened, and can close again. */
  grown?: ('up' | 'down')[];
  columns?: LineageViewColumn[];
  /** Columns with lineage that are not listed. */
  moreColumns?: number;
  audience?: NodeAudience;
  /** Tags that the data carried upstream and lacks here, with where they were. */
  lost?: string[];
  ambiguous?: string[];
  /** On a stand-in: the side that it stands for, and how many it hides. */
  rest?: { side: string; count: number };
}

export interface LineageViewColumn {
  id: string;
  label: string;
  isFocus: boolean;
  lost?: string[];
}

/** Who reads a node against who reads the focus. */
export interface NodeAudience {
  tone: 'source' | 'same' | 'wider' | 'nobody' | 'unknown';
  /** "6 read it, 2 of them not the source". */
  words: string;
}

export interface LineageViewEdge {
  id: string;
  /** How it was learnt; of several witnesses the first of `told`. */
  kind: LineageSource;
  source: string;
  target: string;
  /** Every witness with its time, the best first. */
  told: EdgeTold[];
  /** A newer run of the job does not name it any more: from then on. */
  until?: string;
  /** On a picture of a date: known only as it is defined now. */
  isUnsure?: boolean;
  how?: Derivation;
  /** The newest run of the job failed. */
  failed?: boolean;
  /** Between columns: drawn in front of what connects tables. */
  isColumn: boolean;
  /** SVG path data. */
  path: string;
}

/** One source that tells of an edge. Times are ISO 8601, absent where none is told. */
export interface EdgeTold {
  kind: LineageSource;
  at?: string;
  since?: string;
  until?: string;
  /** The job whose runs tell, where the edge is between columns. */
  job?: string;
}

export interface LineageView {
  /** Node id, for a column its table's; absent where there is no lineage at all. */
  focus?: string;
  column?: string;
  label: string;
  /** The other end, where the picture is of the ways between two nodes. */
  pathLabel?: string;
  sentence: string;
  nodes: LineageViewNode[];
  edges: LineageViewEdge[];
  /** All that lies on either side, however much of it is shown. */
  totals: { upstream: number; downstream: number };
  /** On a picture of a date: where it rests on less than what was known then. */
  notes?: string[];
  /** Between two nodes: nodes on longer ways that are not shown. */
  hidden?: number;
  /** The oldest and the newest evidence, between which one can look back. */
  since?: string;
  until?: string;
}

/** All columns of one node that lineage knows, however many a card lists. */
export interface LineageColumns {
  columns: { id: string; label: string; up: number; down: number }[];
}
