import { fail, ok } from '../../core/model/result';
import { CALL_NAMES } from '../../contract/names';
import type { UseCaseDeps, UseCases } from '../usecases/port';

/** Stands in until the use cases land. */
export function createUseCases(deps: UseCaseDeps): UseCases {
  const pending = () => Promise.resolve(fail({ code: 'CALL_PENDING', message: 'Not built yet.' }));
  return {
    ...Object.fromEntries(CALL_NAMES.map((name) => [name, pending])),
    'app.state': () =>
      Promise.resolve(
        ok({
          connection: null,
          snapshot: { id: 'x', connection: 'x', takenAt: '', members: [], counts: {} as never, calls: {}, gaps: 0 },
          crawling: null,
          coverage: [],
          notices: deps.notices,
          runtime: deps.runtime,
          theme: 'system',
          session: [],
        }),
      ),
    start: () => Promise.resolve(),
    close: () => Promise.resolve(),
  } as unknown as UseCases;
}
