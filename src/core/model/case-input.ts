import type { CaseInput, DecisionCase } from './case';
import type { PermissionRow } from './lakeformation';
import { isRecord } from './mesh/readable';

type Lists = { [K in keyof CaseInput as CaseInput[K] extends unknown[] ? K : never]: CaseInput[K] };

const LISTS = [
  'ResourceInfoList',
  'LakeFormationOptInsInfoList',
  'PrincipalResourcePermissions',
  'CatalogList',
  'DatabaseList',
  'TableList',
  'LFTags',
  'LFTagExpressions',
  'lfTagAssignments',
  'DataCellsFilters',
] as const satisfies (keyof Lists)[];

const recordOf = (value: unknown): Record<string, unknown> => (isRecord(value) ? value : {});

/**
 * The input of a case with every list and the context present: AWS leaves empty members out, and so may a file, or it
 * writes `null` for them as some languages do.
 */
export function completeInput(given: DecisionCase['input']): CaseInput {
  const input = withoutNulls(given) as Record<string, unknown>;
  const context = recordOf(input['context']);
  const principals = recordOf(context['principals']);
  const lists = LISTS.map((name) => [name, Array.isArray(input[name]) ? input[name] : []] as const);
  return {
    ...input,
    region: typeof input['region'] === 'string' ? input['region'] : 'us-east-1',
    ...Object.fromEntries(lists),
    PrincipalResourcePermissions: (lists[2]![1] as unknown[]).map(withPermissions),
    context: {
      principals: Object.fromEntries(Object.entries(principals).map(([arn, about]) => [arn, aboutPrincipal(about)])),
      accounts: recordOf(context['accounts']),
    },
  } as unknown as CaseInput;
}

function withoutNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutNulls);
  if (!isRecord(value)) return value;
  const members = Object.entries(value).filter(([, member]) => member !== null);
  return Object.fromEntries(members.map(([name, member]) => [name, withoutNulls(member)]));
}

/** A row that only carries the grant option may come without `Permissions`. */
const withPermissions = (row: unknown): PermissionRow =>
  (isRecord(row) && row['Permissions'] === undefined ? { ...row, Permissions: [] } : row) as PermissionRow;

/** Whoever a case names without saying otherwise exists. */
function aboutPrincipal(about: unknown): Record<string, unknown> {
  const { account, groups, exists, ...rest } = recordOf(about);
  return {
    ...rest,
    tags: recordOf(rest['tags']),
    exists: exists !== false,
    groups: Array.isArray(groups) ? groups.filter((group) => typeof group === 'string') : [],
    ...(typeof account === 'string' && { account }),
  };
}
