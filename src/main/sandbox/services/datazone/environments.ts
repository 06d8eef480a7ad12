import type {
  GetEnvironmentInput,
  GetEnvironmentOutput,
  ListConnectionsInput,
  ListConnectionsOutput,
  ListEnvironmentsInput,
  ListEnvironmentsOutput,
} from '@aws-sdk/client-datazone';
import type { DzEnvironment } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { notFound, notPermitted } from './errors';
import { page } from './pages';
import { dateOf, domainOf, someDate, stampsOf } from './state';
import type { Domain } from './state';
import { projectOf, seesProject } from './visibility';

function summaryOf(domain: Domain, environment: DzEnvironment): NonNullable<ListEnvironmentsOutput['items']>[number] {
  const { createdAt, createdBy, updatedAt } = stampsOf(environment);
  return {
    projectId: environment.projectId,
    id: environment.id,
    domainId: domain.domain.id,
    createdBy: createdBy ?? 'SYSTEM',
    createdAt: someDate(createdAt),
    updatedAt: dateOf(updatedAt),
    name: environment.name,
    description: (environment as { description?: string }).description,
    awsAccountId: environment.awsAccountId,
    awsAccountRegion: environment.awsAccountRegion,
    provider: environment.provider ?? 'Amazon DataZone',
    status: environment.status as GetEnvironmentOutput['status'],
  };
}

/** Environments of one project; the filters narrow by account, region, status, name and provider. */
export function listEnvironments(input: ListEnvironmentsInput, call: Call): ListEnvironmentsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const project = projectOf(call, domain, input.projectIdentifier);
  const blueprint = input.environmentBlueprintIdentifier;
  const fits = (asked: string | undefined, value: string | undefined): boolean =>
    asked === undefined || asked === value;
  const list = domain.environments.filter(
    (e) =>
      e.projectId === project.id &&
      fits(input.awsAccountId, e.awsAccountId) &&
      fits(input.awsAccountRegion, e.awsAccountRegion) &&
      fits(input.status, e.status) &&
      fits(input.name, e.name) &&
      fits(input.provider, e.provider) &&
      fits(blueprint, (e as { environmentBlueprintId?: string }).environmentBlueprintId),
  );
  const { items, token } = page(call, input, list);
  return { items: items.map((environment) => summaryOf(domain, environment)), nextToken: token };
}

/** An environment that exists and whose project the caller sees. */
export function environmentOf(call: Call, domain: Domain, id: string | undefined): DzEnvironment {
  const environment = domain.environments.find((e) => e.id === id);
  if (!environment) throw notFound('Environment', id ?? '');
  if (!seesProject(call, domain, environment.projectId)) throw notPermitted(call);
  return environment;
}

export function getEnvironment(input: GetEnvironmentInput, call: Call): GetEnvironmentOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const environment = environmentOf(call, domain, input.identifier);
  return {
    ...summaryOf(domain, environment),
    provisionedResources: (environment.provisionedResources ?? []).map(({ name, value, type, provider }) => ({
      provider,
      name,
      value,
      type: type ?? 'String',
    })),
    lastDeployment: {
      deploymentId: environment.id,
      deploymentType: 'CREATE',
      deploymentStatus: 'SUCCESSFUL',
      isDeploymentComplete: true,
    },
    environmentBlueprintId: (environment as { environmentBlueprintId?: string }).environmentBlueprintId,
  } as GetEnvironmentOutput;
}

export function listConnections(input: ListConnectionsInput, call: Call): ListConnectionsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  if (input.projectIdentifier !== undefined) projectOf(call, domain, input.projectIdentifier);
  const list = domain.extra.connections.filter(
    (c) =>
      (input.projectIdentifier === undefined || c.projectId === input.projectIdentifier) &&
      (input.environmentIdentifier === undefined || c.environmentId === input.environmentIdentifier) &&
      (input.name === undefined || c.name === input.name) &&
      (input.type === undefined || c.type === input.type) &&
      (input.scope === undefined || c.scope === input.scope) &&
      seesProject(call, domain, c.projectId),
  );
  const { items, token } = page(call, input, list);
  return {
    nextToken: token,
    items: items.map(
      (c) =>
        ({
          ...c,
          domainId: domain.domain.id,
          physicalEndpoints: c.physicalEndpoints ?? [],
        }) as unknown as NonNullable<ListConnectionsOutput['items']>[number],
    ),
  };
}
