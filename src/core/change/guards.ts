import { conditionHolds } from '../access/condition';
import { counted } from '../model/counted';
import { isGatePrincipal } from '../model/keys';
import type { DataLakeSettings, LFTagPair } from '../model/lakeformation';
import { recordsOf, type Member, type Snapshot } from '../model/snapshot';
import { blindTo } from './blind';
import type { MembershipRequest, OwnerRequest } from './datazone-people';
import type { PermissionRequest } from './permission-rows';
import type { Edit, Guard, Plan } from './plan-types';

/** Losing this many answers at once is a mass revoke. */
export const MASS_REVOKE = 25;

/** What a person must type before the plan may run, from its edits that are not refused and from what they do to access. */
export function guardsOf(
  edits: readonly { edit: Edit; member: Member; computable: boolean }[],
  snapshot: Snapshot,
  { gained, lost, changed }: Pick<Plan, 'gained' | 'lost' | 'changed'>,
): Guard[] {
  const guards = edits.flatMap(({ edit, member, computable }) => [
    ...(gained.length + lost.length + changed.length > 0 ? gateRemoval(edit, { gained, lost, changed }) : []),
    ...lockOut(edit, member, snapshot),
    ...leaving(edit, member, snapshot),
    ...ownGrants(edit, member, snapshot),
    ...tagInUse(edit, member, snapshot),
    ...notComputable(edit, computable, blindTo(edit, member, snapshot)),
    ...unclearCondition(edit),
  ]);
  const real = lost.filter((row) => row.permission !== 'IAM_DECIDES' && row.permission !== 'DESCRIBE');
  if (real.length >= MASS_REVOKE) {
    const people = new Set(real.map((row) => row.principal)).size;
    guards.push({
      kind: 'mass-revoke',
      text: `${counted(people, 'principal')} ${people === 1 ? 'loses' : 'lose'} ${String(real.length)} permissions.`,
      acknowledge: `${String(real.length)} permissions`,
    });
  }
  return guards;
}

/** Asked only where the plan moves anybody's access: under another row of the gate, removing one does nothing. */
function gateRemoval({ operation, request }: Edit, difference: Pick<Plan, 'gained' | 'lost' | 'changed'>): Guard[] {
  if (operation !== 'RevokePermissions' && operation !== 'BatchRevokePermissions') return [];
  const entries = operation === 'RevokePermissions' ? [request] : ((request['Entries'] ?? []) as unknown[]);
  return (entries as PermissionRequest[])
    .filter((entry) => isGatePrincipal(entry.Principal?.DataLakePrincipalIdentifier ?? ''))
    .map(() => ({
      kind: 'gate-removal' as const,
      text: `Removing IAM_ALLOWED_PRINCIPALS wakes every dormant grant and ends the access of everybody without one: ${reachOf(difference)}.`,
      acknowledge: 'IAM_ALLOWED_PRINCIPALS',
    }));
}

/** `3 principals lose 12 permissions, 1 principal gains 2`. */
function reachOf({ gained, lost, changed }: Pick<Plan, 'gained' | 'lost' | 'changed'>): string {
  const part = (principals: readonly string[], verb: string, one: string, what: string): string[] => {
    const people = new Set(principals).size;
    if (people === 0) return [];
    return [`${counted(people, 'principal')} ${people === 1 ? one : verb} ${counted(principals.length, what)}`];
  };
  return [
    ...part(
      lost.map((row) => row.principal),
      'lose',
      'loses',
      'permission',
    ),
    ...part(
      gained.map((row) => row.principal),
      'gain',
      'gains',
      'permission',
    ),
    ...part(
      changed.map(({ after }) => after.principal),
      'see',
      'sees',
      'other extent',
    ),
  ].join(', ');
}

/** Taking rights from the role that makes the change, which cannot give them back unless it administers the lake. */
function ownGrants({ operation, request }: Edit, { account, callerArn }: Member, snapshot: Snapshot): Guard[] {
  if (operation !== 'RevokePermissions' && operation !== 'BatchRevokePermissions') return [];
  const entries = (operation === 'RevokePermissions' ? [request] : (request['Entries'] ?? [])) as PermissionRequest[];
  const own = entries
    .map((entry) => entry.Principal?.DataLakePrincipalIdentifier ?? '')
    .filter((arn) => isCaller(arn, callerArn));
  const [first] = own;
  if (first === undefined) return [];
  for (const { member, record } of recordsOf(snapshot, 'settings'))
    if (
      member.account === account &&
      (record.DataLakeAdmins ?? []).some((admin) => isCaller(admin.DataLakePrincipalIdentifier, callerArn))
    )
      return [];
  return [
    {
      kind: 'lock-out',
      text: `You take permissions from your own role, which is no data lake administrator of ${account} and cannot give them back to itself.`,
      acknowledge: nameOf(first),
    },
  ];
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

/** Leaving a project, giving up its ownership, or leaving the owners of a unit; the last owner is refused anyway. */
function leaving({ operation, request }: Edit, { callerArn }: Member, snapshot: Snapshot): Guard[] {
  const { projectIdentifier, entityIdentifier, member, owner, designation } = request as MembershipRequest &
    OwnerRequest;
  const isProject = /^(Create|Delete)ProjectMembership$/.test(operation);
  if (!isProject && operation !== 'RemoveEntityOwner') return [];
  const group = isProject ? member?.groupIdentifier : owner?.group?.groupIdentifier;
  if (group !== undefined && (operation !== 'CreateProjectMembership' || designation !== 'PROJECT_OWNER'))
    return leavingGroup(group, placeOf(snapshot, isProject, request), callerArn, snapshot);
  const asked = isProject ? member?.userIdentifier : owner?.user?.userIdentifier;
  if (asked === undefined) return [];
  const profile = [...recordsOf(snapshot, 'dz-profiles')].find(
    ({ record: { id, details } }) => id === asked || details?.iam?.arn === asked || details?.sso?.username === asked,
  )?.record;
  if (!isCaller(asked, callerArn) && !isCaller(profile?.details?.iam?.arn ?? '', callerArn)) return [];
  const id = (isProject ? projectIdentifier : entityIdentifier) ?? '';
  const userId = profile?.id ?? asked;
  const isOwner = [...recordsOf(snapshot, 'dz-memberships')].some(
    ({ record: held }) =>
      held.projectId === id && held.memberDetails.user?.userId === userId && held.designation === 'PROJECT_OWNER',
  );
  if (operation === 'CreateProjectMembership' && (!isOwner || designation === 'PROJECT_OWNER')) return [];
  const { name, place } = placeOf(snapshot, isProject, request);
  const text =
    isProject && !isOwner ? `You remove yourself from ${place}.` : `You remove yourself from the owners of ${place}.`;
  return [{ kind: 'lock-out', text, acknowledge: name }];
}

/** A group that stands for the caller's own role. Who is in an SSO group is not tied to a role, so nothing is said of it. */
function leavingGroup(
  asked: string,
  { name, place }: Place,
  callerArn: string | undefined,
  snapshot: Snapshot,
): Guard[] {
  const group = [...recordsOf(snapshot, 'dz-groups')].find(
    ({ record }) => record.id === asked || record.groupName === asked || record.rolePrincipalArn === asked,
  )?.record;
  if (!isCaller(group?.rolePrincipalArn ?? asked, callerArn)) return [];
  return [
    {
      kind: 'lock-out',
      text: `You remove the group ${group?.groupName ?? asked}, which stands for your own role, from ${place}.`,
      acknowledge: name,
    },
  ];
}

interface Place {
  name: string;
  place: string;
}

/** Where somebody leaves: ids are unique within a domain only. */
function placeOf(snapshot: Snapshot, isProject: boolean, request: MembershipRequest & OwnerRequest): Place {
  const id = (isProject ? request.projectIdentifier : request.entityIdentifier) ?? '';
  const found = [...recordsOf(snapshot, isProject ? 'dz-projects' : 'dz-units')].find(
    ({ record }) => record.id === id && record.domainId === request.domainIdentifier,
  );
  const name = found?.record.name ?? id;
  return { name, place: `${isProject ? 'project' : 'domain unit'} ${name}` };
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
    ...(uses > 0 ? [`on ${counted(uses, 'resource')}`] : []),
    ...(rules > 0 ? [`in ${counted(rules, 'grant or saved expression', 'grants and saved expressions')}`] : []),
  ];
  return [{ kind: 'tag-in-use', text: `LF-Tag ${key} is in use ${places.join(' and ')}.`, acknowledge: key }];
}

function notComputable({ operation }: Edit, computable: boolean, unread: string): Guard[] {
  if (computable && !unread) return [];
  const why = unread ? `: ${unread} could not be read` : '';
  return [
    {
      kind: 'not-computable',
      text: `What ${operation} changes cannot be computed beforehand${why}.`,
      acknowledge: operation,
    },
  ];
}

/** A condition outside the part of Cedar that is evaluated: whom it reaches is not in the difference (G11). */
function unclearCondition({ operation, request }: Edit): Guard[] {
  const entries = [request, ...((request['Entries'] ?? []) as unknown[])] as PermissionRequest[];
  if (!entries.some(({ Condition: held }) => held?.Expression && conditionHolds(held.Expression, {}) === 'unknown'))
    return [];
  return [
    {
      kind: 'not-computable',
      text: `Whom ${operation} reaches cannot be computed beforehand: its condition is more than hasTag, getTag and == of principal tags, joined by && and ||, or is not well formed.`,
      acknowledge: operation,
    },
  ];
}

/** A user is its own ARN; a session tells its role's name and account, not the role's path. */
function isCaller(arn: string, callerArn = ''): boolean {
  const [, account, role] = /:(\d{12}):assumed-role\/([^/]+)\//.exec(callerArn) ?? [];
  return (
    arn === callerArn || (role !== undefined && arn.includes(`:${account ?? ''}:role/`) && arn.endsWith(`/${role}`))
  );
}
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);
