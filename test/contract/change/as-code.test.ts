import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Edit } from '../../../src/core/change/plan-types';
import type { CaseInput, DecisionCase } from '../../../src/core/model/case';
import { CASE_ADMIN, worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { quickAws, type QuickAws } from '../../support/quick-aws';
import { announceMissing, outside, run } from '../../support/outside';
import { withChangeWorld, type ChangeWorld } from './change-world';
import { rawState } from './raw-state';

announceMissing();

const decision = JSON.parse(readFileSync('test/cases/access/C21.json', 'utf8')) as DecisionCase;
const { account } = decision.input;
const [analyst = ''] = decision.evaluate.principals;
const auditor = `arn:aws:iam::${account}:role/LFAuditor`;
const TABLE = { CatalogId: account, DatabaseName: 'sales', Name: 'orders' };

const edit = (operation: string, request: Record<string, unknown>): Edit => ({
  account,
  service: 'lakeformation',
  operation,
  request,
});
const grant = (principal: string, Resource: object, Permissions: string[], more: object = {}): Edit =>
  edit('GrantPermissions', {
    Principal: { DataLakePrincipalIdentifier: principal },
    Resource,
    Permissions,
    ...more,
  });

/** Edits of every kind that Lake Formation has. */
const edits: Edit[] = [
  edit('CreateLFTag', { TagKey: 'domain', TagValues: ['sales', 'finance'] }),
  edit('CreateLFTag', { TagKey: 'sensitivity', TagValues: ['low', 'high'] }),
  edit('UpdateLFTag', { TagKey: 'sensitivity', TagValuesToAdd: ['-n', 'é @x=%'] }),
  edit('AddLFTagsToResource', {
    Resource: { Database: { CatalogId: account, Name: 'sales' } },
    LFTags: [{ TagKey: 'domain', TagValues: ['sales'] }],
  }),
  edit('AddLFTagsToResource', {
    Resource: { TableWithColumns: { ...TABLE, ColumnNames: ['email', 'amount'] } },
    LFTags: [{ TagKey: 'sensitivity', TagValues: ['-n'] }],
  }),
  edit('CreateLFTagExpression', {
    Name: "o'brien",
    Description: 'A `saved` "expression".',
    Expression: [{ TagKey: 'domain', TagValues: ['sales'] }],
  }),
  edit('CreateDataCellsFilter', {
    TableData: {
      TableCatalogId: account,
      DatabaseName: 'sales',
      TableName: 'orders',
      Name: "eu'; exit 1 #",
      RowFilter: { FilterExpression: "region = 'EU' OR region = '$(touch heddle-was-here)`id`\"'" },
      ColumnWildcard: { ExcludedColumnNames: ['email'] },
    },
  }),
  grant(
    auditor,
    { DataCellsFilter: { TableCatalogId: account, DatabaseName: 'sales', TableName: 'orders', Name: "eu'; exit 1 #" } },
    ['SELECT'],
  ),
  grant(auditor, { Table: { CatalogId: account, DatabaseName: 'sales', TableWildcard: {} } }, ['SELECT', 'DESCRIBE']),
  grant(analyst, { Database: { CatalogId: account, Name: 'sales' } }, ['DESCRIBE', 'CREATE_TABLE'], {
    PermissionsWithGrantOption: ['DESCRIBE'],
  }),
  grant(
    analyst,
    {
      LFTagPolicy: {
        CatalogId: account,
        ResourceType: 'TABLE',
        Expression: [{ TagKey: 'domain', TagValues: ['sales'] }],
      },
    },
    ['SELECT'],
  ),
  edit('CreateLakeFormationOptIn', {
    Principal: { DataLakePrincipalIdentifier: analyst },
    Resource: { Table: TABLE },
  }),
  edit('RegisterResource', {
    ResourceArn: `arn:aws:s3:::lake/$(id)/it's`,
    RoleArn: `arn:aws:iam::${account}:role/LFRegister`,
    HybridAccessEnabled: true,
  }),
  edit('RevokePermissions', {
    Principal: decision.input.PrincipalResourcePermissions[0]!.Principal,
    Resource: decision.input.PrincipalResourcePermissions[0]!.Resource,
    Permissions: decision.input.PrincipalResourcePermissions[0]!.Permissions,
  }),
  edit('PutDataLakeSettings', {
    DataLakeSettings: {
      ...decision.input.DataLakeSettings,
      DataLakeAdmins: [
        ...(decision.input.DataLakeSettings.DataLakeAdmins ?? []),
        { DataLakePrincipalIdentifier: `arn:aws:iam::${account}:role/${CASE_ADMIN}` },
      ],
      AuthorizedSessionTagValueList: ["it's $(id)"],
    },
  }),
];

async function exportTo(world: ChangeWorld, out: string, ...what: string[]): Promise<void> {
  const { code, err } = await world.cli.run('export', ...what, '--format', 'aws-cli', '--out', out, '--json');
  expect(code, err).toBe(0);
  expect(err).not.toContain('could not be read');
}

async function runScript(world: ChangeWorld, script: string): Promise<void> {
  const path = [aws?.folder, process.env['PATH']].filter(Boolean).join(delimiter);
  const env = { ...process.env, ...world.sandbox.env, HOME: world.sandbox.home, PATH: path };
  const ran = await run('sh', [script], { env, timeoutMs: LONG_MS });
  expect(ran, ran.stderr + (await readFile(script, 'utf8'))).toMatchObject({ code: 0, stderr: '' });
}

let aws: QuickAws | undefined;
beforeAll(async () => {
  if (outside.aws) aws = await quickAws();
});
afterAll(() => aws?.stop());

const onlyObjects = (input: CaseInput): CaseInput => ({
  ...input,
  PrincipalResourcePermissions: [],
  DataCellsFilters: [],
  ResourceInfoList: [],
});

/** What the first test leaves: the scripts, and the raw state that both must lead to. */
interface Made {
  folder: string;
  plan: string;
  account: string;
  state: string;
}
let made: Made | undefined;
afterAll(() => (made ? rm(made.folder, { recursive: true, force: true }) : undefined));

/** The service verifies a registration in its own time, and tells the default of one that was made with it. */
const registeredAnew = (state: string): string =>
  JSON.stringify(
    JSON.parse(state, (key, value: unknown) =>
      key === 'VerificationStatus' || (key === 'WithPrivilegedAccess' && value === false) ? undefined : value,
    ),
    null,
    1,
  );

/** Scripts make a call of the AWS CLI per line. */
const LONG_MS = 300_000;

describe.skipIf(!outside.aws)('exported AWS CLI commands', () => {
  test('are written of a plan and, once it is applied, of the account’s present state', () =>
    withChangeWorld({ world: worldFromCase(decision) }, async (world) => {
      const { document: plan, code } = await world.plan(edits);
      expect({ code, blocked: plan.blocked }).toEqual({ code: 0, blocked: [] });
      const folder = await mkdtemp(join(tmpdir(), 'heddle-code-'));
      const scripts = { plan: join(folder, 'plan.sh'), account: join(folder, 'account.sh') };
      await exportTo(world, scripts.plan, '--plan', plan.plan);
      const { document, err } = await world.apply(plan);
      expect(document, err).toMatchObject({ failed: [], differences: [], verified: true });
      await world.crawl();
      await exportTo(world, scripts.account, '--state', `account:${account}`);
      made = { folder, ...scripts, state: rawState(world.sandbox.world) };
    }));

  test(
    'of a plan lead to the state that applying it leads to',
    () =>
      withChangeWorld({ world: worldFromCase(decision) }, async (world) => {
        expect(rawState(world.sandbox.world)).not.toBe(made?.state);
        await runScript(world, made!.plan);
        expect(rawState(world.sandbox.world)).toBe(made?.state);
      }),
    LONG_MS,
  );

  test(
    'of an account make its present state again where nothing is granted, tagged or registered',
    () =>
      withChangeWorld({ world: worldFromCase({ ...decision, input: onlyObjects(decision.input) }) }, async (world) => {
        await runScript(world, made!.account);
        expect(registeredAnew(rawState(world.sandbox.world))).toBe(registeredAnew(made!.state));
      }),
    LONG_MS,
  );
});

/** Programs of others read what Heddle writes; the resource schemas that cfn-lint carries are AWS's own. */
describe('exported templates', () => {
  const exported = async (format: string, use: (path: string) => Promise<void>): Promise<void> => {
    const folder = await mkdtemp(join(tmpdir(), 'heddle-template-'));
    try {
      await withChangeWorld({ world: worldFromCase(decision) }, async (world) => {
        const { document: plan } = await world.plan(edits);
        const path = join(folder, format === 'terraform' ? 'main.tf' : 'template.json');
        const { code, err } = await world.cli.run('export', '--plan', plan.plan, '--format', format, '--out', path, '--json'); // prettier-ignore
        expect(code, err).toBe(0);
        await use(path);
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  test.skipIf(!outside.cfnLint)('of CloudFormation hold only resources and properties that cfn-lint knows', () =>
    exported('cloudformation', async (path) => {
      const ran = await run('cfn-lint', ['--template', path, '--non-zero-exit-code', 'error']);
      expect(ran.stdout + ran.stderr + (await readFile(path, 'utf8'))).toContain('AWS::LakeFormation::');
      expect(ran, ran.stdout).toMatchObject({ code: 0 });
    }),
  );

  test.skipIf(!outside.terraform)('of Terraform are what terraform itself parses and lays out', () =>
    exported('terraform', async (path) => {
      const env = { ...process.env, TF_CLI_CONFIG_FILE: '/dev/null', CHECKPOINT_DISABLE: '1' };
      const ran = await run('terraform', ['fmt', '-check', '-diff', path], { env });
      expect(ran, ran.stdout + ran.stderr).toMatchObject({ code: 0 });
    }),
  );
});
