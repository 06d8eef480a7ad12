import { describe, expect, it } from 'vitest';
import { serviceModel, type Operation } from '../../../src/main/sandbox/model/operations';
import { SERVICES } from '../../../src/main/sandbox/model/services';
import type { Service, ServiceId } from '../../../src/main/sandbox/service';
import { sample } from '../../support/sample-input';
import { smallWorld, withSandbox } from '../../support/sandbox';
import { anyClient } from '../../support/sdk-clients';

const ADMIN = 'arn:aws:iam::111122223333:role/Administrator';

/** Answers every operation with a prepared output and remembers what it was asked. */
function echo(
  id: ServiceId,
  pick: { union: number },
): { service: Service; seen: Map<string, unknown>; outputs: Map<string, unknown> } {
  const model = serviceModel(id);
  const [seen, outputs] = [new Map<string, unknown>(), new Map<string, unknown>()];
  const handlers = Object.fromEntries(
    model.operationNames.map((name) => [
      name,
      (input: unknown) => {
        const { output, status } = model.operation(name) as Operation;
        seen.set(name, input);
        const answer = sample(output, { full: true, pick: pick.union, status });
        outputs.set(name, answer);
        return answer;
      },
    ]),
  );
  return { service: { id, handlers }, seen, outputs };
}

interface Stream {
  transformToByteArray(): Promise<Uint8Array>;
}

const isStream = (value: unknown): value is Stream =>
  typeof value === 'object' && value !== null && 'transformToByteArray' in value && !(value instanceof Uint8Array);

/** What the client parsed, without its metadata, streams read, and blobs as plain bytes. */
async function plain(value: unknown): Promise<unknown> {
  if (isStream(value)) return new Uint8Array(await value.transformToByteArray());
  if (value instanceof Uint8Array) return new Uint8Array(value);
  if (Array.isArray(value)) return Promise.all(value.map(plain));
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  const entries = Object.entries(value).filter(([key, part]) => key !== '$metadata' && part !== undefined);
  return Object.fromEntries(await Promise.all(entries.map(async ([key, part]) => [key, await plain(part)] as const)));
}

describe.each(Object.keys(SERVICES) as ServiceId[])('every operation of %s, all members populated', (id) => {
  it.each([0, 1])('goes through the SDK client unchanged, union members %i', async (union) => {
    const { service, seen, outputs } = echo(id, { union });
    await withSandbox({ world: smallWorld(), services: [service] }, async (sandbox) => {
      const client = anyClient(id, sandbox.client(ADMIN));
      const wrong: string[] = [];
      for (const name of serviceModel(id).operationNames) {
        const { input } = serviceModel(id).operation(name) as Operation;
        const sent = sample(input, { full: true, pick: union });
        try {
          const output = await plain(await client.send(name, sent));
          expect(seen.get(name), `${name} input`).toEqual(sent);
          expect(output, `${name} output`).toEqual(outputs.get(name));
        } catch (error) {
          wrong.push(`${name}: ${error instanceof Error ? error.message.slice(0, 1500) : String(error)}`);
        }
      }
      client.destroy();
      expect(wrong.join('\n\n')).toBe('');
      expect(seen.size).toBe(serviceModel(id).operationNames.length);
    });
  });
});
