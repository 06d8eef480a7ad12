import type { EvaluationResult, SimulatePolicyResponse, SimulatePrincipalPolicyRequest } from '@aws-sdk/client-iam';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { pageOf } from '../../state/paging';
import { roleArn, userArn } from '../../state/principals';
import type { RoleData, UserData } from '../../world';
import { callerAccount } from './principals';

/** `glue:Get*` against `glue:GetTable`: case does not matter, `*` any run, `?` one character. */
export function actionMatches(pattern: string, action: string): boolean {
  const source = pattern
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 'i').test(action);
}

/** IAM's answer for one action: deny wins, then allow; without lists everything is allowed. */
export function decisionFor(
  { allow, deny }: Pick<RoleData, 'allow' | 'deny'>,
  action: string,
): 'allowed' | 'explicitDeny' | 'implicitDeny' {
  if (deny?.some((pattern) => actionMatches(pattern, action))) return 'explicitDeny';
  return (allow ?? ['*']).some((pattern) => actionMatches(pattern, action)) ? 'allowed' : 'implicitDeny';
}

function sourceOf(call: Call, arn: string | undefined): RoleData | UserData {
  const { roles, users = [], id } = callerAccount(call);
  const { partition } = call.world.data;
  const found =
    roles.find((role) => roleArn(partition, id, role) === arn) ??
    users.find((user) => userArn(partition, id, user) === arn);
  if (!found) throw new ServiceError('NoSuchEntityException', `The policy source ${arn ?? ''} cannot be found.`);
  return found;
}

/** SimulatePrincipalPolicy: one result per action and resource; rights here do not depend on the resource. */
export function simulatePrincipalPolicy(input: SimulatePrincipalPolicyRequest, call: Call): SimulatePolicyResponse {
  const source = sourceOf(call, input.PolicySourceArn);
  const resources = input.ResourceArns?.length ? input.ResourceArns : ['*'];
  const results = (input.ActionNames ?? []).flatMap((action): EvaluationResult[] =>
    resources.map((resource) => ({
      EvalActionName: action,
      EvalResourceName: resource,
      EvalDecision: decisionFor(source, action),
      MatchedStatements: [],
      MissingContextValues: [],
    })),
  );
  const bind = { source: input.PolicySourceArn, actions: input.ActionNames, resources };
  const paging = { call, bind, token: input.Marker, limit: input.MaxItems ?? 100, max: 1000, error: 'InvalidInput' };
  const page = pageOf(paging, results);
  return { EvaluationResults: page.items, IsTruncated: page.token !== undefined, Marker: page.token };
}
