import { HALCYON_ACCOUNTS, halcyonWorld } from '../../../../src/main/sandbox/halcyon/halcyon';
import type { Variants } from '../../../../src/main/sandbox/service';
import { datazone } from '../../../../src/main/sandbox/services/datazone/index';
import { defaultVariants } from '../../../../src/main/sandbox/variants';
import type { World } from '../../../../src/main/sandbox/world';
import { createWorld } from '../../../../src/main/sandbox/world';

export const REGION = 'eu-central-1';
export { HALCYON_ACCOUNTS };

export interface Session {
  world: World;
  domainIdentifier: string;
  /** Moves the sandbox's clock. */
  wait(ms: number): void;
  as(account: string, role: string): Caller;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Caller = (operation: string, input?: Record<string, unknown>) => any;

/** Halcyon's DataZone, called as handlers, under a clock that only the test moves. */
export function openSession(variants: Partial<Variants> = {}): Session {
  const world = createWorld(halcyonWorld());
  const domainIdentifier = world.data.datazone?.[0]?.domain.id ?? '';
  let now = Date.parse('2026-11-23T09:00:00.000Z');
  return {
    world,
    domainIdentifier,
    wait: (ms) => (now += ms),
    as:
      (account, role) =>
      (operation, input = {}) => {
        const handler = datazone.handlers[operation];
        if (!handler) throw new Error(`DataZone does not serve ${operation}`);
        return handler(
          { domainIdentifier, ...input },
          {
            service: 'datazone',
            operation,
            caller: {
              account,
              arn: `arn:aws:sts::${account}:assumed-role/${role.split('/').at(-1) ?? role}/test`,
              principal: `arn:aws:iam::${account}:role/${role}`,
              userId: `AROATEST:${role}`,
            },
            region: REGION,
            now: new Date(now),
            requestId: 'test',
            variants: { ...defaultVariants(), ...variants },
            world,
          },
        );
      },
  };
}

/** Every page of a list. */
export function everyPage<T>(call: Caller, operation: string, input: Record<string, unknown>, key = 'items'): T[] {
  const all: T[] = [];
  let nextToken: string | undefined;
  for (let pages = 0; pages < 1000; pages++) {
    const answer = call(operation, { ...input, nextToken }) as Record<string, unknown>;
    all.push(...((answer[key] as T[] | undefined) ?? []));
    nextToken = answer['nextToken'] as string | undefined;
    if (nextToken === undefined) return all;
  }
  throw new Error(`${operation} never ends`);
}
