import type {
  GetResourceShareAssociationsRequest,
  GetResourceShareAssociationsResponse,
  GetResourceSharesRequest,
  GetResourceSharesResponse,
  ResourceShareAssociation,
} from '@aws-sdk/client-ram';
import type { RamShare } from '../../../../core/model/identity';
import type { Call, Handler, Service } from '../../service';
import { ServiceError } from '../../service';
import { pageOf } from '../../state/paging';
import { reachesAccount, sharesIn } from './shares';

const times = (share: RamShare) =>
  share.creationTime
    ? { creationTime: new Date(share.creationTime), lastUpdatedTime: new Date(share.creationTime) }
    : {};

const paged = <T>(call: Call, input: { nextToken?: string; maxResults?: number }, bind: unknown, list: readonly T[]) =>
  pageOf(
    { call, bind, token: input.nextToken, limit: input.maxResults ?? 50, max: 500, error: 'InvalidNextTokenException' },
    list,
  );

/** GetResourceShares: SELF lists what the account shares, OTHER-ACCOUNTS what reaches it. */
function getResourceShares(input: GetResourceSharesRequest, call: Call): GetResourceSharesResponse {
  const { account } = call.caller;
  const list = sharesIn(call).filter(
    (share) =>
      (input.resourceOwner === 'SELF'
        ? share.owningAccountId === account
        : share.owningAccountId !== account && reachesAccount(share, account)) &&
      (!input.resourceShareArns?.length || input.resourceShareArns.includes(share.resourceShareArn)) &&
      (input.name === undefined || share.name === input.name) &&
      (input.resourceShareStatus === undefined || share.status === input.resourceShareStatus),
  );
  const { nextToken, maxResults, ...bind } = input;
  const page = paged(call, { nextToken, maxResults }, bind, list);
  const resourceShares = page.items.map((share) => ({
    resourceShareArn: share.resourceShareArn,
    name: share.name,
    owningAccountId: share.owningAccountId,
    allowExternalPrincipals: true,
    status: share.status as 'ACTIVE',
    featureSet: 'STANDARD' as const,
    ...times(share),
  }));
  return { resourceShares, nextToken: page.token };
}

function associationsOf(share: RamShare, type: string | undefined, account: string): ResourceShareAssociation[] {
  const entities = type === 'PRINCIPAL' ? share.principals : share.resources;
  return entities.map((associatedEntity) => ({
    resourceShareArn: share.resourceShareArn,
    resourceShareName: share.name,
    associatedEntity,
    associationType: type === 'PRINCIPAL' ? 'PRINCIPAL' : 'RESOURCE',
    status: 'ASSOCIATED',
    external: type === 'PRINCIPAL' && associatedEntity !== account,
    ...times(share),
  }));
}

/** GetResourceShareAssociations: of the account's own shares. */
function getResourceShareAssociations(
  input: GetResourceShareAssociationsRequest,
  call: Call,
): GetResourceShareAssociationsResponse {
  const { associationType, principal, resourceArn } = input;
  if (associationType === 'PRINCIPAL' && resourceArn !== undefined) {
    throw new ServiceError(
      'InvalidParameterException',
      'You cannot specify a resource ARN with the association type PRINCIPAL.',
    );
  }
  if (associationType === 'RESOURCE' && principal !== undefined) {
    throw new ServiceError(
      'InvalidParameterException',
      'You cannot specify a principal with the association type RESOURCE.',
    );
  }
  const list = sharesIn(call)
    .filter((share) => share.owningAccountId === call.caller.account)
    .filter((share) => !input.resourceShareArns?.length || input.resourceShareArns.includes(share.resourceShareArn))
    .flatMap((share) => associationsOf(share, associationType, call.caller.account))
    .filter((a) => [principal, resourceArn].every((wanted) => wanted === undefined || a.associatedEntity === wanted))
    .filter((a) => input.associationStatus === undefined || a.status === input.associationStatus);
  const { nextToken, maxResults, ...bind } = input;
  const page = paged(call, { nextToken, maxResults }, bind, list);
  return { resourceShareAssociations: page.items, nextToken: page.token };
}

/** Resource Access Manager: the shares behind cross-account grants. */
export const ram: Service = {
  id: 'ram',
  handlers: {
    GetResourceShares: getResourceShares,
    GetResourceShareAssociations: getResourceShareAssociations,
  } satisfies Record<string, Handler>,
};
