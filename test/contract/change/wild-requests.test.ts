import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { DecisionCase } from '../../../src/core/model/case';
import { ACTORS, twoAccountMeshes } from '../../unit/access/support/two-account-mesh';
import { evaluateSnapshot } from '../../../src/core/access/evaluate';
import { applyRequest } from '../../../src/core/change/apply';
import { UNSURE } from '../../../src/core/change/caller-rights';
import { ownerOf } from '../../../src/core/change/resource-key';
import { formRefusal } from '../../../src/core/change/request-form';
import type { Edit } from '../../../src/core/change/plan-types';
import { caseToSnapshot } from '../../../src/core/model/case-snapshot';
import type { LFTagPair, PermissionRow, Resource } from '../../../src/core/model/lakeformation';
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
    // Every third mesh is changed by somebody who may pass on some things and not others, others by a consumer's administrator.
    const isConsumers = seed % 6 === 1;
    const caller = isConsumers ? CONSUMER : seed % 3 === 0 ? stewardIn(plain, admin) : admin;
    const decision = isConsumers || caller === admin ? plain : withSteward(plain, caller);
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
        const wild = wildRequests(decision.input, principals, seed, EACH);
        for (const edit of isConsumers ? wild.filter(isAboutOthers).map(asConsumer) : wild) {
          const before = stateOf();
          const said = await clients[edit.service as 'glue'].send(edit.operation, edit.request).then(
          (answer) => answered(answer as Answer, edit),
          (error: Error) => [`${error.name}: ${error.message}`],
        ); // prettier-ignore
          const told = preview(before, edit);
          const pairs = told.parts.map((part, at) => ({ part, said: said.length === 1 ? said[0]! : said[at]! }));
          const open = pairs.filter((one) => isOpen(one.part, one.said, caller !== admin || edit.service === 'glue'));
          const wrong = pairs.filter((one) => !open.includes(one) && codeOf(one.part.code) !== codeOf(one.said));
          if (wrong.length > 0) differences.push({ edit, said, told: told.parts.map((part) => part.code) });
          else if (open.every(({ part }) => part.code !== TAKEN) && told.snapshot) {
            const [predicted, observed] = [told.snapshot, stateOf()].map((one) =>
              evaluateSnapshot(one, principals)
                .access.filter(({ resource }) => ownerOf(resource, account) === account)
                .map(rowKey)
                .sort(),
            ) as [string[], string[]];
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

const TAKEN = 'taken';
const codeOf = (verdict: string): string => verdict.split(':')[0]!;

/** What is not documented: whether somebody may do it, and which of two faults is told first to who may not (facts 5). */
function isOpen({ code, isUnsure }: Part, said: string, isNoAdmin: boolean): boolean {
  if (isUnsure && /^(?:AccessDenied|EntityNotFound)Exception/.test(said)) return true;
  return isNoAdmin && code !== TAKEN && said !== TAKEN && [code, said].some((one) => one.startsWith('AccessDenied'));
}

interface Answer {
  Failures?: {
    RequestEntry?: { Id?: string };
    LFTag?: LFTagPair;
    Error?: { ErrorCode?: string; ErrorMessage?: string };
  }[];
}

/** How the service answered: one verdict, or one for each entry of a batch or each LF-Tag. */
function answered({ Failures = [] }: Answer, { request }: Edit): string[] {
  const said = (failure: (typeof Failures)[number] | undefined): string =>
    failure ? `${failure.Error?.ErrorCode ?? ''}: ${failure.Error?.ErrorMessage ?? ''}` : TAKEN;
  const { Entries, LFTags } = request as { Entries?: { Id: string }[]; LFTags?: LFTagPair[] };
  if (Entries) return Entries.map(({ Id }) => said(Failures.find((one) => one.RequestEntry?.Id === Id)));
  const left = [...Failures];
  return (LFTags ?? [undefined]).map((tag) => {
    const at = left.findIndex(({ LFTag }) => LFTag?.TagKey === tag?.TagKey && `${LFTag?.TagValues}` === `${tag?.TagValues}`); // prettier-ignore
    return said(at < 0 ? undefined : left.splice(at, 1)[0]);
  });
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

interface Part {
  code: string;
  isUnsure: boolean;
}

/** What the preview says of the whole, and of each entry or LF-Tag by itself, one after the other as the service takes them. */
function preview(snapshot: Snapshot, edit: Edit): { parts: Part[]; snapshot?: Snapshot } {
  const form = formRefusal(edit);
  if (form) return { parts: [{ code: `${form.code}: ${form.message}`, isUnsure: false }] };
  const whole = applyRequest(snapshot, edit);
  const { Entries, LFTags } = edit.request as { Entries?: Record<string, unknown>[]; LFTags?: LFTagPair[] };
  const single = edit.operation.replace('Batch', '');
  let state = snapshot;
  const parts = (Entries ?? LFTags?.map((tag) => ({ ...edit.request, LFTags: [tag] })) ?? [edit.request]).map(
    (request): Part => {
      const applied = applyRequest(state, { ...edit, operation: single, request });
      if (!applied.ok) return { code: `${applied.error.code}: ${applied.error.message}`, isUnsure: false };
      state = applied.value.snapshot;
      return { code: TAKEN, isUnsure: applied.value.warnings.includes(UNSURE) };
    },
  );
  expect(whole.ok).toBe(parts.some(({ code }) => code === TAKEN));
  return { parts, ...(whole.ok ? { snapshot: whole.value.snapshot } : {}) };
}

/** The administrator of the account with which the rich meshes share. */
const CONSUMER = 'arn:aws:iam::444455556666:role/QAdmin';

/** What a consumer may do about another account's things; the consumer's own state is not compared. */
const isAboutOthers = ({ operation }: Edit): boolean =>
  /Permissions$|DataCellsFilter|OptIn$|LFTags(?:To|From)/.test(operation);

/** The same request from the consumer's account: objects are named with their owner, which is not the caller's default. */
function asConsumer(edit: Edit): Edit {
  const owned = (value: unknown): unknown => {
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map(owned);
    const members = Object.entries(value).map(([key, member]) => {
      const isOwned = OWNED.includes(key) && !('CatalogId' in (member as object));
      return [key, isOwned ? { CatalogId: edit.account, ...(member as object) } : owned(member)] as const;
    });
    return Object.fromEntries(members);
  };
  return { ...edit, account: '444455556666', request: owned(edit.request) as Record<string, unknown> };
}
const OWNED = ['Table', 'TableWithColumns', 'Database', 'LFTagPolicy', 'LFTag', 'DataLocation', 'LFTagExpression'];
