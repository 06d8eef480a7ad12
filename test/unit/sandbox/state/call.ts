import { readFileSync } from 'node:fs';
import type { DecisionCase } from '../../../../src/core/model/case';
import { VARIANTS } from '../../../../src/main/sandbox/service';
import type { Call, Handler, Service, VariantName, Variants } from '../../../../src/main/sandbox/service';
import { CASE_ADMIN, worldFromCase } from '../../../../src/main/sandbox/state/from-case';
import { createWorld } from '../../../../src/main/sandbox/world';
import type { World, WorldData } from '../../../../src/main/sandbox/world';

const folder = new URL('../../../cases/', import.meta.url);

export const readCase = (path: string): DecisionCase =>
  JSON.parse(readFileSync(new URL(path, folder), 'utf8')) as DecisionCase;

export const caseWorld = (path: string): World => createWorld(worldFromCase(readCase(path)));

export const worldOf = (data: Partial<WorldData> & Pick<WorldData, 'accounts'>): World =>
  createWorld({ name: 'test', partition: 'aws', region: 'eu-central-1', ...data });

export const defaults = Object.fromEntries(
  Object.entries(VARIANTS).map(([name, values]) => [name, values[0]]),
) as Variants;

export const A = '111122223333';
export const B = '444455556666';
export const role = (name: string, account = A): string => `arn:aws:iam::${account}:role/${name}`;

/** Calls a service's handler as one principal; the case administrator of account A by default. */
export function client(
  world: World,
  service: Service,
  options: { as?: string; variants?: Partial<Record<VariantName, string>> } = {},
) {
  const principal = options.as ?? role(CASE_ADMIN);
  const account = /^arn:aws:iam::(\d{12}):/.exec(principal)?.[1] ?? A;
  return async <O = Record<string, unknown>>(operation: string, input: object = {}): Promise<O> => {
    const call: Call = {
      service: service.id,
      operation,
      caller: { account, arn: principal, principal, userId: 'AROAEXAMPLE' },
      region: 'eu-central-1',
      now: new Date('2026-11-23T10:00:00Z'),
      requestId: 'test',
      variants: { ...defaults, ...options.variants } as Variants,
      world,
    };
    const handler = service.handlers[operation] as Handler<object, O> | undefined;
    if (!handler) throw new Error(`no handler for ${operation}`);
    return handler(input, call);
  };
}
