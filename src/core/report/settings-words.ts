import type { DataLakeSettings, PrincipalPermissions } from '../model/lakeformation';

const LISTS = {
  DataLakeAdmins: 'administrator',
  ReadOnlyAdmins: 'read-only administrator',
  ExternalDataFilteringAllowList: 'account whose engines filter',
} as const;
const TEXTS = { TrustedResourceOwners: 'trusted resource owner', AuthorizedSessionTagValueList: 'session tag value' } as const; // prettier-ignore
const DEFAULTS = { CreateDatabaseDefaultPermissions: 'databases', CreateTableDefaultPermissions: 'tables' } as const;
const SWITCHES = {
  AllowExternalDataFiltering: 'filtering by engines of third parties',
  AllowFullTableExternalDataAccess: 'full-table access of engines of third parties',
} as const;

/** What differs between two settings of an account, one phrase each: `add administrator LFAdmin`. */
export function settingsChanges(before: DataLakeSettings, after: DataLakeSettings): string[] {
  const keys = <T extends object>(of: T): (keyof T)[] => Object.keys(of) as (keyof T)[];
  const moved = (word: string, was: readonly string[], is: readonly string[]): string[] => [
    ...is.filter((one) => !was.includes(one)).map((one) => `add ${word} ${short(one)}`),
    ...was.filter((one) => !is.includes(one)).map((one) => `remove ${word} ${short(one)}`),
  ];
  const arns = (list: DataLakeSettings['DataLakeAdmins']): string[] =>
    (list ?? []).map((p) => p.DataLakePrincipalIdentifier);
  return [
    ...keys(LISTS).flatMap((key) => moved(LISTS[key], arns(before[key]), arns(after[key]))),
    ...keys(TEXTS).flatMap((key) => moved(TEXTS[key], before[key] ?? [], after[key] ?? [])),
    ...keys(DEFAULTS).flatMap((key) =>
      isOpen(before[key]) === isOpen(after[key])
        ? []
        : [`${isOpen(after[key]) ? 'leave' : 'no longer leave'} new ${DEFAULTS[key]} to IAM`],
    ),
    ...keys(SWITCHES).flatMap((key) =>
      Boolean(before[key]) === Boolean(after[key]) ? [] : [`${after[key] ? 'allow' : 'forbid'} ${SWITCHES[key]}`],
    ),
    ...parameters(before.Parameters ?? {}, after.Parameters ?? {}),
  ];
}

const isOpen = (defaults: readonly PrincipalPermissions[] | undefined): boolean => (defaults ?? []).length > 0;

const PARAMETERS: Record<string, string> = {
  CROSS_ACCOUNT_VERSION: 'the cross-account version',
  SET_SOURCE_IDENTITY: 'the source identity switch',
};

const parameters = (before: Record<string, string>, after: Record<string, string>): string[] =>
  [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((name) =>
    before[name] === after[name]
      ? []
      : [`set ${PARAMETERS[name] ?? name} from ${before[name] ?? 'its default'} to ${after[name] ?? 'its default'}`],
  );

const short = (principal: string): string => principal.slice(principal.lastIndexOf('/') + 1);
