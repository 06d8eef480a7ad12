import type {
  AssumeRoleRequest,
  AssumeRoleResponse,
  GetCallerIdentityRequest,
  GetCallerIdentityResponse,
} from '@aws-sdk/client-sts';
import { findPrincipal, issueKeys, type Principal } from '../../auth/keys';
import { ServiceError, type Call, type Caller, type Handler, type Service } from '../../service';

const getCallerIdentity: Handler<GetCallerIdentityRequest, GetCallerIdentityResponse> = (_input, { caller }) => ({
  UserId: caller.userId,
  Account: caller.account,
  Arn: caller.arn,
});

const HOUR = 3600;
const CHAINING_LIMIT =
  'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining.';

/** No role of the sandbox raises AWS's default of one hour. */
const MAX_SESSION = 'The requested DurationSeconds exceeds the MaxSessionDuration set for this role.';

/** Without a trust list a role trusts its own account; another account must be named, by id, root ARN or principal. */
function trusts(role: Principal, caller: Caller): boolean {
  if (!role.trust) return role.account.id === caller.account;
  return role.trust.some(
    (one) =>
      one === '*' ||
      one === caller.account ||
      one === caller.principal ||
      one === caller.arn ||
      (one.endsWith(':root') && one.split(':')[4] === caller.account),
  );
}

const assumeRole: Handler<AssumeRoleRequest, AssumeRoleResponse> = (input, call) => {
  const [arn, session] = [input.RoleArn ?? '', input.RoleSessionName ?? ''];
  if (!/^arn:[\w-]+:iam::\d{12}:role\/.+$/.test(arn)) throw new ServiceError('ValidationError', `${arn} is invalid`);
  checkPolicy(input.Policy);
  const chained = call.caller.arn.includes(':assumed-role/');
  const duration = input.DurationSeconds ?? HOUR;
  if (chained && duration > HOUR) throw new ServiceError('ValidationError', CHAINING_LIMIT);
  if (duration > HOUR) throw new ServiceError('ValidationError', MAX_SESSION);
  const role = findPrincipal(call.world, arn);
  if (role?.kind !== 'role' || !trusts(role, call.caller)) throw denied(call, arn);
  const expires = new Date(call.now.getTime() + duration * 1000);
  const key = issueKeys(call.world, arn, { sessionName: session, expires, chained });
  return {
    Credentials: {
      AccessKeyId: key.accessKeyId,
      SecretAccessKey: key.secretAccessKey,
      SessionToken: key.sessionToken,
      Expiration: expires,
    },
    AssumedRoleUser: { AssumedRoleId: key.caller.userId, Arn: key.caller.arn },
    ...(input.SourceIdentity ? { SourceIdentity: input.SourceIdentity } : {}),
  };
};

function checkPolicy(policy: string | undefined): void {
  if (policy === undefined) return;
  try {
    JSON.parse(policy);
  } catch {
    throw new ServiceError('MalformedPolicyDocumentException', 'The policy is not in the valid JSON format.');
  }
}

/** A role that does not exist and one that does not trust the caller look the same. */
const denied = (call: Call, arn: string): ServiceError =>
  new ServiceError(
    'AccessDenied',
    `User: ${call.caller.arn} is not authorized to perform: sts:AssumeRole on resource: ${arn}`,
  );

export const sts: Service = { id: 'sts', handlers: { GetCallerIdentity: getCallerIdentity, AssumeRole: assumeRole } };
