import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { CallRecord } from '../../src/main/sandbox/server/call-log';
import type { FaultRule } from '../../src/main/sandbox/server/faults';
import { startSandbox, type Sandbox, type SandboxOptions } from '../../src/main/sandbox/start';
import type { Profiles } from '../../src/main/sandbox/profiles';
import { issueKeys } from '../../src/main/sandbox/auth/keys';
import type { WorldData } from '../../src/main/sandbox/world';

/** A running sandbox as tests use it, with its switches. */
export interface TestSandbox extends Sandbox, Profiles {
  home: string;
  /** Settings of an SDK client that signs as this principal. */
  client(principalArn: string, region?: string): ClientSettings;
  faults(rules: FaultRule[]): Promise<void>;
  clock(offsetMs: number): Promise<void>;
  expireTokens(): Promise<void>;
  calls(): Promise<{ calls: CallRecord[]; counts: Record<string, number>; total: number; version: number }>;
  resetCalls(): Promise<void>;
  /** Any control command, for what has no name here. */
  control(method: string, path: string, body?: unknown): Promise<Response>;
}

export interface ClientSettings {
  endpoint: string;
  region: string;
  credentials: { accessKeyId: string; secretAccessKey: string };
  maxAttempts: number;
  disableHostPrefix: boolean;
}

/** Runs `use` against a sandbox of its own and stops it whatever happens. */
export async function withSandbox<T>(options: SandboxOptions, use: (sandbox: TestSandbox) => Promise<T>): Promise<T> {
  const sandbox = await openSandbox(options);
  try {
    return await use(sandbox);
  } finally {
    await sandbox.stop();
  }
}

/** The same for `beforeAll`/`afterAll`: call `stop()` yourself. */
export async function openSandbox(options: SandboxOptions): Promise<TestSandbox> {
  const sandbox = await startSandbox(options);
  const home = await mkdtemp(join(tmpdir(), 'heddle-sandbox-'));
  const profiles = await sandbox.writeProfiles(home);
  const control = (method: string, path: string, body?: unknown): Promise<Response> =>
    fetch(`${sandbox.endpoint}/_heddle/${path}`, {
      method,
      headers: { 'x-heddle-control': sandbox.controlToken },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
  const command = async (method: string, path: string, body?: unknown): Promise<void> => {
    const answer = await control(method, path, body);
    if (!answer.ok) throw new Error(`${method} ${path}: ${String(answer.status)} ${await answer.text()}`);
  };
  return {
    ...sandbox,
    ...profiles,
    home,
    client(principalArn, region = sandbox.world.data.region) {
      const { accessKeyId, secretAccessKey } = issueKeys(sandbox.world, principalArn);
      const credentials = { accessKeyId, secretAccessKey };
      return { endpoint: sandbox.endpoint, region, credentials, maxAttempts: 1, disableHostPrefix: true };
    },
    control,
    faults: (rules) => command('PUT', 'faults', rules),
    clock: (offsetMs) => command('PUT', 'clock', { offsetMs }),
    expireTokens: () => command('POST', 'expire-tokens'),
    resetCalls: () => command('DELETE', 'calls'),
    calls: async () => (await control('GET', 'calls')).json() as ReturnType<TestSandbox['calls']>,
    async stop() {
      await sandbox.stop();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** Two accounts with an administrator and a reader each: enough for everything but data. */
export function smallWorld(): WorldData {
  const account = (id: string, name: string): WorldData['accounts'][number] => ({
    id,
    name,
    email: `${name}@example.com`,
    regions: { 'eu-central-1': {} },
    roles: [
      { name: 'Administrator', assignedTo: ['ada'], trust: [id, '111122223333'] },
      {
        name: 'Reader',
        path: '/team/',
        allow: ['glue:Get*', 'lakeformation:List*'],
        deny: ['glue:GetTables'],
        assignedTo: ['ada', 'bo'],
      },
    ],
    users: [{ name: 'ci', allow: ['sts:*'] }],
  });
  return {
    name: 'small',
    partition: 'aws',
    region: 'eu-central-1',
    accounts: [account('111122223333', 'governance'), account('444455556666', 'Sales & Orders')],
    identityStore: {
      identityStoreId: 'd-1234567890',
      instanceArn: 'arn:aws:sso:::instance/ssoins-1111111111111111',
      startUrl: 'https://small.awsapps.com/start',
      sessionName: 'small',
      users: [
        { id: '11111111-1111-4111-8111-111111111111', userName: 'ada', displayName: 'Ada' },
        { id: '22222222-2222-4222-8222-222222222222', userName: 'bo', displayName: 'Bo' },
      ],
      groups: [],
    },
  };
}
