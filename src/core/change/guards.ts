import { isGatePrincipal } from '../model/keys';
import type { AccessRow } from '../model/case';
import type { DataLakeSettings, LFTagPair } from '../model/lakeformation';
import { recordsOf, type Member, type Snapshot } from '../model/snapshot';
import type { PermissionRequest } from './permission-rows';
import type { Edit, Guard } from './plan-types';

/** Losing this many answers at once is a mass revoke. */
export const MASS_REVOKE = 25;

/** What a person must type before the plan may run, from the edits and from what they take away. */
export function guardsOf(
  edits: readonly { edit: Edit; member: Member; computable: boolean }[],
  snapshot: Snapshot,
  lost: readonly AccessRow[],
): Guard[] {
  const guards = edits.flatMap(({ edit, member, computable }) => [
    ...gateRemoval(edit),
    ...lockOut(edit, member, snapshot),
    ...tagInUse(edit, member, snapshot),
    ...(computable ? [] : [notComputable(edit)]),
  ]);
  const real = lost.filter((row) => row.permission !== 'IAM_DECIDES' && row.permission !== 'DESCRIBE');
  if (real.length >= MASS_REVOKE) {
    const people = new Set(real.map((row) => row.principal)).size;
    guards.push({
      kind: 'mass-revoke',
      text: `${String(people)} principals lose ${String(real.length)} permissions.`,
      acknowledge: `${String(real.length)} permissions`,
    });
  }
  return guards;
}

function gateRemoval({ operation, request }: Edit): Guard[] {
  if (operation !== 'RevokePermissions' && operation !== 'BatchRevokePermissions') return [];
  const entries = operation === 'RevokePermissions' ? [request] : ((request['Entries'] ?? []) as unknown[]);
  return (entries as PermissionRequest[])
    .filter((entry) => isGatePrincipal(entry.Principal?.DataLakePrincipalIdentifier ?? ''))
    .map(() => ({
      kind: 'gate-removal' as const,
      text: 'Removing IAM_ALLOWED_PRINCIPALS wakes every dormant grant and ends the access of everybody without one.',
      acknowledge: 'IAM_ALLOWED_PRINCIPALS',
    }));
}

function lockOut({ operation, request }: Edit, member: Member, snapshot: Snapshot): Guard[] {
  if (operation !== 'PutDataLakeSettings') return [];
  const after = ((request['DataLakeSettings'] as DataLakeSettings | undefined)?.DataLakeAdmins ?? []).map(
    (p) => p.DataLakePrincipalIdentifier,
  );
  const before = [...recordsOf(snapshot, 'settings')]
    .filter((s) => s.member.account === member.account)
    .flatMap(({ record }) => (record.DataLakeAdmins ?? []).map((p) => p.DataLakePrincipalIdentifier));
  if (after.length === 0 && before.length > 0) {
    return [
      {
        kind: 'lock-out',
        text: `Account ${member.account} keeps no data lake administrator.`,
        acknowledge: member.account,
      },
    ];
  }
  const gone = before.filter((arn) => !after.includes(arn));
  const own = gone.find((arn) => isCaller(arn, member.callerArn));
  return own
    ? [
        {
          kind: 'lock-out',
          text: `You remove yourself from the administrators of ${member.account}.`,
          acknowledge: nameOf(own),
        },
      ]
    : [];
}

function tagInUse({ operation, request }: Edit, member: Member, snapshot: Snapshot): Guard[] {
  const key = typeof request['TagKey'] === 'string' ? request['TagKey'].toLowerCase() : '';
  const values = (request['TagValuesToDelete'] as string[] | undefined)?.map((v) => v.toLowerCase());
  if (operation !== 'DeleteLFTag' && !(operation === 'UpdateLFTag' && values?.length)) return [];
  const hit = (pair: LFTagPair): boolean =>
    pair.TagKey.toLowerCase() === key && (!values || pair.TagValues.some((v) => values.includes(v.toLowerCase())));
  let uses = 0;
  for (const { member: lister, record } of recordsOf(snapshot, 'tag-assignments')) {
    if (lister.account !== member.account) continue;
    const all = [
      ...(record.LFTagOnDatabase ?? []),
      ...(record.LFTagsOnTable ?? []),
      ...(record.LFTagsOnColumns ?? []).flatMap((c) => c.LFTags),
    ];
    if (all.some(hit)) uses++;
  }
  let rules = 0;
  for (const { member: lister, record } of recordsOf(snapshot, 'permissions'))
    if (lister.account === member.account && record.Resource.LFTagPolicy?.Expression?.some(hit)) rules++;
  for (const { member: lister, record } of recordsOf(snapshot, 'tag-expressions'))
    if (lister.account === member.account && record.Expression.some(hit)) rules++;
  if (uses + rules === 0) return [];
  const places = [
    ...(uses > 0 ? [`on ${String(uses)} resources`] : []),
    ...(rules > 0 ? [`in ${String(rules)} grants and saved expressions`] : []),
  ];
  return [{ kind: 'tag-in-use', text: `LF-Tag ${key} is in use ${places.join(' and ')}.`, acknowledge: key }];
}

const notComputable = (edit: Edit): Guard => ({
  kind: 'not-computable',
  text: `What ${edit.operation} changes cannot be computed beforehand.`,
  acknowledge: edit.operation,
});

/** A user is its own ARN; a session tells its role's name and account, not the role's path. */
function isCaller(arn: string, callerArn = ''): boolean {
  const [, account, role] = /:(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn) ?? [];
  return (
    arn === callerArn || (role !== undefined && arn.includes(`:${account ?? ''}:role/`) && arn.endsWith(`/${role}`))
  );
}
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
