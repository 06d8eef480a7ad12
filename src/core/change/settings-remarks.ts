import { canonicalText } from '../model/canonical';
import type { DataLakeSettings } from '../model/lakeformation';

/** Members of the settings that move nobody's access to what exists, and what they do (facts 2.4, 2.9, E5). */
const ELSEWHERE: readonly (readonly [readonly (keyof DataLakeSettings)[], string])[] = [
  [
    ['CreateDatabaseDefaultPermissions', 'CreateTableDefaultPermissions'],
    'E5: the default permissions act when a database or table is created; what exists stays as it is.',
  ],
  [
    [
      'AllowExternalDataFiltering',
      'ExternalDataFilteringAllowList',
      'AuthorizedSessionTagValueList',
      'AllowFullTableExternalDataAccess',
    ],
    'External engines: this decides which engines get the data of those who have access, not who has it.',
  ],
];

const VERSION = 'A cross-account version acts on grants that are made from then on; it changes no access that exists.';

/** Why settings that change show no difference in access. */
export function settingsRemarks(before: DataLakeSettings, after: DataLakeSettings): string[] {
  const moved = (member: keyof DataLakeSettings): boolean =>
    canonicalText(before[member] ?? null) !== canonicalText(after[member] ?? null);
  const remarks = ELSEWHERE.flatMap(([members, text]) => (members.some(moved) ? [text] : []));
  const isOther = before.Parameters?.CROSS_ACCOUNT_VERSION !== after.Parameters?.CROSS_ACCOUNT_VERSION;
  return isOther ? [...remarks, VERSION] : remarks;
}
