import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionCase } from '../../../src/core/model/case';
import { ACTORS, twoAccountMeshes } from '../../unit/access/support/two-account-mesh';
import { evaluateSnapshot } from '../../../src/core/access/evaluate';
import { applyRequest } from '../../../src/core/change/apply';
import { UNSURE } from '../../../src/core/change/caller-rights';
import { formRefusal } from '../../../src/core/change/request-form';
import type { Edit } from '../../../src/core/change/plan-types';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import type { PermissionRow, Resource } from '../../../src/core/model/lakeformation';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { toInput } from '../../../src/main/sandbox/state/to-input';
import { anyClient } from '../../support/sdk-clients';
import { withSandbox } from '../../support/sandbox';
import { randomCase } from '../cli/random-case';
import { rowKey } from '../cli/case-world';
import { wildRequests } from './wild-requests';

const MESHES = Number(process.env['HEDDLE_WILD_MESHES'] ?? 10);
const FIRST = Number(process.env['HEDDLE_TEST_FIRST_SEED'] ?? 1);
const EACH = 60;

test.each(Array.from({ length: MESHES }, (_, i) => FIRST + i))(
  'wild requests on mesh %i: the preview takes what the service takes, and refuses with its code',
  async (seed) => {
    const plain = seed % 2 === 0 ? randomCase(seed) : richCase(seed);
    const admin = plain.input.DataLakeSettings.DataLakeAdmins![0]!.DataLakePrincipalIdentifier;
    // Every third mesh is changed by somebody who may pass on some things and not others.
    const caller = seed % 3 === 0 ? stewardIn(plain, admin) : admin;
    const decision = caller === admin ? plain : withSteward(plain, caller);
    const { account, region } = decision.input;
    const { principals } = decision.evaluate;
    await withSandbox(
      { world: worldFromCase(decision), variants: { 'default-catalog-takes-all': 'yes' } },
      async (sandbox) => {
        const clients = { lakeformation: anyClient('lakeformation', sandbox.client(caller)), glue: anyClient('glue', sandbox.client(caller)) }; // prettier-ignore
        const stateOf = (): Snapshot => {
          const now = toInput(sandbox.world, account, region);
          // A state tells nothing about who is gone and holds no row; the case does.
          const everybody = { ...decision.input.context.principals, ...now.context.principals };
          const input = { ...decision.input, ...now, context: { ...now.context, principals: everybody } };
          const snapshot = caseToSnapshot({ ...decision, input });
          return { ...snapshot, members: snapshot.members.map((member) => ({ ...member, callerArn: caller })) };
        };
        const differences: unknown[] = [];
        for (const edit of wildRequests(decision.input, principals, seed, EACH)) {
          const before = stateOf();
          const said = await clients[edit.service as 'glue'].send(edit.operation, edit.request).then(
          (answer) => verdictOf(answer as Answer, edit),
          (error: Error) => `${error.name}: ${error.message}`,
        ); // prettier-ignore
          const told = preview(before, edit);
          // Where the preview says that it cannot tell whether the caller may, the service may refuse.
          if (told.unsure && /^(?:AccessDenied|EntityNotFound)Exception/.test(said)) continue;
          // Which of two faults is told first is not documented (facts 5: the code for who may not is unverified).
          if ((caller !== admin || edit.service === 'glue') && [said, told.code].some((code) => code.startsWith('AccessDenied')) && told.code !== 'taken' && said !== 'taken') continue; // prettier-ignore
          if (said.split(':')[0] !== told.code.split(':')[0]) differences.push({ edit, said, told: told.code });
          else if (told.snapshot) {
            const predicted = evaluateSnapshot(told.snapshot, principals).access.map(rowKey).sort();
            const observed = evaluateSnapshot(stateOf(), principals).access.map(rowKey).sort();
            if (JSON.stringify(predicted) !== JSON.stringify(observed))
              differences.push({
                edit,
                missing: observed.filter((key) => !predicted.includes(key)),
                extra: predicted.filter((key) => !observed.includes(key)),
              });
          }
        }
        for (const client of Object.values(clients)) client.destroy();
        expect(differences).toEqual([]);
      },
    );
  },
);

/** Somebody of the account who administers nothing. */
const stewardIn = ({ input, evaluate }: DecisionCase, admin: string): string =>
  evaluate.principals.find((arn) => arn.startsWith(`arn:aws:iam::${input.account}:`) && arn !== admin) ?? admin;

/** The steward holds the grant option on a table, a database and everything in it, and some rights on an LF-Tag. */
function withSteward(decision: DecisionCase, steward: string): DecisionCase {
  const { account, TableList, DatabaseList, LFTags } = decision.input;
  const CatalogId = account;
  const { DatabaseName, Name } = TableList[0]!;
  const row = (Resource: Resource, Permissions: string[]): PermissionRow => ({
    Principal: { DataLakePrincipalIdentifier: steward },
    Resource,
    Permissions,
    PermissionsWithGrantOption: Permissions,
  });
  const rows = [
    row({ Table: { CatalogId, DatabaseName, Name } }, ['ALTER', 'DESCRIBE', 'DROP']),
    row({ TableWithColumns: { CatalogId, DatabaseName, Name, ColumnWildcard: {} } }, ['SELECT']),
    row({ Database: { CatalogId, Name: DatabaseList[0]!.Name } }, ['ALL']),
    ...LFTags.slice(0, 1).map(
      ({ TagKey }) =>
      row({ LFTag: { CatalogId, TagKey, TagValues: ['*'] } }, ['ALTER', 'ASSOCIATE', 'DESCRIBE', 'GRANT_WITH_LF_TAG_EXPRESSION']), // prettier-ignore
    ),
  ];
  const own = decision.input.PrincipalResourcePermissions.filter(
    ({ Principal, Resource }) =>
      Principal.DataLakePrincipalIdentifier !== steward ||
      !(Resource.Table ?? Resource.TableWithColumns ?? Resource.Database ?? Resource.LFTag),
  );
  return { ...decision, input: { ...decision.input, PrincipalResourcePermissions: [...own, ...rows] } };
}

interface Answer {
  Failures?: { Error?: { ErrorCode?: string } }[];
}

/** A request of which nothing was done is refused; one done in part is taken. */
function verdictOf({ Failures = [] }: Answer, { request }: Edit): string {
  const asked = ((request['LFTags'] ?? request['Entries']) as unknown[] | undefined)?.length ?? 1;
  if (Failures.length < asked) return 'taken';
  const codes = Failures.map(({ Error: error }) => error?.ErrorCode ?? '');
  return codes.find((code) => code.startsWith('AccessDenied')) ?? codes[0] ?? 'taken';
}

/** Views, links, catalogs of their own, groups and another account's grants, which the plain meshes lack. */
function richCase(seed: number): DecisionCase {
  const input = fc.sample(twoAccountMeshes, { numRuns: 4, seed })[3]!;
  return {
    id: `rich-${String(seed)}`,
    kind: 'evaluate',
    title: '',
    confidence: 'inferred',
    input,
    evaluate: { principals: ACTORS.filter((one) => !one.includes('saml-provider')) },
  };
}

function preview(snapshot: Snapshot, edit: Edit): { code: string; snapshot?: Snapshot; unsure?: boolean } {
  const form = formRefusal(edit);
  if (form) return { code: `${form.code}: ${form.message}` };
  const applied = applyRequest(snapshot, edit);
  return applied.ok
    ? { code: 'taken', snapshot: applied.value.snapshot, unsure: applied.value.warnings.includes(UNSURE) }
    : { code: `${applied.error.code}: ${applied.error.message}` };
}
