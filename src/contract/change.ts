import type { PlaceMade } from '../core/change/grant-target-other';
import type { GrantTarget } from '../core/change/grant-scope';
import type { HeldGrant } from '../core/change/held-grants';
import type { ReportFormat } from './calls';
import type { Edit, Plan } from '../core/change/plan-types';

/** A plan that main keeps under its id: what the window shows. To apply it, the window sends the id alone. */
export interface PlanView {
  id: string;
  /** One sentence per edit, in the order of `plan.edits`. */
  sentences: string[];
  plan: Plan;
  /** What people call principals of the plan whose identifier does not end in it: directory users and groups, project roles. */
  names: Record<string, string>;
  /** Per account that the plan writes to, in the order of the first call. */
  writes: PlanWrites[];
  /** The journal entry that this plan takes back. */
  undoes?: string;
}

export interface PlanWrites {
  account: string;
  accountName?: string;
  /** The role or user of the connected profile, by its last name. */
  role: string;
  calls: number;
  /** Is writing switched on for the account? */
  writing: boolean;
}

export interface ApplyOutcome {
  journal: string;
  /** Calls that are known to have taken effect. */
  done: number;
  failed: { operation: string; account: string; message: string }[];
  /** Calls of which it is not known whether they took effect. */
  unknown: number;
  /** Calls that were not sent: cancelled, or stopped by a failure before them. */
  notSent: number;
  /** Was the observed difference the predicted one? */
  verified: boolean;
  /** What was observed and not predicted, or the other way round; one sentence each. */
  differences: string[];
}

export interface JournalEntry {
  id: string;
  /** ISO 8601, when the first call was intended. */
  at: string;
  state: 'applied' | 'partly' | 'interrupted' | 'cancelled';
  sentences: string[];
  writes: Omit<PlanWrites, 'writing'>[];
  calls: {
    account: string;
    service: string;
    operation: string;
    outcome: 'done' | 'failed' | 'unknown' | 'not-sent';
    message?: string;
  }[];
  /** Null where nothing was compared: the plan ended before its end. */
  verified: boolean | null;
  differences: string[];
  /** Why it cannot be undone; absent = it can. */
  final?: string;
  undoOf?: string;
  undoneBy?: string;
}

export interface JournalView {
  /** Newest first. */
  entries: JournalEntry[];
  /** The hash of the last line. */
  head: string;
  /** Where the chain breaks, in a sentence; null = it holds. */
  damaged: string | null;
}

export interface WritingState {
  account: string;
  accountName?: string;
  /** Who would write: the role or user of the connected profile. */
  role: string | null;
  on: boolean;
}

export interface ChangeProgress {
  plan: string;
  done: number;
  total: number;
  doing: string;
}

/** The edits that a person is putting together, kept by main across errors and restarts. */
export interface Basket {
  lines: { edit: Edit; sentence: string }[];
  /** What became of a kept basket that could not be read; once. */
  remark?: string;
}

/** What the window may ask of change; see `Calls`. */
export interface ChangeCalls {
  'change.plan': { in: { edits: Edit[] }; out: PlanView };
  /** Asks a person natively first; `acknowledge` holds the words typed for the plan's guards. */
  'change.apply': { in: { plan: string; acknowledge: string[] }; out: ApplyOutcome };
  /** The plan of a journal that ended early, as it was made: applying it goes on where it ended. */
  'change.resume': { in: { journal: string }; out: PlanView };
  'change.undo': { in: { journal: string }; out: PlanView };
  'change.journal': { in: null; out: JournalView };
  /** Writes the journal, or these entries of it, as a file where the person says; null when they decline. */
  'change.exportJournal': { in: { format: ReportFormat; ids?: string[] }; out: { path: string } | null };
  /** With null only asks. */
  'change.writing': { in: { account: string; on: boolean } | null; out: WritingState[] };
  /** What can be granted on, revoked from or retagged at a resource as people write it. */
  'change.target': { in: { resource: string; made?: PlaceMade | undefined }; out: GrantTarget };
  /** Rows to take back: of a principal, on a resource, or both. */
  'change.held': { in: { principal?: string; resource?: string }; out: HeldGrant[] };
  /** With null only asks; otherwise replaces the basket. */
  'change.basket': { in: { edits: Edit[] } | null; out: Basket };
}
