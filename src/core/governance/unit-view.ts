import { dzKey, type Sources } from '../graph/sources';
import { principalKey, reachesBelow } from '../model/datazone-policies';
import { UNIT_POLICIES } from '../model/policy-table';
import type { DzDomainUnit, DzRule } from '../model/datazone';
import { viewEntities } from './entity-view';
import { peopleOf, personOfOwner, personOfPolicy } from './people';
import { rulesFor } from './required-forms';
import { scopeWords } from './rule-scope';
import { seatOfAsking, seatOfProject, seatOfUnit, type Seat } from './seat';
import { unitChain } from './unit-tree';
import { demandsOf } from './required-forms';
import type {
  AskTarget,
  EffectiveGrant,
  OwnerLine,
  PolicyHolder,
  ProjectLine,
  RuleLine,
  UnitLine,
  UnitView,
} from './unit-types';

/** Every unit that was read, domain by domain, parents before their children, siblings by name. */
export function listUnits(sources: Sources): UnitLine[] {
  const units = [...sources.units.values()];
  const children = new Map<string, DzDomainUnit[]>();
  for (const unit of units) {
    const isTop = !sources.units.has(dzKey(unit.domainId, unit.parentDomainUnitId ?? ''));
    const key = isTop ? unit.domainId : dzKey(unit.domainId, unit.parentDomainUnitId ?? '');
    children.set(key, [...(children.get(key) ?? []), unit]);
  }
  const count = <T>(list: readonly T[], key: (one: T) => string): Map<string, number> => {
    const counts = new Map<string, number>();
    for (const one of list) counts.set(key(one), (counts.get(key(one)) ?? 0) + 1);
    return counts;
  };
  const grants = count(sources.policies, (g) => dzKey(g.domainId, g.entityIdentifier));
  const rules = count(sources.rules, (r) => dzKey(r.domainId, r.target.domainUnitTarget?.domainUnitId ?? ''));
  const projects = count([...sources.projects.values()], (p) => dzKey(p.domainId, p.domainUnitId ?? ''));
  const lines: UnitLine[] = [];
  const walk = (key: string, depth: number): void => {
    for (const unit of (children.get(key) ?? []).sort((a, b) => a.name.localeCompare(b.name))) {
      const own = dzKey(unit.domainId, unit.id);
      lines.push({
        domainId: unit.domainId,
        domainName: sources.dzDomains.get(unit.domainId)?.name ?? unit.domainId,
        id: unit.id,
        name: unit.name,
        depth,
        grants: grants.get(own) ?? 0,
        rules: rules.get(own) ?? 0,
        projects: projects.get(own) ?? 0,
      });
      walk(own, depth + 1);
    }
  };
  for (const domainId of [...new Set(units.map((unit) => unit.domainId))]) walk(domainId, 0);
  return lines;
}

/** What governs one unit: its own and what comes from above; null = not there. */
export function viewUnit(sources: Sources, domainId: string, unitId: string): UnitView | null {
  const chain = unitChain([...sources.units.values()], domainId, unitId);
  const [unit] = chain;
  if (!unit) return null;
  const grants = effectiveGrants(sources, chain);
  const owners = chain.flatMap((one): OwnerLine[] =>
    (one.owners ?? []).map((owner) => ({
      owner,
      person: personOfOwner(sources, domainId, owner),
      ...(one === unit ? {} : { from: { id: one.id, name: one.name } }),
    })),
  );
  return {
    domainId,
    domainName: sources.dzDomains.get(domainId)?.name ?? domainId,
    id: unit.id,
    name: unit.name,
    ...(unit.description ? { description: unit.description } : {}),
    path: chain.map(({ name }) => name).reverse(),
    ...accountOf(seatOfUnit(sources, domainId, unitId)),
    unread: unreadOf(sources),
    holders: holdersOf(sources, domainId, grants),
    used: usedOf(grants),
    owners,
    rules: rulesOf(sources, chain),
    projects: [...sources.projects.values()]
      .filter((p) => p.domainId === domainId && p.domainUnitId === unitId)
      .sort((a, b) => a.name.localeCompare(b.name))
      .map((p) => projectLine(sources, domainId, p.id, p.name)),
    ...(unit.id === sources.dzDomains.get(domainId)?.rootDomainUnitId
      ? { entities: isRead(sources) ? viewEntities(sources, domainId) : null }
      : {}),
    units: [...sources.units.values()]
      .filter((one) => one.domainId === domainId)
      .map(({ id, name }) => ({ id, name }))
      .sort((a, b) => a.name.localeCompare(b.name)),
    people: peopleOf(sources, domainId),
    assetTypes: assetTypesOf(sources, domainId),
    terms: [...sources.terms.values()].filter((t) => t.domainId === domainId).map(({ id, name }) => ({ id, name })),
  };
}

/** Snapshots of earlier versions have no such layer: that is not the same as holding nothing. */
const isRead = ({ snapshot }: Sources): boolean => snapshot.parts.some(({ layer }) => layer === 'dz-entities');

/** Asset types that the domain lists or that something in it has, as rules name them. */
const assetTypesOf = (sources: Sources, domainId: string): string[] =>
  [
    ...new Set(
      [
        ...[...sources.assets.values()].map((asset) => ({ domainId: asset.domainId, type: asset.typeIdentifier })),
        ...sources.entities.map((e) => ({
          ...e,
          type: e.entityType === 'ASSET_TYPE' ? e.entityIdentifier : undefined,
        })),
      ].flatMap((one) => (one.domainId === domainId && one.type ? [one.type] : [])),
    ),
  ].sort();

/** Own grants, and those of units above that reach below. */
function effectiveGrants(sources: Sources, chain: readonly DzDomainUnit[]): EffectiveGrant[] {
  return chain.flatMap((unit, level) =>
    sources.policies
      .filter((g) => g.domainId === unit.domainId && g.entityType === 'DOMAIN_UNIT' && g.entityIdentifier === unit.id)
      .filter((grant) => level === 0 || reachesBelow(grant))
      .map((grant): EffectiveGrant => ({
        policy: grant.policyType,
        grant,
        ...(level === 0 ? {} : { from: { id: unit.id, name: unit.name } }),
        below: reachesBelow(grant),
        profiles: Object.values(grant.detail).flatMap((member) => member.projectProfiles ?? []),
      })),
  );
}

function holdersOf(sources: Sources, domainId: string, grants: readonly EffectiveGrant[]): PolicyHolder[] {
  const holders = new Map<string, PolicyHolder>();
  for (const one of grants) {
    const key = principalKey(one.grant.principal);
    const person = personOfPolicy(sources, domainId, one.grant.principal);
    const held = holders.get(key) ?? { key, person, grants: [] };
    held.grants.push(one);
    holders.set(key, held);
  }
  return [...holders.values()].sort((a, b) => a.person.name.localeCompare(b.person.name) || (a.key < b.key ? -1 : 1));
}

function usedOf(grants: readonly EffectiveGrant[]): Record<string, number> {
  return Object.fromEntries(
    UNIT_POLICIES.map(({ type }) => [type, grants.filter((g) => g.policy === type && g.from === undefined).length]),
  );
}

/** Those of the unit itself first, then what cascades, the nearest first. */
function rulesOf(sources: Sources, chain: readonly DzDomainUnit[]): RuleLine[] {
  const [unit] = chain;
  if (!unit) return [];
  const rules = rulesFor(sources.rules, chain, unit.domainId, unit.id);
  return chain.flatMap((one) =>
    rules
      .filter((rule) => rule.target.domainUnitTarget?.domainUnitId === one.id)
      .map((rule) => ruleLine(sources, rule, one === unit ? undefined : { id: one.id, name: one.name })),
  );
}

function ruleLine(sources: Sources, rule: DzRule, from: RuleLine['from']): RuleLine {
  const { domainId, detail, scope } = rule;
  const forms = detail?.metadataFormEnforcementDetail?.requiredMetadataForms?.map((f) => f.typeIdentifier);
  const terms = detail?.glossaryTermEnforcementDetail?.requiredGlossaryTermIds?.map(
    (id) => sources.terms.get(dzKey(domainId, id))?.name ?? id,
  );
  const demands = forms ?? terms;
  const words = scopeWords(scope, (id) => sources.projects.get(dzKey(domainId, id))?.name ?? id);
  return { rule, ...(from ? { from } : {}), ...(demands ? { demands } : {}), scope: words };
}

function projectLine(sources: Sources, domainId: string, id: string, name: string): ProjectLine {
  return {
    id,
    name,
    ...accountOf(seatOfProject(sources, domainId, id)),
    members: sources.memberships
      .filter((m) => m.domainId === domainId && m.projectId === id)
      .map((m) => ({
        owner: m.memberDetails,
        person: personOfOwner(sources, domainId, m.memberDetails),
        designation: m.designation,
      }))
      .sort((a, b) => a.person.name.localeCompare(b.person.name)),
  };
}

/** What a person needs to ask for a listing, named by its id or by that of what it publishes; null = not there. */
export function askTarget(sources: Sources, domainId: string, id: string): AskTarget | null {
  const listing =
    sources.listings.get(dzKey(domainId, id)) ??
    [...sources.listings.values()].find((one) => one.domainId === domainId && one.entityId === id);
  if (!listing) return null;
  const { listingId } = listing;
  const projects = [...sources.projects.values()].filter((p) => p.domainId === domainId);
  const demands = demandsOf(listing, sources.rules, [...sources.units.values()], projects);
  const asked = (projectId: string): string | undefined => {
    const isIt = (list: { id: string } | undefined, who: { project?: { id: string } } | undefined): boolean =>
      list?.id === listingId && who?.project?.id === projectId;
    if (
      sources.requests.some(
        (r) =>
          r.domainId === domainId && r.status === 'PENDING' && isIt(r.subscribedListings[0], r.subscribedPrincipals[0]),
      )
    )
      return 'Its request waits for a decision already.';
    return projectId === listing.owningProjectId ? 'It publishes this itself.' : undefined;
  };
  return {
    domainId,
    listingId,
    product: listing.name,
    publisher: sources.projects.get(dzKey(domainId, listing.owningProjectId))?.name ?? listing.owningProjectId,
    projects: projects
      .map(({ id, name }) => {
        const seat = accountOf(seatOfAsking(sources, domainId, id));
        const refusal = asked(id) ?? seat.refusal;
        return { id, name, account: seat.account, ...(refusal === undefined ? {} : { refusal }) };
      })
      .sort(
        (a, b) => Number(a.refusal !== undefined) - Number(b.refusal !== undefined) || a.name.localeCompare(b.name),
      ),
    forms: demands.forms,
    unread: demands.unread,
  };
}

const accountOf = (seat: Seat): { account: string; refusal?: string } =>
  'member' in seat ? { account: seat.member.account } : { account: '', refusal: seat.refusal };

const GOVERNING = new Set([
  'dz-entities',
  'dz-policies',
  'dz-rules',
  'dz-units',
  'dz-memberships',
  'dz-profiles',
  'dz-groups',
]);

const unreadOf = ({ snapshot }: Sources): string[] => [
  ...new Set(snapshot.coverage.filter(({ layer }) => GOVERNING.has(layer)).map(({ reason }) => reason)),
];
