import type { CoverageGap, Layer } from '../../../core/model/snapshot';
import type { CallError } from '../../aws/errors';
import { gapKindOf } from '../../aws/errors';

interface Entry {
  gap: Omit<CoverageGap, 'reason'>;
  sentence: string;
  subjects: string[];
}

const NAMED = 3;

/**
 * Collects what could not be read. Failures of one layer with one cause become one gap that counts and names what it
 * concerns, so that a denied call per table is one remark and not ten thousand.
 */
export class GapBook {
  readonly #entries = new Map<string, Entry>();

  /** A call failed. `subject` is what it was about (a database, a project) where the layer is read in several pieces. */
  failed(member: string, layer: CoverageGap['layer'], error: CallError, subject?: string): void {
    const kind = gapKindOf(error.kind);
    const { action, account } = error.context;
    this.#add(
      { member, layer, kind, ...(kind === 'denied' && action ? { action } : {}), ...(account ? { account } : {}) },
      `${error.kind}:${error.context.service}:${error.context.operation}`,
      error.trouble.message,
      subject,
    );
  }

  /** A layer was read, but not all of it, for a reason that is no error. */
  partial(member: string, layer: Layer, reason: string, action?: string): void {
    this.#add({ member, layer, kind: 'partial', ...(action ? { action } : {}) }, reason, reason);
  }

  unreadAccount(member: string, account: string, reason: string): void {
    this.#add({ member, layer: 'account', kind: 'unread-account', account }, account, reason);
  }

  #add(gap: Entry['gap'], cause: string, sentence: string, subject?: string): void {
    const key = [gap.member, gap.layer, gap.kind, cause].join('\n');
    let entry = this.#entries.get(key);
    if (!entry) this.#entries.set(key, (entry = { gap, sentence, subjects: [] }));
    if (subject !== undefined) entry.subjects.push(subject);
  }

  gaps(): CoverageGap[] {
    return [...this.#entries.values()].map(({ gap, sentence, subjects }) => ({
      ...gap,
      reason: wordy(sentence, subjects),
    }));
  }
}

function wordy(sentence: string, subjects: readonly string[]): string {
  if (subjects.length === 0) return sentence;
  const named = [...subjects].sort().slice(0, NAMED).join(', ');
  const more = subjects.length > NAMED ? ` and ${String(subjects.length - NAMED)} more` : '';
  return `${sentence.replace(/\.$/, '')} (for ${named}${more}).`;
}
