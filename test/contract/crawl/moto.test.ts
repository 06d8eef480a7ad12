import { execFileSync, spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createAws } from '../../../src/main/aws/aws';
import type { TestHome } from '../../unit/aws/home';
import { testHome } from '../../unit/aws/home';
import { crawlAll, hastyTimer } from './open-halcyon';

/** An AWS that this team did not write. It knows STS, Glue and a part of Lake Formation; no DataZone, no SSO. */
function installed(): boolean {
  try {
    execFileSync('moto_server', ['--help'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });

const present = installed();
if (!present) {
  process.stderr.write('SKIPPED: moto_server is not installed, so the crawler is not checked against a foreign AWS.\n');
}

describe.skipIf(!present)('crawl of moto_server (skipped where moto_server is not installed)', () => {
  let moto: ChildProcess;
  let endpoint: string;
  let home: TestHome;

  beforeAll(async () => {
    const port = await freePort();
    endpoint = `http://127.0.0.1:${String(port)}`;
    moto = spawn('moto_server', ['-H', '127.0.0.1', '-p', String(port)], { stdio: 'ignore' });
    const deadline = Date.now() + 60_000;
    while (
      !(await fetch(`${endpoint}/moto-api/`).then(
        (r) => r.ok,
        () => false,
      ))
    ) {
      if (Date.now() > deadline) throw new Error('moto_server did not start within a minute');
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
    home = await testHome(
      `[profile base]\nregion = eu-west-1\naws_access_key_id = a\naws_secret_access_key = s\nendpoint_url = ${endpoint}\n` +
        `[profile reader]\nregion = eu-west-1\nrole_arn = arn:aws:iam::222233334444:role/Reader\nsource_profile = base\nendpoint_url = ${endpoint}\n`,
    );
  });
  afterAll(async () => {
    moto.kill();
    await home.remove();
  });

  it('reads Glue, Lake Formation, RAM and IAM of an assumed role, and says what moto does not know', async () => {
    const { host: allowed } = new URL(endpoint);
    const aws = createAws({ home, allowHost: (h) => h === allowed, timer: hastyTimer(), mayWrite: () => true });
    try {
      const member = await aws.identify('reader');
      if (!member.ok) throw new Error(member.error.message);
      expect(member.value.account).toBe('222233334444');
      await fill(endpoint, aws, member.value);

      const { host, result } = await crawlAll(aws, [member.value]);
      expect(result.ok).toBe(true);
      expect(host.records('databases').map((d) => d.Name)).toEqual(['sales']);
      expect(
        host
          .records('tables')
          .map((t) => t.Name)
          .sort(),
      ).toEqual(['orders', 'refunds']);
      expect(host.records('tables')[0]?.StorageDescriptor?.Columns?.[0]?.Name).toBe('id');
      const granted = host.records('permissions').map((row) => row.Principal.DataLakePrincipalIdentifier);
      expect(granted).toContain('arn:aws:iam::222233334444:role/Analyst');
      expect(host.records('tags').map((t) => [t.TagKey, t.TagValues])).toEqual([['domain', ['sales', 'hr']]]);
      expect(host.records('locations').map((l) => l.ResourceArn)).toEqual(['arn:aws:s3:::lake/sales']);
      expect(host.records('settings')).toHaveLength(1);
      const unknown = host.coverage.filter((gap) => gap.kind === 'failed').map((gap) => gap.layer);
      expect(unknown).toEqual(expect.arrayContaining(['dz-domains', 'catalogs', 'opt-ins']));
    } finally {
      aws.close();
    }
  });
});

type Door = ReturnType<typeof createAws>;
type Seat = Parameters<Door['call']>[1];

/** State through the wire: Lake Formation by our own door, Glue's writes (which Heddle does not use) by plain HTTP. */
async function fill(endpoint: string, aws: Door, member: Seat): Promise<void> {
  const { client, commands } = await glue(endpoint, aws, member);
  await client(commands.database({ DatabaseInput: { Name: 'sales' } }));
  for (const Name of ['orders', 'refunds']) {
    const StorageDescriptor = { Columns: [{ Name: 'id', Type: 'int' }], Location: `s3://lake/sales/${Name}` };
    await client(commands.table({ DatabaseName: 'sales', TableInput: { Name, StorageDescriptor } }));
  }
  await aws.call('lakeformation:RegisterResource', member, {
    ResourceArn: 'arn:aws:s3:::lake/sales',
    UseServiceLinkedRole: true,
  });
  await aws.call('lakeformation:CreateLFTag', member, { TagKey: 'domain', TagValues: ['sales', 'hr'] });
  await aws.call('lakeformation:GrantPermissions', member, {
    Principal: { DataLakePrincipalIdentifier: 'arn:aws:iam::222233334444:role/Analyst' },
    Resource: { Table: { DatabaseName: 'sales', Name: 'orders' } },
    Permissions: ['SELECT'],
  });
}

async function glue(endpoint: string, aws: Door, member: Seat) {
  const { GlueClient, CreateDatabaseCommand, CreateTableCommand } = await import('@aws-sdk/client-glue');
  const { AssumeRoleCommand, STSClient } = await import('@aws-sdk/client-sts');
  const base = { endpoint, region: member.region, credentials: { accessKeyId: 'a', secretAccessKey: 's' } };
  const assumed = await new STSClient(base).send(
    new AssumeRoleCommand({ RoleArn: 'arn:aws:iam::222233334444:role/Reader', RoleSessionName: 'test' }),
  );
  void aws;
  const keys = assumed.Credentials!;
  const client = new GlueClient({
    ...base,
    credentials: {
      accessKeyId: keys.AccessKeyId!,
      secretAccessKey: keys.SecretAccessKey!,
      sessionToken: keys.SessionToken!,
    },
  });
  return {
    client: (command: InstanceType<typeof CreateDatabaseCommand> | InstanceType<typeof CreateTableCommand>) =>
      client.send(command as InstanceType<typeof CreateTableCommand>),
    commands: {
      database: (input: ConstructorParameters<typeof CreateDatabaseCommand>[0]) => new CreateDatabaseCommand(input),
      table: (input: ConstructorParameters<typeof CreateTableCommand>[0]) => new CreateTableCommand(input),
    },
  };
}
