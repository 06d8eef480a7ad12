import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { serviceModel } from '../../../src/main/sandbox/model/operations';
import { SERVED } from '../../../src/main/sandbox/services';
import { negatives } from '../../support/negatives';
import { openSandbox, smallWorld, type TestSandbox } from '../../support/sandbox';
import { anyClient } from '../../support/sdk-clients';

interface Refusal {
  name: string;
  message: string;
  /** Where SSO-OIDC says it. */
  error_description?: string;
  $metadata: { httpStatusCode?: number };
}

let sandbox: TestSandbox;
beforeAll(async () => {
  sandbox = await openSandbox({ world: smallWorld() });
});
afterAll(() => sandbox.stop());

describe.each(SERVED.map(({ id, handlers }) => ({ id, operations: Object.keys(handlers) })))(
  '$id',
  ({ id, operations }) => {
    it('refuses every broken input with its modelled error', async () => {
      const client = anyClient(id, sandbox.client('arn:aws:iam::111122223333:role/Administrator'));
      const model = serviceModel(id);
      const wrong: string[] = [];
      let tried = 0;
      for (const name of operations) {
        const operation = model.operation(name);
        if (!operation) throw new Error(`${id} has no operation ${name}`);
        for (const { what, input } of negatives(operation)) {
          tried++;
          const refusal = await client.send(name, input).then(
            () => undefined,
            (error: unknown) => error as Refusal,
          );
          const { code } = model.traits.validation;
          const good =
            refusal?.name === code &&
            refusal.$metadata.httpStatusCode === 400 &&
            /validation error/.test(refusal.error_description ?? refusal.message);
          if (!good) wrong.push(`${what}: ${refusal ? `${refusal.name} ${refusal.message}` : 'accepted'}`);
        }
      }
      client.destroy();
      expect(wrong.join('\n')).toBe('');
      expect(tried).toBeGreaterThan(id === 'sts' ? 3 : 0);
    });
  },
);

it('served operations are operations of their service', () => {
  for (const { id, handlers } of SERVED) {
    expect(Object.keys(handlers).filter((name) => !serviceModel(id).operationNames.includes(name))).toEqual([]);
  }
});
