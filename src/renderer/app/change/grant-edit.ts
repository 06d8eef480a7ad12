import type { GrantScope, GrantTarget } from '../../../core/change/grant-scope';
import type { Edit } from '../../../core/change/plan-types';
import { kindOf } from '../../../core/model/mesh/principals';
import type { LFTagPair, Resource } from '../../../core/model/lakeformation';

/** What a person chose in the grant dialog. */
export interface GrantChoice {
  principal: string;
  permissions: readonly string[];
  columns: readonly string[];
  values: readonly string[];
  expression: readonly LFTagPair[];
  isGrantable: boolean;
  condition: string;
}

/** Why a grant cannot carry the grant option; undefined = it can (G8, G11, C2). */
export function optionRefusal(principal: string, scope: GrantScope): string | undefined {
  const kind = kindOf(principal);
  if (kind === 'gate') return 'IAM_ALLOWED_PRINCIPALS cannot pass anything on.';
  if (kind === 'all-iam') return 'What everybody of an account holds cannot be passed on.';
  return scope.noOption;
}

/** The grant as AWS takes it; null while a choice is missing. */
export function grantEdit({ account, region }: GrantTarget, scope: GrantScope, choice: GrantChoice): Edit | null {
  const { principal, permissions, isGrantable, condition } = choice;
  const Resource = completed(scope, choice);
  if (!principal || permissions.length === 0 || !Resource) return null;
  return {
    account,
    region,
    service: 'lakeformation',
    operation: 'GrantPermissions',
    request: {
      Principal: { DataLakePrincipalIdentifier: principal },
      Resource,
      Permissions: [...permissions],
      ...(isGrantable ? { PermissionsWithGrantOption: [...permissions] } : {}),
      ...(condition.trim() ? { Condition: { Expression: condition.trim() } } : {}),
    },
  };
}

function completed(scope: GrantScope, { columns, values, expression }: GrantChoice): Resource | null {
  const { TableWithColumns: split, LFTagPolicy: policy, LFTag: tag } = scope.resource;
  if (scope.columns && split) {
    if (columns.length === 0) return null;
    return scope.columns === 'include'
      ? { TableWithColumns: { ...split, ColumnNames: [...columns] } }
      : { TableWithColumns: { ...split, ColumnWildcard: { ExcludedColumnNames: [...columns] } } };
  }
  if (scope.expression && policy) {
    const isWhole = expression.length > 0 && expression.every(({ TagValues }) => TagValues.length > 0);
    return isWhole ? { LFTagPolicy: { ...policy, Expression: [...expression] } } : null;
  }
  if (scope.values && tag) return values.length > 0 ? { LFTag: { ...tag, TagValues: [...values] } } : null;
  return scope.resource;
}
