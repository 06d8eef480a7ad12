import type {
  DescribeLakeFormationIdentityCenterConfigurationRequest,
  DescribeLakeFormationIdentityCenterConfigurationResponse,
} from '@aws-sdk/client-lakeformation';
import type { Call } from '../../service';
import { notFound, requestedCatalog } from './authority';

/** The account's link to the organisation's Identity Center, where there is one. */
export function describeIdentityCenter(
  input: DescribeLakeFormationIdentityCenterConfigurationRequest,
  call: Call,
): DescribeLakeFormationIdentityCenterConfigurationResponse {
  const CatalogId = requestedCatalog(call, input.CatalogId);
  const InstanceArn = call.world.data.identityStore?.instanceArn;
  if (InstanceArn === undefined) throw notFound('Identity Center configuration not found.');
  const instance = InstanceArn.split('/').pop() ?? '';
  return {
    CatalogId,
    InstanceArn,
    ApplicationArn: `arn:${call.world.data.partition}:sso::${CatalogId}:application/${instance}/apl-${CatalogId}0001`,
    ShareRecipients: [],
  };
}
