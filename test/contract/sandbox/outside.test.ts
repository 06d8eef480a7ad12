import { createHash } from 'node:crypto';
import { appendFile, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createAws, type Aws } from '../../../src/main/aws/aws';
import { sandboxHome } from '../../../src/main/aws/config';
import { issueKeys } from '../../../src/main/sandbox/auth/keys';
import { serviceModel, type Operation } from '../../../src/main/sandbox/model/operations';
import { SERVICES } from '../../../src/main/sandbox/model/services';
import type { Service, ServiceId } from '../../../src/main/sandbox/service';
import { SERVED } from '../../../src/main/sandbox/services';
import { announceMissing, outside, run } from '../../support/outside';
import { sample } from '../../support/sample-input';
import { smallWorld, withSandbox } from '../../support/sandbox';

announceMissing();

const ADMIN = 'arn:aws:iam::111122223333:role/Administrator';
const IDS = Object.keys(SERVICES) as ServiceId[];

/** Dates and bytes in the form that the Python side reads. */
function portable(value: unknown): unknown {
  if (value instanceof Date) return { $date: value.getTime() / 1000 };
  if (value instanceof Uint8Array) return { $bytes: Buffer.from(value).toString('base64') };
  if (Array.isArray(value)) return value.map(portable);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, part]) => [key, portable(part)]));
}

/** botocore sends times as whole seconds. */
const wholeSeconds = (value: unknown): unknown =>
  JSON.parse(JSON.stringify(value), (key, part: unknown) => (key === '$date' ? Math.floor(part as number) : part));

interface Line {
  service: ServiceId;
  operation: string;
  skipped?: boolean;
  error?: string;
  sent?: unknown;
}

describe.skipIf(!outside.boto3)('botocore', () => {
  it('sends and parses every operation it has, all members populated', async () => {
    const seen = new Map<string, unknown>();
    const cases = IDS.flatMap((service) =>
      serviceModel(service).operationNames.map((operation) => {
        const { input, output, status } = serviceModel(service).operation(operation) as Operation;
        return {
          service,
          operation,
          input: sample(input, { full: true, pick: 0 }),
          output: sample(output, { full: true, pick: 0, status, whole: true }),
        };
      }),
    );
    const services = IDS.map((id): Service => ({
      id,
      handlers: Object.fromEntries(
        cases
          .filter(({ service }) => service === id)
          .map(({ operation, output }) => [
            operation,
            (input: unknown) => {
              seen.set(`${id}:${operation}`, portable(input));
              return output;
            },
          ]),
      ),
    }));
    await withSandbox({ world: smallWorld(), services }, async (sandbox) => {
      const key = issueKeys(sandbox.world, ADMIN);
      const input = JSON.stringify({
        endpoint: sandbox.endpoint,
        region: 'eu-central-1',
        key: key.accessKeyId,
        secret: key.secretAccessKey,
        cases: cases.map((one) => ({ ...one, input: portable(one.input), output: portable(one.output) })),
      });
      const { stdout, stderr, code } = await run('python3', ['test/support/python/round_trip.py'], { input });
      expect(code, stderr).toBe(0);
      const lines = stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Line);
      expect(lines).toHaveLength(cases.length);
      const driven = lines.filter((line) => !line.skipped);
      expect(
        driven.filter((line) => line.error).map((line) => `${line.service}:${line.operation}: ${line.error ?? ''}`),
      ).toEqual([]);
      for (const { service, operation, sent } of driven) {
        expect(wholeSeconds(seen.get(`${service}:${operation}`)), `${service}:${operation} input`).toEqual(
          wholeSeconds(sent),
        );
      }
      expect(driven.length).toBeGreaterThan(700);
    });
  });
});

describe.skipIf(!outside.aws)('the AWS CLI', () => {
  const services = SERVED.filter(({ id }) => ['sts', 'sso', 'sso-oidc'].includes(id));
  const options = { world: smallWorld(), services, autoApprove: true };

  it('reaches the sandbox under the printed environment, as each account’s administrator', async () => {
    await withSandbox(options, async (sandbox) => {
      const env = { ...process.env, AWS_ACCESS_KEY_ID: 'inherited', ...sandbox.env, HOME: sandbox.home };
      const own = await run('aws', ['sts', 'get-caller-identity'], { env });
      expect(own.stderr).toBe('');
      expect(JSON.parse(own.stdout)).toMatchObject({ Account: '111122223333' });
      for (const profile of sandbox.env['HEDDLE_PROFILES']?.split(',') ?? []) {
        const answer = await run('aws', ['sts', 'get-caller-identity', '--profile', profile], { env });
        expect(JSON.parse(answer.stdout)).toMatchObject({ Account: profile.replace('admin-', '') });
      }
      const role = 'arn:aws:iam::444455556666:role/Administrator';
      const assumed = await run('aws', ['sts', 'assume-role', '--role-arn', role, '--role-session-name', 'cli'], {
        env,
      });
      expect(JSON.parse(assumed.stdout)).toMatchObject({
        AssumedRoleUser: { Arn: 'arn:aws:sts::444455556666:assumed-role/Administrator/cli' },
      });
      const refused = await run('aws', ['sts', 'assume-role', '--role-arn', `${role}x`, '--role-session-name', 'cli'], {
        env,
      });
      expect(refused.code).not.toBe(0);
      expect(refused.stderr).toContain('An error occurred (AccessDenied) when calling the AssumeRole operation');
    });
  });

  it('shares its token files with Heddle, either way, for a session and for a legacy profile', async () => {
    await withSandbox(options, async (sandbox) => {
      const { configFile, home } = sandbox;
      await appendFile(
        configFile,
        `\n[profile legacy]\nsso_start_url = https://small.awsapps.com/start\nsso_region = eu-central-1\nsso_account_id = 444455556666\nsso_role_name = Reader\nregion = eu-central-1\nendpoint_url = ${sandbox.endpoint}\n`,
      );
      const { AWS_PROFILE: _, ...rest } = sandbox.env;
      const env = { ...process.env, ...rest, HOME: home };
      const heddle = (): Aws => createAws({ home: sandboxHome({ configFile, home }), allowHost: () => true });
      const reader = { Arn: 'arn:aws:sts::444455556666:assumed-role/Reader/ada' };
      const asCli = async (profile: string): Promise<unknown> => {
        // The CLI keeps role credentials; without them it asks again.
        await rm(join(home, '.aws', 'cli'), { recursive: true, force: true });
        const answer = await run('aws', ['sts', 'get-caller-identity', '--profile', profile], { env });
        expect(answer.stderr).toBe('');
        return JSON.parse(answer.stdout);
      };
      const asked = async (): Promise<number> => (await sandbox.calls()).counts['sso-oidc:CreateToken'] ?? 0;
      for (const profile of ['sales-orders-reader', 'legacy']) {
        const { signIn } = heddle();
        expect(await signIn.start(profile)).toMatchObject({ ok: true });
        expect(await signIn.finish(profile)).toEqual({ ok: true, value: null });
        await sandbox.resetCalls();
        expect(await asCli(profile)).toMatchObject(reader);
        expect(await asked()).toBe(0);
      }
      // The CLI renews what Heddle wrote, and Heddle takes what the CLI wrote as it is.
      const file = join(home, '.aws', 'sso', 'cache', `${createHash('sha1').update('small').digest('hex')}.json`);
      const token = JSON.parse(await readFile(file, 'utf8')) as object;
      await writeFile(file, JSON.stringify({ ...token, expiresAt: '2026-01-01T00:00:00Z' }));
      expect(await asCli('sales-orders-reader')).toMatchObject(reader);
      expect(await asked()).toBe(1);
      expect(await heddle().identify('sales-orders-reader')).toMatchObject({ value: { callerArn: reader.Arn } });
      expect(await asked()).toBe(1);
    });
  });
});
