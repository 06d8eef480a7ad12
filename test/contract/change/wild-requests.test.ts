import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionCase } from '../../../src/core/model/case';
import { ACTORS, twoAccountMeshes } from '../../unit/access/support/two-account-mesh';
import { evaluateSnapshot } from '../../../src/core/access/evaluate';
import { applyRequest } from '../../../src/core/change/apply';
import { formRefusal } from '../../../src/core/change/request-form';
import type { Edit } from '../../../src/core/change/plan-types';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
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
    const decision = seed % 2 === 0 ? randomCase(seed) : richCase(seed);
    const { account, region } = decision.input;
    const { principals } = decision.evaluate;
    const admin = decision.input.DataLakeSettings.DataLakeAdmins![0]!.DataLakePrincipalIdentifier;
    await withSandbox(
      { world: worldFromCase(decision), variants: { 'default-catalog-takes-all': 'yes' } },
      async (sandbox) => {
        const client = anyClient('lakeformation', sandbox.client(admin));
        const stateOf = (): Snapshot => {
          const input = { ...decision.input, ...toInput(sandbox.world, account, region) };
          const snapshot = caseToSnapshot({ ...decision, input });
          return { ...snapshot, members: snapshot.members.map((member) => ({ ...member, callerArn: admin })) };
        };
        const differences: unknown[] = [];
        for (const edit of wildRequests(decision.input, principals, seed, EACH)) {
          const before = stateOf();
          const said = await client.send(edit.operation, edit.request).then(
          (answer) => verdictOf(answer as Answer, edit),
          (error: Error) => `${error.name}: ${error.message}`,
        ); // prettier-ignore
          const told = preview(before, edit);
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
        client.destroy();
        expect(differences).toEqual([]);
      },
    );
  },
);

interface Answer {
  Failures?: { Error?: { ErrorCode?: string } }[];
}

/** A request of which nothing was done is refused; one done in part is taken. */
function verdictOf({ Failures = [] }: Answer, { request }: Edit): string {
  const asked = (request['LFTags'] as unknown[] | undefined)?.length ?? 1;
  return Failures.length >= asked ? (Failures[0]?.Error?.ErrorCode ?? 'taken') : 'taken';
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

function preview(snapshot: Snapshot, edit: Edit): { code: string; snapshot?: Snapshot } {
  const form = formRefusal(edit);
  if (form) return { code: `${form.code}: ${form.message}` };
  const applied = applyRequest(snapshot, edit);
  return applied.ok
    ? { code: 'taken', snapshot: applied.value.snapshot }
    : { code: `${applied.error.code}: ${applied.error.message}` };
}
