import type { Selection } from '../core/as-code/chosen';
import type { CodeDocument, CodeFormat } from '../core/as-code/code-types';

/** What is written as code: a stored plan, or the present state of a selection. */
export type CodeSubject = { plan: string } | Selection;

export interface CodeAsked {
  subject: CodeSubject;
  format: CodeFormat;
}

/** Writes as code, to be read before it is kept; see `Calls`. */
export interface CodeCalls {
  /** Files longer than a screen can hold are cut; `cut` says how many signs are left out of all of them. */
  'code.view': { in: CodeAsked; out: CodeDocument & { cut: number } };
  /** Writes the whole where the person says; null when they decline. */
  'code.save': { in: CodeAsked; out: { paths: string[] } | null };
}
