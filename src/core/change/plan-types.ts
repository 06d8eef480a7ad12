import type { RuleId } from '../access/rules';
import type { AccessRow } from '../model/case';
import type { ChangedRow } from '../access/compare';
import type { ServiceRequest } from './apply';
import type { Watch } from './watch';

/** A change as a value: one AWS request as a person or a script asks for it. */
export interface Edit extends ServiceRequest {
  /** `lakeformation`, `glue`, `datazone`. */
  service: string;
}

/** How a call is undone: by other calls, or not at all and why. `partial` says what those calls do not bring back. */
export type Inverse = { calls: Edit[]; partial?: string } | { none: string };

/** A record as it was read, that must still be so when the call is sent. */
export interface Precondition {
  layer: string;
  record: unknown;
}

export interface PlannedCall extends Edit {
  region: string;
  inverse: Inverse;
  /** Records that the call replaces or removes, as read; a re-read that differs stops the plan. */
  preconditions: Precondition[];
  /** What to read before the call, to tell whether it was done, and to verify it. */
  watches: Watch[];
  /** Positions of the edits that it makes; of a batch, one per entry. */
  edits: number[];
  /** Of a batch: how each entry is undone. */
  entries?: Inverse[];
}

export interface Refused {
  /** Position in the edits. */
  edit: number;
  code: string;
  message: string;
  rule?: RuleId;
}

/** Something that a person must acknowledge by typing `acknowledge`. */
export interface Guard {
  kind: 'mass-revoke' | 'lock-out' | 'gate-removal' | 'tag-in-use' | 'not-computable' | 'irreversible';
  text: string;
  acknowledge: string;
}

/** Edits with their predicted effect and the exact calls that make them. */
export interface Plan {
  edits: Edit[];
  calls: PlannedCall[];
  gained: AccessRow[];
  lost: AccessRow[];
  changed: ChangedRow[];
  /** Principals that an edit aims at and that keep the permission by another path (V6). */
  kept: { row: AccessRow; through: string[] }[];
  warnings: string[];
  refused: Refused[];
  guards: Guard[];
  /** Whose access was compared. */
  principals: string[];
}
