import { createHash } from 'node:crypto';
import type { Call } from '../../service';
import type { DataZoneData, World } from '../../world';
import { notFound, notPermitted } from './errors';
import type { Extra, Stamps } from './extra';
import type { StoredRequest } from './subscription-views';

/** One DataZone domain, mutable. `extra` has no absent lists, so that writes can push. */
export interface Domain extends Omit<DataZoneData, 'extra' | 'glossaries'> {
  extra: Required<Extra>;
  glossaries: NonNullable<DataZoneData['glossaries']>;
  /** Answers by client token, so that a repeated call creates nothing (datazone 2.4). */
  tokens: Map<string, unknown>;
  /** Counts what was created, for ids. */
  created: number;
}

function openDomain(data: DataZoneData): Domain {
  const copy = structuredClone(data);
  const extra = (copy.extra ?? {}) as Extra;
  keepApprovedScopes(copy);
  return {
    ...copy,
    glossaries: copy.glossaries ?? [],
    tokens: new Map(),
    created: 0,
    extra: {
      dataSources: extra.dataSources ?? [],
      connections: extra.connections ?? [],
      rules: extra.rules ?? [],
      policyGrants: extra.policyGrants ?? [],
      blueprintConfigurations: extra.blueprintConfigurations ?? [],
      environmentProfiles: extra.environmentProfiles ?? [],
      formTypes: extra.formTypes ?? [],
      assetTypes: extra.assetTypes ?? [],
      lineageNodeTypes: extra.lineageNodeTypes ?? [],
      timeSeries: extra.timeSeries ?? [],
      notifications: extra.notifications ?? [],
      lineage: extra.lineage ?? { events: [] },
    },
  };
}

/** Seed data tells the filters of an approval with its grants alone: they are the approval's, and outlive its grants. */
function keepApprovedScopes({ requests, subscriptions, grants }: DataZoneData): void {
  for (const { id, subscriptionRequestId } of subscriptions) {
    const request: StoredRequest | undefined = requests.find((one) => one.id === subscriptionRequestId);
    if (!request || request.assetScopes) continue;
    request.assetScopes = grants
      .filter((grant) => grant.subscriptionId === id)
      .flatMap((grant) => grant.assets ?? [])
      .flatMap(({ assetId, assetScope }) =>
        assetScope?.filterIds ? [{ assetId, filterIds: assetScope.filterIds }] : [],
      );
  }
}

/** Every DataZone domain of the world. */
export const domainsOf = (world: World): Domain[] =>
  world.part('datazone', () => (world.data.datazone ?? []).map(openDomain));

/** Does the account own the domain, or has its owner shared it with the account through RAM (datazone 1.1)? */
export function reachesDomain(call: Call, domain: Domain): boolean {
  const { account } = call.caller;
  if (domain.account === account) return true;
  const owner = call.world.data.accounts.find((a) => a.id === domain.account);
  return (owner?.shares ?? []).some(
    (share) =>
      share.principals.includes(account) && share.resources.some((arn) => arn.endsWith(`:domain/${domain.domain.id}`)),
  );
}

/** The domain of a request; one in another region does not exist here, one that is not shared is refused. */
export function domainOf(call: Call, identifier: string | undefined): Domain {
  const domain = domainsOf(call.world).find((d) => d.domain.id === identifier && d.region === call.region);
  if (!domain) throw notFound('Domain', identifier ?? '');
  if (!reachesDomain(call, domain)) throw notPermitted(call);
  return domain;
}

/** Stamps of a record whose type does not declare them. */
export const stampsOf = (record: object): Stamps => record as Stamps;

export const dateOf = (iso: string | undefined): Date | undefined => (iso === undefined ? undefined : new Date(iso));

/** For members that AWS always sends: seed data without a date was there from the start. */
export const someDate = (iso: string | undefined): Date => new Date(iso ?? '2024-01-01T00:00:00.000Z');

/** The next id, in AWS's form of fourteen lower-case letters and digits; the same in every run. */
export function nextId(domain: Domain, kind: string): string {
  domain.created++;
  const hash = createHash('sha256').update(`${domain.domain.id}/${kind}/${domain.created}`).digest();
  return Array.from(hash.subarray(0, 14), (byte) => (byte % 36).toString(36)).join('');
}

/** Runs a creating call once per client token and answers the same to a repetition. */
export function once<T>(domain: Domain, call: Call, token: string | undefined, create: () => T): T {
  if (token === undefined) return create();
  const key = `${call.operation} ${call.caller.principal} ${token}`;
  if (!domain.tokens.has(key)) domain.tokens.set(key, create());
  return domain.tokens.get(key) as T;
}
