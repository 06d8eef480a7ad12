import type { CheckReport, IamHalf, OracleHalf, PairCheck } from '../../../core/report/check';
import type { PairToCheck } from '../../../core/report/pairs';
import type { PermissionRow } from '../../../core/model/lakeformation';
import type { Member } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import { CallError } from '../../aws/errors';
import { foundTexts, judgePair, predictedTexts, worstFirst } from './judge-pair';

interface Check {
  aws: Pick<Aws, 'call' | 'pages'>;
  /** Members of the snapshot: whose eyes AWS is asked through. */
  members: readonly Member[];
  pairs: readonly PairToCheck[];
  signal: AbortSignal;
  now: () => Date;
}

/**
 * Asks AWS about pairs: ListPermissions with principal and resource in the owner's account, and SimulatePrincipalPolicy in
 * the principal's account. Reads only; the pace is that of every call.
 */
export async function checkWithAws(check: Check): Promise<CheckReport> {
  const pairs = await Promise.all(
    check.pairs.map(async (pair): Promise<PairCheck> => {
      const [lakeFormation, iam] = await Promise.all([askLakeFormation(check, pair), askIam(check, pair)]);
      return judgePair(pair, lakeFormation, iam);
    }),
  );
  return { sentence: sentenceOf(pairs), at: check.now().toISOString(), pairs: worstFirst(pairs) };
}

async function askLakeFormation({ aws, members, signal }: Check, pair: PairToCheck): Promise<OracleHalf> {
  const predicted = predictedTexts(pair);
  const member = members.find((m) => m.account === pair.owner && m.region === pair.region);
  if (!member) return { predicted, found: [], trouble: `No profile reaches account ${pair.owner}, which owns it.` };
  const rows: PermissionRow[] = [];
  try {
    const input = {
      Principal: { DataLakePrincipalIdentifier: pair.principal },
      Resource: pair.ask,
      CatalogId: pair.owner,
    };
    for await (const page of aws.pages('lakeformation:ListPermissions', member, input as never, { signal }))
      rows.push(...((page.PrincipalResourcePermissions ?? []) as PermissionRow[]));
  } catch (error) {
    if (signal.aborted) throw error;
    return { account: pair.owner, predicted, found: [], trouble: reasonOf(error) };
  }
  const found = foundTexts(pair, rows);
  const half = { account: pair.owner, predicted, found };
  return pair.blind === undefined || found.length > 0 ? half : { ...half, blind: pair.blind };
}

/** The rights that IAM must give as well (E4, E6); directory users act through a role that is not known here. */
async function askIam({ aws, members, signal }: Check, pair: PairToCheck): Promise<IamHalf> {
  if (!/^arn:[^:]+:iam::\d{12}:(role|user)\//.test(pair.principal)) return { actions: [] };
  const member =
    members.find((m) => m.account === pair.account && m.region === pair.region) ??
    members.find((m) => m.account === pair.account);
  if (!member) return { actions: [], trouble: `no profile reaches account ${pair.account ?? ''} of the principal.` };
  const actions: IamHalf['actions'] = [];
  try {
    for (const { action, resources } of questionsOf(pair)) {
      const input = { PolicySourceArn: pair.principal, ActionNames: [action], ResourceArns: resources };
      const answer = await aws.call('iam:SimulatePrincipalPolicy', member, input, { signal });
      const decisions = (answer.EvaluationResults ?? []).map((r) => r.EvalDecision ?? 'unknown');
      actions.push({ action, decision: decisions.find((d) => d !== 'allowed') ?? decisions[0] ?? 'unknown' });
    }
  } catch (error) {
    if (signal.aborted) throw error;
    return { account: member.account, actions, trouble: reasonOf(error) };
  }
  return { account: member.account, actions, allowed: actions.every(({ decision }) => decision === 'allowed') };
}

function questionsOf({
  ask,
  partition,
  region,
  owner,
  dataPath,
  path,
  leftToIam,
  predicted,
}: PairToCheck): { action: string; resources: string[] }[] {
  const glue = `arn:${partition}:glue:${region}:${owner}`;
  const database = ask.Table?.DatabaseName ?? ask.Database?.Name ?? '';
  if (!ask.Table)
    return [{ action: 'glue:GetDatabase', resources: [`${glue}:catalog`, `${glue}:database/${database}`] }];
  const table = `${glue}:table/${database}/${ask.Table.Name ?? ''}`;
  const reads = leftToIam || predicted.some(({ permission }) => permission === 'SELECT');
  const questions = [
    { action: 'glue:GetTable', resources: [`${glue}:catalog`, `${glue}:database/${database}`, table] },
  ];
  if (reads && dataPath === 'LF_VENDED') questions.push({ action: 'lakeformation:GetDataAccess', resources: ['*'] });
  if (reads && path !== undefined && (dataPath === 'S3_IAM' || leftToIam))
    questions.push({ action: 's3:GetObject', resources: [`arn:${partition}:s3:::${path}/*`] });
  return questions;
}

const reasonOf = (error: unknown): string => {
  if (error instanceof CallError) return error.trouble.message;
  return error instanceof Error ? error.message : String(error);
};

function sentenceOf(pairs: readonly PairCheck[]): string {
  if (pairs.length === 0) return 'There was nothing that AWS could be asked about.';
  const of = (verdict: PairCheck['verdict']): number => pairs.filter((p) => p.verdict === verdict).length;
  const parts = [
    `AWS agrees on ${String(of('agrees'))} of ${String(pairs.length)} ${pairs.length === 1 ? 'pair' : 'pairs'}`,
  ];
  if (of('differs')) parts.push(`differs on ${String(of('differs'))}`);
  if (of('blind')) parts.push(`is blind to ${String(of('blind'))}`);
  if (of('failed')) parts.push(`could not be asked about ${String(of('failed'))}`);
  const asked = pairs.filter(({ iam }) => iam.allowed !== undefined);
  const denied = asked.filter(({ iam }) => iam.allowed === false).length;
  const iam =
    asked.length === 0
      ? 'IAM was not asked'
      : denied === 0
        ? `IAM allows all ${String(asked.length)} it was asked about`
        : `IAM denies ${String(denied)} of ${String(asked.length)}`;
  const stale = of('differs')
    ? ' What differs may have changed since the mesh was read: read it again, then ask again.'
    : '';
  return `${parts.join(', ')}. ${iam}.${stale}`;
}
