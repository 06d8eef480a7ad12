import type { RuleId } from '../access/rules';
import { fail, ok, type Result } from '../model/result';
import type { Snapshot } from '../model/snapshot';
import { batchPermissions } from './batch';
import * as datazone from './datazone';
import * as asking from './datazone-asking';
import * as grants from './datazone-grants';
import * as people from './datazone-people';
import * as policies from './datazone-policies';
import * as rules from './datazone-rules';
import { Draft } from './draft';
import * as glue from './glue';
import * as governance from './governance';
import { grantPermissions } from './grant';
import * as iam from './iam';
import type { Outcome, ServiceRefusal } from './refusal';
import { revokePermissions } from './revoke';
import { addTags, removeTags } from './tagging';
import * as vocabulary from './tag-vocabulary';

export type { ServiceRefusal } from './refusal';

/** A write in AWS's own request shape. `operation` may carry a service in front: `(iam) CreateRole`. */
export interface ServiceRequest {
  account: string;
  /** Default: the region of the account's first member. */
  region?: string;
  operation: string;
  request: Record<string, unknown>;
}

/** The snapshot after a write, the rules that changed rows rest on, and remarks. */
export interface Applied {
  snapshot: Snapshot;
  rules: RuleId[];
  warnings: string[];
}

/** Requests are parsed where they enter the product; here they are taken in the shape of their operation. */
type Handler = (draft: Draft, request: never) => Outcome;

const HANDLERS: Record<string, Handler> = {
  GrantPermissions: grantPermissions,
  RevokePermissions: revokePermissions,
  BatchGrantPermissions: (draft, request) => batchPermissions('grant', draft, request),
  BatchRevokePermissions: (draft, request) => batchPermissions('revoke', draft, request),
  AddLFTagsToResource: addTags,
  RemoveLFTagsFromResource: removeTags,
  CreateLFTag: vocabulary.createTag,
  UpdateLFTag: vocabulary.updateTag,
  DeleteLFTag: vocabulary.deleteTag,
  CreateLFTagExpression: vocabulary.createExpression,
  UpdateLFTagExpression: vocabulary.updateExpression,
  DeleteLFTagExpression: vocabulary.deleteExpression,
  CreateDataCellsFilter: governance.createFilter,
  UpdateDataCellsFilter: governance.updateFilter,
  DeleteDataCellsFilter: governance.deleteFilter,
  CreateLakeFormationOptIn: governance.createOptIn,
  DeleteLakeFormationOptIn: governance.deleteOptIn,
  PutDataLakeSettings: governance.putSettings,
  RegisterResource: governance.registerResource,
  UpdateResource: governance.updateResource,
  DeregisterResource: governance.deregisterResource,
  CreateRole: (draft, request) => iam.createPrincipal('role', draft, request),
  DeleteRole: (draft, request) => iam.deletePrincipal('role', draft, request),
  TagRole: (draft, request) => iam.tagPrincipal('role', draft, request),
  UntagRole: (draft, request) => iam.tagPrincipal('role', draft, request),
  CreateUser: (draft, request) => iam.createPrincipal('user', draft, request),
  DeleteUser: (draft, request) => iam.deletePrincipal('user', draft, request),
  TagUser: (draft, request) => iam.tagPrincipal('user', draft, request),
  UntagUser: (draft, request) => iam.tagPrincipal('user', draft, request),
  CreateDatabase: glue.createDatabase,
  UpdateDatabase: glue.updateDatabase,
  DeleteDatabase: glue.deleteDatabase,
  CreateTable: glue.createTable,
  UpdateTable: glue.updateTable,
  DeleteTable: glue.deleteTable,
  AcceptSubscriptionRequest: datazone.acceptRequest,
  RejectSubscriptionRequest: datazone.rejectRequest,
  RevokeSubscription: datazone.revokeSubscription,
  CancelSubscription: datazone.cancelSubscription,
  CreateSubscriptionGrant: grants.createGrant,
  DeleteSubscriptionGrant: grants.deleteGrant,
  CreateSubscriptionRequest: asking.createRequest,
  UpdateSubscriptionRequest: asking.updateRequest,
  DeleteSubscriptionRequest: asking.deleteRequest,
  CreateProjectMembership: people.addMember,
  DeleteProjectMembership: people.removeMember,
  AddEntityOwner: people.addOwner,
  RemoveEntityOwner: people.removeOwner,
  AddPolicyGrant: policies.addPolicyGrant,
  RemovePolicyGrant: policies.removePolicyGrant,
  CreateRule: rules.createRule,
  UpdateRule: rules.updateRule,
  DeleteRule: rules.deleteRule,
};

/** Operations that `applyRequest` can predict. */
export const PREDICTABLE: readonly string[] = Object.keys(HANDLERS);

/** What the snapshot would be after a write, or how the service would refuse it. The snapshot itself never changes. */
export function applyRequest(snapshot: Snapshot, request: ServiceRequest): Result<Applied, ServiceRefusal> {
  const operation = request.operation.replace(/^\([^)]*\)\s*/, '');
  const handler = Object.hasOwn(HANDLERS, operation) ? HANDLERS[operation] : undefined;
  if (!handler)
    return fail({ code: 'UnsupportedOperation', message: `The effect of ${operation} cannot be predicted.` });
  const member = snapshot.members.find(
    (m) => m.account === request.account && (request.region ?? m.region) === m.region,
  );
  if (!member)
    return fail({ code: 'UnreadAccount', message: `Account ${request.account} is not part of the snapshot.` });
  const draft = new Draft(snapshot, member);
  const outcome = handler(draft, request.request as never);
  return outcome.ok ? ok({ snapshot: draft.done(), ...outcome.value }) : outcome;
}
