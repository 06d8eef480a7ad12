import type {
  CreateLakeFormationOptInRequest,
  DeleteLakeFormationOptInRequest,
  ListLakeFormationOptInsRequest,
  ListLakeFormationOptInsResponse,
} from '@aws-sdk/client-lakeformation';
import type { OptIn, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { withDates } from '../../state/dates';
import { pageOf } from '../../state/paging';
import { actorOf } from '../../state/principals';
import { optInKey, ownerOf, resourceKey, withCatalogId } from '../../state/resource-key';
import { lakeOf } from '../../state/lake';
import { callerLake, denied, invalid, isAdmin, notFound, seesAll } from './authority';
import { requireExisting } from './existence';

/** Opt-ins are visible to (read-only) administrators; anybody else sees their own (facts 1.2). */
export function listLakeFormationOptIns(
  input: ListLakeFormationOptInsRequest,
  call: Call,
): ListLakeFormationOptInsResponse {
  const lake = callerLake(call);
  const all = seesAll(call, lake);
  const principal = input.Principal?.DataLakePrincipalIdentifier;
  const asked = input.Resource ? resourceKey(input.Resource as Resource, lake.account) : undefined;
  const list = [...lake.optIns.values()].filter(
    (optIn) =>
      (all || optIn.Principal.DataLakePrincipalIdentifier === call.caller.principal) &&
      (principal === undefined || optIn.Principal.DataLakePrincipalIdentifier === principal) &&
      (asked === undefined || resourceKey(optIn.Resource, lake.account) === asked),
  );
  const bind = { principal, asked };
  const page = pageOf({ call, bind, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { LakeFormationOptInsInfoList: withDates(page.items), NextToken: page.token };
}

interface OptInRequest {
  Principal: { DataLakePrincipalIdentifier: string };
  Resource: Resource;
  Condition?: { Expression?: string };
}

/** Only named catalogs, databases, tables and all-tables can be opted in, never tag expressions (facts 2.1). */
function prepare(input: CreateLakeFormationOptInRequest | DeleteLakeFormationOptInRequest, call: Call) {
  const Resource = withCatalogId(input.Resource as Resource, call.caller.account);
  const lake = lakeOf(call.world, ownerOf(Resource, call.caller.account), call.region);
  if (!isAdmin(call, lake)) throw denied();
  if (!Resource.Catalog && !Resource.Database && !Resource.Table) {
    throw invalid('Opt-in is supported for catalogs, databases and tables only.');
  }
  const request = { ...input, Resource } as OptInRequest;
  return { lake, request, key: optInKey(request, lake.account) };
}

export function createLakeFormationOptIn(input: CreateLakeFormationOptInRequest, call: Call): object {
  const { lake, request, key } = prepare(input, call);
  requireExisting(call, request.Resource);
  const actor = actorOf(call.world, request.Principal.DataLakePrincipalIdentifier);
  if (!actor.exists || actor.kind === 'gate' || actor.kind === 'invalid') throw invalid('Invalid principal');
  const optIn: OptIn = {
    Resource: request.Resource,
    Principal: request.Principal,
    ...(request.Condition && { Condition: request.Condition }),
    LastModified: call.now.toISOString(),
    LastUpdatedBy: call.caller.principal,
  };
  lake.optIns.set(key, optIn);
  call.world.version += 1;
  return {};
}

export function deleteLakeFormationOptIn(input: DeleteLakeFormationOptInRequest, call: Call): object {
  const { lake, key } = prepare(input, call);
  if (!lake.optIns.delete(key)) throw notFound('Opt-in not found.');
  call.world.version += 1;
  return {};
}
