import type {
  GetDomainInput,
  GetDomainOutput,
  GetDomainUnitInput,
  GetDomainUnitOutput,
  ListDomainsInput,
  ListDomainsOutput,
  ListDomainUnitsForParentInput,
  ListDomainUnitsForParentOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { notFound } from './errors';
import { page } from './pages';
import { dateOf, domainOf, domainsOf, reachesDomain, someDate, stampsOf } from './state';
import type { Domain } from './state';

const MAX_PAGE = 25;

const arnOf = ({ account, region, domain }: Domain): string =>
  domain.arn ?? `arn:aws:datazone:${region}:${account}:domain/${domain.id}`;

/** Domains of the account and those shared with it (datazone 1.1). */
export function listDomains(input: ListDomainsInput, call: Call): ListDomainsOutput {
  const list = domainsOf(call.world)
    .filter((d) => d.region === call.region && reachesDomain(call, d))
    .filter((d) => input.status === undefined || (d.domain.status ?? 'AVAILABLE') === input.status);
  const { items, token } = page(call, input, list, MAX_PAGE);
  return {
    nextToken: token,
    items: items.map((d) => {
      const { domain } = d;
      return {
        id: domain.id,
        name: domain.name,
        description: domain.description,
        arn: arnOf(d),
        managedAccountId: domain.managedAccountId ?? d.account,
        status: domain.status ?? 'AVAILABLE',
        portalUrl: domain.portalUrl,
        domainVersion: domain.domainVersion,
        createdAt: someDate(stampsOf(domain).createdAt),
        lastUpdatedAt: dateOf((domain as { lastUpdatedAt?: string }).lastUpdatedAt),
      } as NonNullable<ListDomainsOutput['items']>[number];
    }),
  };
}

export function getDomain(input: GetDomainInput, call: Call): GetDomainOutput {
  const d = domainOf(call, input.identifier);
  const { domain } = d;
  const execution = (domain as { domainExecutionRole?: string }).domainExecutionRole;
  return {
    id: domain.id,
    rootDomainUnitId: domain.rootDomainUnitId,
    name: domain.name,
    description: domain.description,
    singleSignOn: domain.singleSignOn as GetDomainOutput['singleSignOn'],
    domainExecutionRole: execution ?? `arn:aws:iam::${d.account}:role/service-role/AmazonDataZoneDomainExecution`,
    arn: arnOf(d),
    status: (domain.status ?? 'AVAILABLE') as GetDomainOutput['status'],
    portalUrl: domain.portalUrl,
    createdAt: someDate(stampsOf(domain).createdAt),
    lastUpdatedAt: dateOf((domain as { lastUpdatedAt?: string }).lastUpdatedAt),
    domainVersion: domain.domainVersion as GetDomainOutput['domainVersion'],
  };
}

/** Direct children only, id and name only (datazone 1.1). */
export function listDomainUnitsForParent(
  input: ListDomainUnitsForParentInput,
  call: Call,
): ListDomainUnitsForParentOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const parent = input.parentDomainUnitIdentifier;
  if (!domain.units.some((unit) => unit.id === parent)) throw notFound('Domain unit', parent ?? '');
  const children = domain.units.filter((unit) => unit.parentDomainUnitId === parent);
  const { items, token } = page(call, input, children, MAX_PAGE);
  return { items: items.map(({ id, name }) => ({ id, name })), nextToken: token };
}

export function getDomainUnit(input: GetDomainUnitInput, call: Call): GetDomainUnitOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const unit = domain.units.find((u) => u.id === input.identifier);
  if (!unit) throw notFound('Domain unit', input.identifier ?? '');
  const { createdAt, createdBy, updatedAt, updatedBy } = stampsOf(unit);
  return {
    id: unit.id,
    domainId: domain.domain.id,
    name: unit.name,
    parentDomainUnitId: unit.parentDomainUnitId,
    description: unit.description,
    owners: (unit.owners ?? []).slice(0, 20) as GetDomainUnitOutput['owners'],
    createdAt: someDate(createdAt),
    lastUpdatedAt: dateOf(updatedAt),
    createdBy,
    lastUpdatedBy: updatedBy,
  };
}
