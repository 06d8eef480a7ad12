import type { DzDomainUnit } from '../model/datazone';
import { accountOfCatalog } from '../model/keys';
import { addNode, domainOf, type Draft } from './draft';
import { compareText } from './order';
import { DIRECT_DOMAIN_ID, accountDomainId, tagDomainId, unitDomainId } from './ids';
import { dzKey, type Sources } from './sources';

/** The LF-Tag key that says which domain an uncovered table belongs to, where a person names no other. */
export const DOMAIN_TAG_KEY = 'domain';

/** All mesh domains that domain units define, with or without content: units directly under a root unit. */
export function addUnitDomains(draft: Draft): void {
  for (const unit of draft.sources.units.values()) {
    if (topUnitOf(draft.sources, unit.domainId, unit.id) === unit) addUnit(draft, unit);
  }
}

/** The unit under the root that a unit rolls up to; `undefined` for the root itself and for unknown units. */
export function topUnitOf(sources: Sources, dzDomain: string, unitId: string | undefined): DzDomainUnit | undefined {
  let unit = unitId === undefined ? undefined : sources.units.get(dzKey(dzDomain, unitId));
  for (let depth = 0; unit && depth < 20; depth++) {
    if (isRoot(sources, unit)) return undefined;
    const parent: DzDomainUnit | undefined = sources.units.get(dzKey(dzDomain, unit.parentDomainUnitId ?? ''));
    if (!parent || isRoot(sources, parent)) return unit;
    unit = parent;
  }
  return unit;
}

const isRoot = (sources: Sources, unit: DzDomainUnit): boolean =>
  unit.parentDomainUnitId === undefined || sources.dzDomains.get(unit.domainId)?.rootDomainUnitId === unit.id;

const addUnit = (draft: Draft, unit: DzDomainUnit): string =>
  addNode(draft, { id: unitDomainId(unit.domainId, unit.id), kind: 'domain', label: unit.name });

/** The mesh domain that covers a project; `undefined` where it sits on the root unit or was not read. */
export function coveringDomain(draft: Draft, dzDomain: string, projectId: string): string | undefined {
  const project = draft.sources.projects.get(dzKey(dzDomain, projectId));
  const unit = topUnitOf(draft.sources, dzDomain, project?.domainUnitId);
  return unit && addUnit(draft, unit);
}

/** Where projects of no unit go: a domain named after the DataZone domain itself. */
export function rootDomain(draft: Draft, dzDomain: string): string {
  const domain = draft.sources.dzDomains.get(dzDomain);
  return addNode(draft, {
    id: unitDomainId(dzDomain, domain?.rootDomainUnitId ?? 'root'),
    kind: 'domain',
    label: domain?.name ?? dzDomain,
    account: domain?.managedAccountId,
  });
}

/** The domain of something that no unit covers: its LF-Tag, else its account. `key` is a table or database key. */
export function uncoveredDomain(draft: Draft, key: string): string {
  const value = draft.sources.tags.valueOf(key, DOMAIN_TAG_KEY);
  if (value !== undefined) return namedDomain(draft, value);
  return accountDomain(draft, accountOfCatalog(firstSegment(key)));
}

/**
 * A tag value that spells a unit's name, or begins the name of one top unit only (`enterprise` → Enterprise data), means
 * that unit or the one it rolls up to: one business domain is one node.
 */
function namedDomain(draft: Draft, value: string): string {
  const id = tagDomainId(value);
  if (draft.nodes.has(id)) return id;
  const wanted = plainName(value);
  const units = [...draft.sources.units.values()].sort((one, two) => compareText(one.id, two.id));
  const top = (unit: DzDomainUnit): DzDomainUnit | undefined => topUnitOf(draft.sources, unit.domainId, unit.id);
  const exact = units.filter((unit) => plainName(unit.name) === wanted);
  const begun = units.filter(
    (unit) => top(unit) === unit && plainName(unit.name.split(/[\s_-]/, 1)[0] ?? '') === wanted,
  );
  const meant = exact.find((unit) => top(unit) === unit) ?? exact[0] ?? (begun.length === 1 ? begun[0] : undefined);
  const unit = meant && top(meant);
  return unit ? addUnit(draft, unit) : addNode(draft, { id, kind: 'domain', label: value });
}

const plainName = (name: string): string =>
  name.toLowerCase().replaceAll('&', 'n').replace(/\band\b/g, 'n').replace(/[^a-z0-9]/g, ''); // prettier-ignore

export function accountDomain(draft: Draft, account: string): string {
  const known = accountDomainId(account);
  if (draft.nodes.has(known)) return known;
  const member = draft.sources.memberAccounts.get(account);
  const label = `Account ${member?.accountName ?? member?.profile ?? account}`;
  const id = addNode(draft, { id: accountDomainId(account), kind: 'domain', label, account });
  if (!member) {
    const node = draft.nodes.get(id);
    if (node) node.marks = ['This account was not read: no profile of the connection reaches it.'];
  }
  return id;
}

const firstSegment = (key: string): string => (key.includes('/') ? key.slice(0, key.indexOf('/')) : key);

/** Homes of accounts and databases: the domain that more than half of their tables (and environments) belong to. */
export function countHomes(draft: Draft): void {
  const accounts = ballot();
  const databases = ballot();
  for (const node of draft.nodes.values()) {
    if (node.kind !== 'table' || !node.account) continue;
    const domain = domainOf(draft.nodes, node.id);
    accounts.vote(node.account, domain);
    databases.vote(node.id.slice('table:'.length, node.id.lastIndexOf('/')), domain);
  }
  for (const env of draft.sources.environments.values()) {
    accounts.vote(env.awsAccountId, coveringDomain(draft, env.domainId, env.projectId));
  }
  draft.homes = accounts.winners();
  draft.databaseHomes = databases.winners();
}

function ballot(): {
  vote: (of: string | undefined, domain: string | undefined) => void;
  winners: () => Map<string, string>;
} {
  const votes = new Map<string, Map<string, number>>();
  return {
    vote: (of, domain) => {
      if (!of || !domain) return;
      const counts = votes.get(of) ?? new Map<string, number>();
      votes.set(of, counts.set(domain, (counts.get(domain) ?? 0) + 1));
    },
    winners: () => {
      const won = new Map<string, string>();
      for (const [of, counts] of votes) {
        const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
        for (const [domain, n] of counts) if (n * 2 > total) won.set(of, domain);
      }
      return won;
    },
  };
}

/** Home of policies, locations and databases of an account. */
export const homeOf = (draft: Draft, account: string): string =>
  draft.homes.get(account) ?? accountDomain(draft, account);

/** Home of a principal: its account's domain, else the group of direct grants. */
export function homeOfPrincipal(draft: Draft, account: string | undefined): string {
  const home = account === undefined ? undefined : draft.homes.get(account);
  return home ?? addNode(draft, { id: DIRECT_DOMAIN_ID, kind: 'domain', label: 'Direct grants' });
}
