import type { Edit } from '../../../core/change/plan-types';
import type { GrantTarget } from '../../../core/change/grant-scope';
import type { AccountSettings, LakeLocation, LakeOptIn, LakePlace } from '../../../core/lake/views';
import type {
  DataLakePrincipal,
  DataLakeSettings,
  PrincipalPermissions,
  Resource,
} from '../../../core/model/lakeformation';

const lake = ({ account, region }: LakePlace, operation: string, request: Record<string, unknown>): Edit => ({
  account,
  region,
  service: 'lakeformation',
  operation,
  request,
});

/** What a person says about a registered location. */
export interface LocationDraft {
  /** An S3 ARN, or an s3:// address. */
  path: string;
  /** Empty = the service-linked role. */
  role: string;
  isHybrid: boolean;
}

/** The ARN of an S3 address; undefined for anything else. */
export function s3Arn(path: string, partition = 'aws'): string | undefined {
  const bucket = /^(?:arn:[^:]+:s3:::|s3a?:\/\/)([^/\s].*)$/.exec(path.trim());
  return bucket ? (path.trim().startsWith('arn:') ? path.trim() : `arn:${partition}:s3:::${bucket[1]!}`) : undefined;
}

export function registerLocation(place: LakePlace, { path, role, isHybrid }: LocationDraft): Edit[] {
  const ResourceArn = s3Arn(path);
  if (ResourceArn === undefined) return [];
  return [
    lake(place, 'RegisterResource', {
      ResourceArn,
      ...(role.trim() ? { RoleArn: role.trim() } : { UseServiceLinkedRole: true }),
      HybridAccessEnabled: isHybrid,
    }),
  ];
}

/** None where nothing differs. */
export function updateLocation(location: LakeLocation, { role, isHybrid }: LocationDraft): Edit[] {
  const { ResourceArn, RoleArn = '', HybridAccessEnabled = false, WithFederation } = location.record;
  const next = role.trim() || RoleArn;
  if (next === RoleArn && isHybrid === HybridAccessEnabled) return [];
  const federation = WithFederation === undefined ? {} : { WithFederation };
  return [
    lake(location, 'UpdateResource', { ResourceArn, RoleArn: next, HybridAccessEnabled: isHybrid, ...federation }),
  ];
}

export const deregisterLocation = (location: LakeLocation): Edit[] => [
  lake(location, 'DeregisterResource', { ResourceArn: location.record.ResourceArn }),
];

/** Only named catalogs, databases, tables and all tables can be opted in (E2). */
export const optInScopes = ({ scopes }: GrantTarget): { id: string; label: string; resource: Resource }[] =>
  scopes.filter(({ id }) => ['table', 'all-tables', 'database', 'catalog'].includes(id));

export const addOptIn = (place: LakePlace, principal: string, Resource: Resource, condition = ''): Edit[] =>
  principal.trim()
    ? [
        lake(place, 'CreateLakeFormationOptIn', {
          Principal: { DataLakePrincipalIdentifier: principal.trim() },
          Resource,
          ...(condition.trim() ? { Condition: { Expression: condition.trim() } } : {}),
        }),
      ]
    : [];

export const removeOptIn = (optIn: LakeOptIn): Edit[] => [
  lake(optIn, 'DeleteLakeFormationOptIn', {
    Principal: optIn.record.Principal,
    Resource: optIn.record.Resource,
    ...(optIn.record.Condition ? { Condition: optIn.record.Condition } : {}),
  }),
];

/** The whole settings, for AWS replaces them as a whole; none where nothing differs. */
export function putSettings(place: AccountSettings, after: DataLakeSettings): Edit[] {
  return JSON.stringify(after) === JSON.stringify(place.settings)
    ? []
    : [lake(place, 'PutDataLakeSettings', { DataLakeSettings: after })];
}

/** Another edit of the same account's settings: a later one would take back what it changes. */
export const isSettingsOf =
  ({ account, region }: LakePlace) =>
  (edit: Edit): boolean =>
    edit.operation === 'PutDataLakeSettings' && edit.account === account && (edit.region ?? region) === region;

/** Settings with what the basket already changes of them. */
export function pendingSettings(place: AccountSettings, basket: readonly Edit[]): DataLakeSettings {
  const last = basket.filter(isSettingsOf(place)).at(-1);
  return (last?.request['DataLakeSettings'] as DataLakeSettings | undefined) ?? place.settings;
}

export const principalsOf = (list: readonly DataLakePrincipal[] | undefined): string[] =>
  (list ?? []).map((p) => p.DataLakePrincipalIdentifier);

export const asPrincipals = (arns: readonly string[]): DataLakePrincipal[] =>
  arns.map((DataLakePrincipalIdentifier) => ({ DataLakePrincipalIdentifier }));

/** The only defaults that AWS takes: none, or everything left to IAM (E5). */
export const defaultsOf = (isOpen: boolean): PrincipalPermissions[] =>
  isOpen ? [{ Principal: { DataLakePrincipalIdentifier: 'IAM_ALLOWED_PRINCIPALS' }, Permissions: ['ALL'] }] : [];
