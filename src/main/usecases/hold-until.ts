import type { UseCases } from './port';

type Calls = Omit<UseCases, 'start' | 'close'>;

/** What a person may do while the last mesh is being opened. */
const FREE = /^(?:app|connections|signin)\./;

/** Calls about the mesh wait for `opened`: until then there is none that they could be about. */
export const holdUntil = <C extends Partial<Calls>>(opened: () => Promise<void>, calls: C): C =>
  Object.fromEntries(
    Object.entries(calls).map(([name, call]) => [
      name,
      FREE.test(name)
        ? call
        : async (...given: unknown[]) => {
            await opened();
            return (call as (...given: unknown[]) => unknown)(...given);
          },
    ]),
  ) as C;
