import type { Confidence, RuleId } from '../access/rules';
import type { CoverageGap } from '../model/snapshot';
import type { PackedTable } from './packed-table';
import type { AccessQuestion } from './question';

/** What limits every answer: shown beside the sentence, never hidden. */
export interface Limits {
  /** Dormant grants aside: uncertain rules, filters without effect, open doors, in words. */
  warnings: string[];
  coverage: CoverageGap[];
  /** Layers read of those wanted, over all members. */
  read: { done: number; of: number };
  /** The least certain rule that any line rests on. */
  confidence: Confidence;
}

/** Who can … and what can …: the sentence, the lines (columns of `ACCESS_COLUMNS`), then what sleeps. */
export interface AccessView extends Limits {
  question: AccessQuestion;
  sentence: string;
  lines: PackedTable;
  /** True where more lines exist than are given. */
  more: boolean;
  dormant: DormantView[];
  /** DataZone's side: subscriptions to what was asked about, and whether they came true. */
  subscriptions: SubscriptionView[];
  /** Node of the graph that the question is about, where it is one. */
  node?: string;
}

export interface DormantView {
  principal: string;
  name: string;
  resource: string;
  permissions: string[];
  rule: RuleId;
  why: string;
  wakes: string;
  row: RowView;
}

/** A subscription, from its approval to what its principals hold now. */
export interface SubscriptionView {
  subscriber: string;
  product: string;
  /** `APPROVED` … as DataZone says. */
  status: string;
  at?: string;
  grants: { target: string; status: string; failure?: string }[];
  principals: string[];
  tables: string[];
  /** Says what does not fit together: approved without access, or revoked with access left. */
  words: string;
  fits: boolean;
}

/** A row of ListPermissions as an answer cites it. */
export interface RowView {
  /** Number in the snapshot's index. */
  row: number;
  principal: string;
  resource: string;
  permissions: string[];
  grantable: string[];
  condition?: string;
  by?: string;
  at?: string;
  /** `profile@region` whose listing held it, and its account. */
  listedBy: string;
  account: string;
}

export interface StepView {
  rule: RuleId;
  ruleText: string;
  words: string;
  effect: 'gives' | 'stops' | 'informs';
  row?: RowView;
}

export interface ExplanationView extends Limits {
  question: AccessQuestion;
  principal: string;
  /** What people call it. */
  name: string;
  resource: string;
  verdict: 'allowed' | 'denied' | 'iam-decides';
  sentence: string;
  steps: StepView[];
  lines: PackedTable;
  missing: string[];
  dormant: DormantView[];
  subscriptions: SubscriptionView[];
  conclusion: string;
}

/** Lines of `COMPARE_COLUMNS`: gained, lost and changed rows in one list. */
export interface ComparisonView extends Omit<Limits, 'confidence'> {
  question: AccessQuestion;
  sentence: string;
  lines: PackedTable;
  counts: { gained: number; lost: number; changed: number; same: number };
}

/** Principals × tables, sparse: the cells of principal `p` are `start[p] … start[p + 1]`. */
export interface MatrixView extends Limits {
  sentence: string;
  principals: { arn: string; name: string; kind: string }[];
  resources: { text: string; name: string }[];
  /** Names by bit number. */
  permissions: string[];
  start: Int32Array;
  resource: Int32Array;
  masks: Int32Array;
  /** 1 columns, 2 rows, 4 IAM decides, 8 cells. */
  limits: Uint8Array;
  more: boolean;
}

/** `grantee` = whom Lake Formation grants; `place` = what a grant can be on. */
export type SuggestedKind = 'principal' | 'grantee' | 'resource' | 'place' | 'table' | 'taggable';

export interface Suggestion {
  /** What to write into the question. */
  value: string;
  label: string;
  /** Kind and place. */
  note: string;
}
