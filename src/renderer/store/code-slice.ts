import type { CodeSubject } from '../../contract/code';
import type { CodeDocument, CodeFormat } from '../../core/as-code/code-types';
import type { Result } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** What is shown as code, in which form. */
export interface CodeShown {
  subject: CodeSubject;
  format: CodeFormat;
  view: Async<CodeDocument & { cut: number }>;
}

/** The dialog that shows a plan or a present state as code; null = closed. */
export interface CodeSlice {
  code: CodeShown | null;
  showCode: (subject: CodeSubject, format?: CodeFormat) => Promise<void>;
  saveCode: () => Promise<Result<{ paths: string[] } | null> | null>;
  closeCode: () => void;
}

export const createCodeSlice: SliceOf<CodeSlice> = (bridge, set, get) => {
  let asked = 0;
  return {
    code: null,
    showCode: async (subject, format = 'aws-cli') => {
      const turn = ++asked;
      set({ code: { subject, format, view: loadingAgain(get().code?.view ?? IDLE) } });
      const result = await bridge.call('code.view', { subject, format });
      const { code } = get();
      // A slow answer must not overwrite what was asked after it, nor open what was closed.
      if (turn === asked && code) set({ code: { ...code, view: settled(result, IDLE) } });
    },
    saveCode: async () => {
      const { code } = get();
      return code && (await bridge.call('code.save', { subject: code.subject, format: code.format }));
    },
    closeCode: () => {
      asked++;
      set({ code: null });
    },
  };
};
