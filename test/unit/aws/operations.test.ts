import { describe, expect, it } from 'vitest';
import { OPERATIONS, actionsOf } from '../../../src/main/aws/operations';
import { LOADERS } from '../../../src/main/aws/services';

const MUTATING = /^(Put|Create|Update|Delete|Grant|Revoke|Batch|Add|Remove|Register|Deregister|Accept|Reject|Cancel)/;

describe('operation table', () => {
  it('has a command for every operation, and no command without an operation', async () => {
    const commands = (
      await Promise.all(
        Object.entries(LOADERS).map(async ([service, load]) =>
          Object.keys((await load()).commands).map((name) => `${service}:${name}`),
        ),
      )
    ).flat();
    expect(commands.sort()).toEqual([...OPERATIONS.keys()].sort());
  });

  it('calls everything that changes something a write', () => {
    for (const [id, operation] of OPERATIONS) {
      if (operation.kind === 'sign-in') continue;
      expect([id, operation.kind]).toEqual([id, MUTATING.test(operation.name) ? 'write' : 'read']);
    }
  });

  it('reads with read rights only', () => {
    const actions = actionsOf(['read']);
    expect(actions).toContain('lakeformation:ListPermissions');
    expect(actions).toContain('sso:ListInstances');
    expect(actions.filter((a) => MUTATING.test(a.split(':')[1] ?? ''))).toEqual([]);
  });

  it('pages with members that the SDK knows', async () => {
    const { NormalizedSchema } = await import('@smithy/core/schema');
    for (const [id, { service, name, paging }] of OPERATIONS) {
      if (!paging) continue;
      const module = (await LOADERS[service]()) as unknown as {
        commands: Record<string, new (input: object) => { schema: unknown[] }>;
      };
      const schema = new module.commands[name]!({}).schema;
      const members = (at: number): string[] =>
        [...NormalizedSchema.of(schema[at] as never).structIterator()].map(([member]) => member);
      expect([id, members(4)]).toEqual([
        id,
        expect.arrayContaining([paging.tokenIn, ...(paging.limit ? [paging.limit] : [])]),
      ]);
      expect([id, members(5)]).toEqual([id, expect.arrayContaining([paging.tokenOut])]);
    }
  });
});
