import type {
  GetSubscriptionTargetInput,
  GetSubscriptionTargetOutput,
  ListSubscriptionTargetsInput,
  ListSubscriptionTargetsOutput,
} from '@aws-sdk/client-datazone';
import type { DzSubscriptionTarget } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { environmentOf } from './environments';
import { notFound } from './errors';
import { page } from './pages';
import { domainOf, someDate, stampsOf } from './state';
import type { Domain } from './state';

function view(domain: Domain, target: DzSubscriptionTarget): GetSubscriptionTargetOutput {
  const { createdAt, createdBy } = stampsOf(target);
  const environment = domain.environments.find((e) => e.id === target.environmentId);
  return {
    id: target.id,
    authorizedPrincipals: target.authorizedPrincipals,
    domainId: domain.domain.id,
    projectId: target.projectId ?? environment?.projectId ?? '',
    environmentId: target.environmentId,
    name: target.name ?? target.type,
    type: target.type,
    createdBy: createdBy ?? 'SYSTEM',
    createdAt: someDate(createdAt),
    manageAccessRole: target.manageAccessRole,
    applicableAssetTypes: target.applicableAssetTypes ?? [],
    subscriptionTargetConfig: target.subscriptionTargetConfig ?? [],
    provider: target.provider ?? 'Amazon DataZone',
    subscriptionGrantCreationMode:
      target.subscriptionGrantCreationMode as GetSubscriptionTargetOutput['subscriptionGrantCreationMode'],
  };
}

export function listSubscriptionTargets(
  input: ListSubscriptionTargetsInput,
  call: Call,
): ListSubscriptionTargetsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const environment = environmentOf(call, domain, input.environmentIdentifier);
  const list = domain.targets.filter((target) => target.environmentId === environment.id);
  if (input.sortOrder === 'DESCENDING') list.reverse();
  const { items, token } = page(call, input, list);
  return { items: items.map((target) => view(domain, target)), nextToken: token };
}

export function getSubscriptionTarget(input: GetSubscriptionTargetInput, call: Call): GetSubscriptionTargetOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const environment = environmentOf(call, domain, input.environmentIdentifier);
  const target = domain.targets.find((t) => t.environmentId === environment.id && t.id === input.identifier);
  if (!target) throw notFound('Subscription target', input.identifier ?? '');
  return view(domain, target);
}
