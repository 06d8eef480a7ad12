import { setImmediate as nextTurn } from 'node:timers/promises';
import { compareLines } from '../../../core/report/compare-view';
import { explainView } from '../../../core/report/explain-view';
import { readOf } from '../../../core/report/limits';
import { matrixView } from '../../../core/report/matrix-view';
import { pairsOf } from '../../../core/report/pairs';
import {
  suggestGrantees,
  suggestPlaces,
  suggestPrincipals,
  suggestResources,
  suggestTaggable,
  suggestTables,
} from '../../../core/report/suggestions';
import type { AnswerSource } from '../../../core/report/answer-source';
import type { ComparisonView } from '../../../core/report/views';
import { whatView } from '../../../core/report/what-view';
import { whoView } from '../../../core/report/who-view';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostCalls } from '../port';
import type { HostContext, HostHandlers } from '../question';
import { accessIndexOf, resolved } from './access';
import { compareQuestions } from './compare';
import { graphOf } from './graph';

export const answerSource = (mesh: MeshOnHand): AnswerSource => ({ index: accessIndexOf(mesh), graph: graphOf(mesh) });

/** Suggestions that a person reads without scrolling far. */
const SUGGESTED = 30;

export async function compareView(
  context: HostContext,
  asked: HostCalls['view.compare']['in'],
  signal: AbortSignal,
): Promise<ComparisonView> {
  const answer = await compareQuestions['access.compare'](context, asked as HostCalls['access.compare']['in'], signal);
  const { gained, lost, changed, same, sentence, coverage } = answer;
  const mesh = asked.what === 'snapshots' ? await context.mesh(asked.to) : context.current();
  return {
    question: { ask: 'compare', ...asked },
    sentence: sentence.replace(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d):[\d.]+Z/g, '$1 $2 UTC'),
    lines: compareLines(answerSource(mesh), answer),
    counts: { gained: gained.length, lost: lost.length, changed: changed.length, same },
    warnings: [],
    coverage,
    read: readOf({ parts: mesh.snapshot.parts, coverage }),
  };
}

/** A small generator of numbers in [0, 1) from a seed, so that a sample can be drawn again. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const SUGGEST = {
  principal: suggestPrincipals,
  grantee: suggestGrantees,
  resource: suggestResources,
  place: suggestPlaces,
  table: suggestTables,
  taggable: suggestTaggable,
};

/** The questions as the window shows their answers. */
export const viewQuestions = {
  'view.who': (context, asked) => resolved(whoView(answerSource(context.current()), asked)),
  'view.what': (context, asked) => resolved(whatView(answerSource(context.current()), asked)),
  'view.why': (context, asked) => resolved(explainView(answerSource(context.current()), asked)),
  'view.compare': compareView,
  'view.matrix': (context, asked, signal) =>
    matrixView(answerSource(context.current()), asked, async () => {
      await nextTurn();
      signal.throwIfAborted();
    }),
  'view.suggest': (context, { what, text, limit = SUGGESTED }) =>
    SUGGEST[what](answerSource(context.current()), text, limit),
  'view.pairs': (context, { question, sample, seed }) =>
    resolved(pairsOf(answerSource(context.current()), question, sample, randomFrom(seed))),
} satisfies Partial<HostHandlers>;
