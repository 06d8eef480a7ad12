import type { ReportFormat, SavedQuestion } from '../../contract/calls';
import type { Finding } from '../../core/findings/finding';
import type { CheckReport } from '../../core/report/check';
import type { AccessQuestion } from '../../core/report/question';
import type {
  AccessView,
  ComparisonView,
  ExplanationView,
  MatrixView,
  SuggestedKind,
  Suggestion,
} from '../../core/report/views';
import type { Result, Trouble } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

export type AccessAnswer =
  | { ask: 'who' | 'what'; view: AccessView }
  | { ask: 'why'; view: ExplanationView }
  | { ask: 'compare'; view: ComparisonView }
  | { ask: 'matrix'; view: MatrixView };

/** The question on the Access page, its answer, the derivation that is open, and what AWS said when it was asked. */
export interface AccessSlice {
  question: AccessQuestion | null;
  answer: Async<AccessAnswer>;
  /** Why of one line of the answer. */
  derivation: Async<ExplanationView>;
  check: Async<CheckReport>;
  saved: SavedQuestion[];
  savedTrouble: Trouble | null;
  ask: (question: AccessQuestion) => Promise<void>;
  /** Asks again what is on screen: another snapshot is there. */
  askAgain: () => Promise<void>;
  derive: (pair: { principal: string; resource: string } | null) => Promise<void>;
  checkWithAws: (question: AccessQuestion) => Promise<void>;
  cancelCheck: () => Promise<void>;
  closeCheck: () => void;
  suggest: (what: SuggestedKind, text: string) => Promise<Suggestion[]>;
  columnsOf: (node: string) => Promise<string[]>;
  /** The answer to a question beside the page's own: for the details of a node. */
  peek: (question: AccessQuestion) => Promise<Result<AccessView>>;
  exportReport: (
    about: AccessQuestion | { ask: 'findings' },
    format: ReportFormat,
    rows?: number[],
  ) => Promise<Result<{ path: string } | null>>;
  findings: Async<Finding[]>;
  loadFindings: () => Promise<void>;
  loadSaved: () => Promise<void>;
  saveQuestion: (saved: SavedQuestion) => Promise<void>;
  forgetQuestion: (name: string) => Promise<void>;
}

const CHECK_ID = 'access-check';

export const createAccessSlice: SliceOf<AccessSlice> = (bridge, set, get) => {
  let asked = 0;
  let derived = 0;

  const answerTo = async (question: AccessQuestion, id: string): Promise<Result<AccessAnswer>> => {
    switch (question.ask) {
      case 'who': {
        const { ask, ...input } = question;
        return wrap(await bridge.call('access.whoCan', input, id), (view) => ({ ask, view }));
      }
      case 'what': {
        const { ask, ...input } = question;
        return wrap(await bridge.call('access.whatCan', input, id), (view) => ({ ask, view }));
      }
      case 'why': {
        const { ask, ...input } = question;
        return wrap(await bridge.call('access.explain', input, id), (view) => ({ ask, view }));
      }
      case 'compare': {
        const { ask, ...input } = question;
        return wrap(await bridge.call('access.compare', input, id), (view) => ({ ask, view }));
      }
      case 'matrix': {
        const { ask, ...input } = question;
        return wrap(await bridge.call('access.matrix', input, id), (view) => ({ ask, view }));
      }
    }
  };

  const keep = (result: Result<SavedQuestion[]>): void =>
    set(result.ok ? { saved: result.value, savedTrouble: null } : { savedTrouble: result.error });

  return {
    question: null,
    answer: IDLE,
    derivation: IDLE,
    check: IDLE,
    findings: IDLE,
    saved: [],
    savedTrouble: null,
    ask: async (question) => {
      const turn = ++asked;
      if (turn > 1) void bridge.call('call.cancel', { id: `access-${turn - 1}` });
      const isSame = get().question?.ask === question.ask;
      derived++;
      set({
        question,
        answer: isSame ? loadingAgain(get().answer) : { status: 'loading' },
        derivation: IDLE,
        check: IDLE,
      });
      const result = await answerTo(question, `access-${turn}`);
      if (turn === asked) set({ answer: settled(result, result.ok ? get().answer : IDLE) });
    },
    askAgain: async () => {
      const { question } = get();
      if (question) await get().ask(question);
    },
    derive: async (pair) => {
      const turn = ++derived;
      if (pair === null) return set({ derivation: IDLE });
      set({ derivation: { status: 'loading' } });
      const result = await bridge.call('access.explain', pair);
      if (turn === derived) set({ derivation: settled(result, IDLE) });
    },
    checkWithAws: async (question) => {
      set({ check: { status: 'loading' } });
      const result = await bridge.call('access.check', { question }, CHECK_ID);
      if (get().check.status !== 'loading') return;
      set({ check: result.ok || !/CANCEL/.test(result.error.code) ? settled(result, IDLE) : IDLE });
    },
    cancelCheck: async () => {
      await bridge.call('call.cancel', { id: CHECK_ID });
    },
    closeCheck: () => set({ check: IDLE }),
    suggest: async (what, text) => {
      const result = await bridge.call('access.suggest', { what, text });
      return result.ok ? result.value : [];
    },
    columnsOf: async (node) => {
      const result = await bridge.call('mesh.details', { id: node });
      return result.ok ? (result.value.columns ?? []).map(({ name }) => name) : [];
    },
    peek: async (question) => {
      if (question.ask === 'who') {
        const { ask: _, ...input } = question;
        return bridge.call('access.whoCan', input);
      }
      if (question.ask === 'what') {
        const { ask: _, ...input } = question;
        return bridge.call('access.whatCan', input);
      }
      return { ok: false, error: { code: 'ACCESS_NO_LINES', message: 'This question has no lines.' } };
    },
    exportReport: (about, format, rows) => bridge.call('report.export', { about, format, ...(rows ? { rows } : {}) }),
    loadFindings: async () => {
      set({ findings: loadingAgain(get().findings) });
      set({ findings: settled(await bridge.call('findings.list', null), get().findings) });
    },
    loadSaved: async () => keep(await bridge.call('access.saved', null)),
    saveQuestion: async (saved) => keep(await bridge.call('access.save', saved)),
    forgetQuestion: async (name) => keep(await bridge.call('access.forget', { name })),
  };
};

const wrap = <T, U>(result: Result<T>, make: (value: T) => U): Result<U> =>
  result.ok ? { ok: true, value: make(result.value) } : result;
