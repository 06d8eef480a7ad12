import type { HostHandlers } from '../question';
import { snapshotQuestions } from './snapshots';

/** Every question that the mesh host answers, area by area. */
export const QUESTIONS: Partial<HostHandlers> = { ...snapshotQuestions };
