import type {
  DeregisterResourceRequest,
  DescribeResourceRequest,
  DescribeResourceResponse,
  FilterCondition,
  ListResourcesRequest,
  ListResourcesResponse,
  RegisterResourceRequest,
  UpdateResourceRequest,
} from '@aws-sdk/client-lakeformation';
import type { ResourceInfo } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';
import { ServiceError } from '../../service';
import { withDates } from '../../state/dates';
import { pageOf } from '../../state/paging';
import { trimLocation } from '../../state/resource-key';
import { callerLake, denied, invalid, isAdmin, notFound } from './authority';

const fieldOf = (info: ResourceInfo, field: string | undefined): string =>
  (field === 'ROLE_ARN' ? info.RoleArn : field === 'LAST_MODIFIED' ? info.LastModified : info.ResourceArn) ?? '';

function fits(info: ResourceInfo, condition: FilterCondition): boolean {
  const value = fieldOf(info, condition.Field);
  const [first = '', second = ''] = condition.StringValueList ?? [];
  switch (condition.ComparisonOperator) {
    case 'NE':
      return value !== first;
    case 'CONTAINS':
      return value.includes(first);
    case 'NOT_CONTAINS':
      return !value.includes(first);
    case 'BEGINS_WITH':
      return value.startsWith(first);
    case 'IN':
      return condition.StringValueList?.includes(value) ?? false;
    case 'BETWEEN':
      return value >= first && value <= second;
    case 'LE':
      return value <= first;
    case 'LT':
      return value < first;
    case 'GE':
      return value >= first;
    case 'GT':
      return value > first;
    default:
      return value === first;
  }
}

export function listResources(input: ListResourcesRequest, call: Call): ListResourcesResponse {
  const conditions = input.FilterConditionList ?? [];
  const list = [...callerLake(call).locations.values()].filter((info) => conditions.every((c) => fits(info, c)));
  const page = pageOf({ call, bind: conditions, token: input.NextToken, limit: input.MaxResults, max: 1000 }, list);
  return { ResourceInfoList: withDates(page.items), NextToken: page.token };
}

function locationOf(call: Call, arn: string | undefined): ResourceInfo {
  const found = callerLake(call).locations.get(trimLocation(arn ?? ''));
  if (!found) throw notFound('Entity not found');
  return found;
}

export const describeResource = (input: DescribeResourceRequest, call: Call): DescribeResourceResponse => ({
  ResourceInfo: withDates(locationOf(call, input.ResourceArn)),
});

/** Registering needs IAM rights and, in this sandbox, an administrator (I1: not S3 registration without IAM). */
export function registerResource(input: RegisterResourceRequest, call: Call): object {
  const lake = callerLake(call);
  if (!isAdmin(call, lake)) throw denied();
  const arn = input.ResourceArn ?? '';
  if (!/^arn:[^:]+:s3:::./.test(arn) && !input.WithFederation) throw invalid('Invalid S3 resource ARN.');
  if (!input.RoleArn && !input.UseServiceLinkedRole)
    throw invalid('Must specify either RoleArn or UseServiceLinkedRole.');
  if (lake.locations.has(trimLocation(arn))) {
    throw new ServiceError('AlreadyExistsException', `Resource is already registered: ${arn}`);
  }
  const serviceRole = `arn:${lake.partition}:iam::${lake.account}:role/aws-service-role/lakeformation.amazonaws.com/AWSServiceRoleForLakeFormationDataAccess`;
  lake.locations.set(trimLocation(arn), {
    ResourceArn: arn,
    RoleArn: input.RoleArn ?? serviceRole,
    LastModified: call.now.toISOString(),
    WithFederation: input.WithFederation ?? false,
    HybridAccessEnabled: input.HybridAccessEnabled ?? false,
    WithPrivilegedAccess: input.WithPrivilegedAccess ?? false,
    VerificationStatus: 'NOT_VERIFIED',
    ...(input.ExpectedResourceOwnerAccount && { ExpectedResourceOwnerAccount: input.ExpectedResourceOwnerAccount }),
  });
  call.world.version += 1;
  return {};
}

export function updateResource(input: UpdateResourceRequest, call: Call): object {
  const lake = callerLake(call);
  if (!isAdmin(call, lake)) throw denied();
  const found = locationOf(call, input.ResourceArn);
  lake.locations.set(trimLocation(found.ResourceArn), {
    ...found,
    RoleArn: input.RoleArn ?? found.RoleArn,
    LastModified: call.now.toISOString(),
    WithFederation: input.WithFederation ?? found.WithFederation,
    HybridAccessEnabled: input.HybridAccessEnabled ?? found.HybridAccessEnabled,
  });
  call.world.version += 1;
  return {};
}

export function deregisterResource(input: DeregisterResourceRequest, call: Call): object {
  const lake = callerLake(call);
  if (!isAdmin(call, lake)) throw denied();
  const found = locationOf(call, input.ResourceArn);
  lake.locations.delete(trimLocation(found.ResourceArn));
  call.world.version += 1;
  return {};
}
