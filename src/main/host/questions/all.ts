import type { HostHandlers } from '../question';
import { accessQuestions } from './access';
import { basketQuestions } from './basket';
import { changeQuestions } from './change';
import { codeQuestions } from './code';
import { compareQuestions } from './compare';
import { exportQuestions } from './export';
import { findingsQuestions } from './findings';
import { governanceQuestions } from './governance';
import { graphQuestions } from './graph';
import { lakeQuestions } from './lake';
import { requestQuestions } from './requests';
import { lineageQuestions } from './lineage';
import { snapshotQuestions } from './snapshots';
import { viewQuestions } from './views';

/** Every question that the mesh host answers, area by area. */
export const QUESTIONS: HostHandlers = {
  ...snapshotQuestions,
  ...graphQuestions,
  ...accessQuestions,
  ...compareQuestions,
  ...viewQuestions,
  ...findingsQuestions,
  ...exportQuestions,
  ...changeQuestions,
  ...lineageQuestions,
  ...requestQuestions,
  ...governanceQuestions,
  ...basketQuestions,
  ...codeQuestions,
  ...lakeQuestions,
};
