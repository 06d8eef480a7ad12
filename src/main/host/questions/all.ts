import type { HostHandlers } from '../question';
import { accessQuestions } from './access';
import { compareQuestions } from './compare';
import { graphQuestions } from './graph';
import { snapshotQuestions } from './snapshots';

/** Every question that the mesh host answers, area by area. */
export const QUESTIONS: HostHandlers = {
  ...snapshotQuestions,
  ...graphQuestions,
  ...accessQuestions,
  ...compareQuestions,
};
