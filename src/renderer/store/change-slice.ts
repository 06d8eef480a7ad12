import type { ApplyOutcome, Basket, ChangeProgress, JournalView, PlanView, WritingState } from '../../contract/change';
import type { ReportFormat } from '../../contract/calls';
import type { PlaceMade } from '../../core/change/grant-target-other';
import type { GrantTarget } from '../../core/change/grant-scope';
import type { HeldGrant } from '../../core/change/held-grants';
import type { Edit } from '../../core/change/plan-types';
import type { Result, Trouble } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** A plan on its way to AWS: what was typed for its guards, how far it is, what became of it. */
export interface Review {
  /** What the button says: it names what will be done and to whom. */
  action: string;
  view: Async<PlanView>;
  typed: Record<string, string>;
  progress: ChangeProgress | null;
  isApplying: boolean;
  outcome: ApplyOutcome | null;
  trouble: Trouble | null;
}

/** Changing things: writing mode, the basket with its running preview, plans under review, the journal. */
export interface ChangeSlice {
  writing: Async<WritingState[]>;
  basket: Async<Basket>;
  basketReview: Review | null;
  /** A plan in the dialog over every page. */
  dialog: Review | null;
  /** The grant dialog: what it starts from; null = closed. */
  grantDraft: GrantDraft | null;
  /** The tag dialog, likewise. */
  tagDraft: TagDraft | null;
  journal: Async<JournalView>;
  connectChanges: () => () => void;
  loadWriting: () => Promise<void>;
  switchWriting: (account: string, on: boolean) => Promise<void>;
  loadBasket: () => Promise<void>;
  /** `isReplaced` names edits of the basket in whose place the new ones come. */
  addToBasket: (edits: readonly Edit[], isReplaced?: (edit: Edit) => boolean) => Promise<void>;
  removeFromBasket: (positions: readonly number[]) => Promise<void>;
  emptyBasket: () => Promise<void>;
  /** Plans edits and shows them in the dialog; the answer is what became of them, null where they were left. */
  reviewEdits: (action: string, edits: Edit[]) => Promise<ApplyOutcome | null>;
  reviewUndo: (journal: string) => Promise<ApplyOutcome | null>;
  /** Goes on with a plan that ended early. */
  reviewResume: (journal: string) => Promise<ApplyOutcome | null>;
  /** What edits would do, for previews while a person types: the last one asked counts, one before it is cancelled. */
  previewEdits: (edits: Edit[]) => Promise<Result<PlanView>>;
  /** Ends the preview that is being worked out, where one is. */
  cancelPreview: () => void;
  typeGuard: (where: 'basketReview' | 'dialog', acknowledge: string, text: string) => void;
  apply: (where: 'basketReview' | 'dialog') => Promise<void>;
  cancelApply: () => Promise<void>;
  closeDialog: () => void;
  loadJournal: () => Promise<void>;
  /** The path of the file, null where the person declined; `ids` are the entries shown. */
  exportJournal: (format: ReportFormat, ids?: string[]) => Promise<Result<{ path: string } | null>>;
  grantTarget: (resource: string, made?: PlaceMade) => Promise<Result<GrantTarget>>;
  heldGrants: (asked: { principal?: string; resource?: string }) => Promise<Result<HeldGrant[]>>;
  openGrant: (draft: GrantDraft) => void;
  openTags: (draft: TagDraft) => void;
  closeDrafts: () => void;
}

/** Where the grant dialog starts: any of it may be empty. */
export interface GrantDraft {
  mode: 'grant' | 'revoke';
  principal?: string;
  /** `[account/]database.table` or a database. */
  resource?: string;
}

export interface TagDraft {
  resource?: string;
  column?: string;
}

const APPLY_ID = 'apply';
/** As many as main takes. */
const BASKET_MAX = 10_000;

const tooMany = (asked: number): Trouble => ({
  code: 'TOO_MANY_EDITS',
  message: `A basket takes at most 10,000 changes; with these it would hold ${asked.toLocaleString('en-GB')}. It was left as it is.`,
  wayOut: 'Apply what is in it or take some out, then add the rest.',
});

const fresh = (action: string): Review => ({
  action,
  view: { status: 'loading' },
  typed: {},
  progress: null,
  isApplying: false,
  outcome: null,
  trouble: null,
});

/** Every guard typed exactly as it asks. */
export const isAcknowledged = ({ view, typed }: Review): boolean =>
  (view.value?.plan.guards ?? []).every(({ acknowledge }) => typed[acknowledge] === acknowledge);

/** Why a plan cannot be applied as it stands; undefined = it can, or is not worked out yet. */
export function whyNotYet(review: Review): string | undefined {
  const { plan, writes } = review.view.value ?? {};
  if (review.view.status !== 'ready' || !plan || !writes) return undefined;
  if (plan.refused.length > 0) return 'Take out what AWS would refuse first.';
  if (plan.calls.length === 0) return 'There is nothing to send.';
  if (!isAcknowledged(review)) return 'Type first what is asked for above.';
  if (!writes.every(({ writing }) => writing)) return 'Switch writing on first.';
  return undefined;
}

export const createChangeSlice: SliceOf<ChangeSlice> = (bridge, set, get) => {
  let planned = 0;
  let previews = 0;
  let previewing: string | null = null;
  let answered: ((outcome: ApplyOutcome | null) => void) | null = null;

  const patch = (where: 'basketReview' | 'dialog', part: Partial<Review>): void => {
    const review = get()[where];
    if (review) set(where === 'dialog' ? { dialog: { ...review, ...part } } : { basketReview: { ...review, ...part } });
  };

  /** Planned again on a newer snapshot, the basket is the same: what became of it when it was applied is still news. */
  const planBasket = async (isSame: boolean): Promise<void> => {
    const edits = get().basket.value?.lines.map(({ edit }) => edit) ?? [];
    const turn = ++planned;
    if (edits.length === 0) {
      if (!isSame || !get().basketReview?.outcome) set({ basketReview: null });
      return;
    }
    const before = get().basketReview;
    const review = fresh('');
    set({
      basketReview: before
        ? {
            ...review,
            view: loadingAgain(before.view),
            typed: before.typed,
            ...(isSame ? { outcome: before.outcome, trouble: before.trouble } : {}),
          }
        : review,
    });
    const result = await bridge.call('change.plan', { edits });
    if (turn === planned) patch('basketReview', { view: settled(result, get().basketReview?.view ?? IDLE) });
  };

  const keep = async (edits: Edit[] | null): Promise<void> => {
    const result = await bridge.call('change.basket', edits && { edits });
    set({ basket: settled(result, get().basket) });
    if (result.ok) await planBasket(edits === null);
  };

  const open = (action: string, view: Promise<Result<PlanView>>): Promise<ApplyOutcome | null> => {
    answered?.(null);
    set({ dialog: fresh(action) });
    const mine = get().dialog;
    void view.then((result) => {
      const now = get().dialog;
      if (now === mine) patch('dialog', { view: settled(result, IDLE) });
    });
    return new Promise((resolve) => (answered = resolve));
  };

  return {
    writing: IDLE,
    basket: IDLE,
    basketReview: null,
    dialog: null,
    grantDraft: null,
    tagDraft: null,
    journal: IDLE,
    connectChanges: () =>
      bridge.on('change.progress', (progress) => {
        for (const where of ['basketReview', 'dialog'] as const)
          if (get()[where]?.isApplying && get()[where]?.view.value?.id === progress.plan) patch(where, { progress });
      }),
    loadWriting: async () => {
      set({ writing: loadingAgain(get().writing) });
      set({ writing: settled(await bridge.call('change.writing', null), get().writing) });
    },
    switchWriting: async (account, on) => {
      set({ writing: settled(await bridge.call('change.writing', { account, on }), get().writing) });
      for (const where of ['basketReview', 'dialog'] as const) {
        const view = get()[where]?.view.value;
        if (!view || !get().writing.value) continue;
        const writes = view.writes.map((write) => ({
          ...write,
          writing: get().writing.value?.find((w) => w.account === write.account)?.on ?? write.writing,
        }));
        patch(where, { view: { status: 'ready', value: { ...view, writes } } });
      }
    },
    loadBasket: () => keep(null),
    addToBasket: async (edits, isReplaced = () => false) => {
      const held = get().basket.value?.lines.map(({ edit }) => edit) ?? [];
      const all = [...held.filter((edit) => !isReplaced(edit)), ...edits];
      if (all.length <= BASKET_MAX) await keep(all);
      else set({ basket: settled({ ok: false, error: tooMany(all.length) }, get().basket) });
    },
    removeFromBasket: (positions) => {
      const gone = new Set(positions);
      return keep((get().basket.value?.lines ?? []).filter((_, at) => !gone.has(at)).map(({ edit }) => edit));
    },
    emptyBasket: () => keep([]),
    reviewEdits: (action, edits) => open(action, bridge.call('change.plan', { edits })),
    reviewUndo: (journal) => open('Undo', bridge.call('change.undo', { journal })),
    reviewResume: (journal) => open('Finish', bridge.call('change.resume', { journal })),
    previewEdits: (edits) => {
      get().cancelPreview();
      const id = `preview-${++previews}`;
      previewing = id;
      return bridge.call('change.plan', { edits }, id).finally(() => {
        if (previewing === id) previewing = null;
      });
    },
    cancelPreview: () => {
      if (previewing !== null) void bridge.call('call.cancel', { id: previewing });
      previewing = null;
    },
    typeGuard: (where, acknowledge, text) => {
      const review = get()[where];
      if (review) patch(where, { typed: { ...review.typed, [acknowledge]: text } });
    },
    apply: async (where) => {
      const review = get()[where];
      const plan = review?.view.value;
      if (!review || !plan || review.isApplying) return;
      patch(where, { isApplying: true, trouble: null, progress: null });
      const acknowledge = Object.values(review.typed).filter(Boolean);
      const result = await bridge.call('change.apply', { plan: plan.id, acknowledge }, APPLY_ID);
      patch(where, { isApplying: false, progress: null });
      if (!result.ok) {
        patch(where, { trouble: result.error });
        return;
      }
      patch(where, { outcome: result.value });
      if (where === 'dialog') {
        answered?.(result.value);
        answered = null;
      } else if (result.value.failed.length === 0 && result.value.notSent === 0 && result.value.unknown === 0) {
        const outcome = result.value;
        await keep([]);
        set({ basketReview: { ...fresh(''), view: { status: 'ready', value: plan }, outcome } });
      }
      void get().loadJournal();
      void get().refreshMesh();
    },
    cancelApply: async () => {
      await bridge.call('call.cancel', { id: APPLY_ID });
    },
    closeDialog: () => {
      set({ dialog: null });
      answered?.(null);
      answered = null;
    },
    loadJournal: async () => {
      set({ journal: loadingAgain(get().journal) });
      set({ journal: settled(await bridge.call('change.journal', null), get().journal) });
    },
    exportJournal: (format, ids) => bridge.call('change.exportJournal', { format, ...(ids ? { ids } : {}) }),
    grantTarget: (resource, made) => bridge.call('change.target', { resource, ...(made ? { made } : {}) }),
    heldGrants: (asked) => bridge.call('change.held', asked),
    openGrant: (grantDraft) => set({ grantDraft }),
    openTags: (tagDraft) => set({ tagDraft }),
    closeDrafts: () => set({ grantDraft: null, tagDraft: null }),
  };
};
