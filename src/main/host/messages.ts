import type { Result } from '../../core/model/result';
import type { HostCallName, HostCalls } from './port';

/** What goes to the host. `id` pairs a question with its answer and names what to cancel. */
export type ToHost =
  | { type: 'ask'; id: number; name: HostCallName; input: HostCalls[HostCallName]['in'] }
  | { type: 'cancel'; id: number }
  | { type: 'close' };

export interface FromHost {
  type: 'answer';
  id: number;
  result: Result<unknown>;
}
