import type { AccessIndex } from '../access/access-index';
import type { MeshGraph } from '../graph/types';
import type { Sources } from '../graph/sources';
import type { RowView } from '../report/views';

export type FindingRule =
  | 'gate-left-open'
  | 'grant-to-nobody'
  | 'subscription-without-access'
  | 'access-without-subscription'
  | 'dangling-link'
  | 'filter-cancelled'
  | 'sensitive-untagged'
  | 'product-twice';

export type Severity = 'high' | 'medium' | 'low';

/** Something that a person should look at. */
export interface Finding {
  /** Stable over snapshots while the cause is the same. */
  id: string;
  rule: FindingRule;
  severity: Severity;
  sentence: string;
  /** Nodes of the graph that it concerns, the main one first. */
  where: string[];
  /** Rows that show it. */
  evidence: RowView[];
  /** What to do, in words. */
  remedy: string;
}

export interface FindingSource {
  index: AccessIndex;
  sources: Sources;
  graph: MeshGraph;
}

export type FindingCheck = (source: FindingSource) => Finding[];
