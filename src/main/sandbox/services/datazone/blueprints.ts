import type {
  ListEnvironmentBlueprintConfigurationsInput,
  ListEnvironmentBlueprintConfigurationsOutput,
  ListEnvironmentBlueprintsInput,
  ListEnvironmentBlueprintsOutput,
  ListEnvironmentProfilesInput,
  ListEnvironmentProfilesOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { page } from './pages';
import { dateOf, domainOf } from './state';
import { seesProject } from './visibility';

const BY = 'Amazon DataZone';

/** Configurations that the caller's account owns (datazone 4.1). */
export function listEnvironmentBlueprintConfigurations(
  input: ListEnvironmentBlueprintConfigurationsInput,
  call: Call,
): ListEnvironmentBlueprintConfigurationsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const list = domain.extra.blueprintConfigurations.filter((c) => c.accountId === call.caller.account);
  const { items, token } = page(call, input, list);
  return {
    nextToken: token,
    items: items.map((c) => ({
      domainId: domain.domain.id,
      environmentBlueprintId: c.environmentBlueprintId,
      provisioningRoleArn: c['provisioningRoleArn'] as string | undefined,
      manageAccessRoleArn: c['manageAccessRoleArn'] as string | undefined,
      enabledRegions: c['enabledRegions'] as string[] | undefined,
      createdAt: dateOf(c.createdAt),
      updatedAt: dateOf(c.updatedAt),
    })),
  };
}

/** The blueprints that some account has configured; all of them are DataZone's own. */
export function listEnvironmentBlueprints(
  input: ListEnvironmentBlueprintsInput,
  call: Call,
): ListEnvironmentBlueprintsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const names = new Map(
    domain.extra.blueprintConfigurations.map((c) => [
      c.environmentBlueprintId,
      typeof c['name'] === 'string' ? c['name'] : c.environmentBlueprintId,
    ]),
  );
  const asked = [...names].filter(
    ([, name]) => input.managed !== false && (input.name === undefined || input.name === name),
  );
  const { items, token } = page(call, input, asked);
  return {
    nextToken: token,
    items: items.map(([id, name]) => ({
      id,
      name,
      provider: BY,
      provisioningProperties: { cloudFormation: { templateUrl: `https://example.com/${id}.json` } },
    })),
  };
}

export function listEnvironmentProfiles(
  input: ListEnvironmentProfilesInput,
  call: Call,
): ListEnvironmentProfilesOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const fits = (asked: string | undefined, value: string | undefined): boolean =>
    asked === undefined || asked === value;
  const list = domain.extra.environmentProfiles.filter(
    (profile) =>
      fits(input.awsAccountId, profile.awsAccountId) &&
      fits(input.awsAccountRegion, profile.awsAccountRegion) &&
      fits(input.environmentBlueprintIdentifier, profile.environmentBlueprintId) &&
      fits(input.projectIdentifier, profile.projectId) &&
      fits(input.name, profile.name) &&
      seesProject(call, domain, profile.projectId),
  );
  const { items, token } = page(call, input, list);
  return {
    nextToken: token,
    items: items.map((profile) => ({
      ...profile,
      domainId: domain.domain.id,
      createdBy: profile.createdBy ?? 'SYSTEM',
      createdAt: dateOf(profile.createdAt),
      updatedAt: dateOf(profile.updatedAt),
    })),
  };
}
