import { accountOfPrincipal } from '../model/arn';
import { accountOfCatalog, catalogOf, isGatePrincipal } from '../model/keys';
import { recordsOf } from '../model/snapshot';
import { isDeleted, isShareTarget } from './principals';
import { resourceTarget, type ResourceTarget } from './resource-node';
import { rowColumns } from './row-columns';
import type { Sources } from './sources';

/** Why a grant has no effect now, in words; `undefined` where it has. */
export type DormantReason = string | undefined;

export interface GrantStates {
  dormant(principal: string, target: ResourceTarget, listedBy: string): DormantReason;
  /** Does the gate row, here or on the whole database, leave the resource open to IAM? */
  gated(target: ResourceTarget): boolean;
  /** The principal was listed once and is not any more. */
  gone(principal: string): boolean;
}

/**
 * What shadows a grant: the gate row on the same resource for a principal that is not opted in (E1, E2), a share that is
 * missing (X5), a principal that is gone (G14). It answers for the picture only; decisions come from `core/access`.
 */
export function grantStates(sources: Sources): GrantStates {
  const known = cache.get(sources);
  if (known) return known;
  const made = readStates(sources);
  cache.set(sources, made);
  return made;
}

const cache = new WeakMap<Sources, GrantStates>();

function readStates(sources: Sources): GrantStates {
  const gated = new Set<string>();
  const shares = new Set<string>();
  const direct = new Set<string>();
  const producers = new Set<string>();
  const { spots, spot, principals, principal, lister } = rowColumns(sources.rowLists);
  const kinds = principals.map(kindOf);
  const listedBy = sources.rowLists.map(({ member, rows }) => {
    if (rows.length > 0) producers.add(member.account);
    return member.account;
  });
  const locals = listedBy.map(localTo(kinds));
  for (let row = 0; row < spot.length; row++) {
    if (locals[lister[row]!]![principal[row]!] === 1) continue;
    const { gate, share } = kinds[principal[row]!]!;
    const target = spots[spot[row]!];
    if (!target) continue;
    const name = principals[principal[row]!]!;
    const place = target.part === 'all tables' ? `${target.key ?? ''}/*` : (target.key ?? target.id);
    if (gate) gated.add(place);
    else if (share) addShare(shares, name, target, place);
    else direct.add(`${name}|${target.id}`);
  }
  const optedIn = optIns(sources);
  const deleted = new Map<string, boolean>();
  const isGone = (principal: string): boolean => {
    const known = deleted.get(principal);
    if (known !== undefined) return known;
    const is = isDeleted(sources, principal);
    deleted.set(principal, is);
    return is;
  };
  return {
    gated: (target) => placesOf(target).some((place) => gated.has(place)),
    gone: isGone,
    dormant(principal, target, listedBy) {
      if (isGone(principal)) return 'the principal no longer exists';
      if (isGatePrincipal(principal)) return undefined;
      const places = placesOf(target);
      if (places.some((place) => gated.has(place)) && !optedIn(principal, places)) {
        return 'IAM_ALLOWED_PRINCIPALS leaves this open to IAM and the principal is not opted in';
      }
      const owner = accountOfCatalog(target.catalog);
      if (owner === listedBy || !producers.has(owner) || direct.has(`${principal}|${target.id}`)) return undefined;
      return isShared(shares, accountOfPrincipal(principal) ?? listedBy, owner, places)
        ? undefined
        : `${owner} shares this no longer`;
    },
  };
}

interface PrincipalKind {
  gate: boolean;
  share: boolean;
  account: string | undefined;
}

const kindOf = (principal: string): PrincipalKind => ({
  gate: isGatePrincipal(principal),
  share: isShareTarget(principal),
  account: accountOfPrincipal(principal),
});

/** Per account, 1 for the principals whose rows there tell nothing of gates and shares: its own. One array per account. */
function localTo(kinds: readonly PrincipalKind[]): (account: string) => Uint8Array {
  const known = new Map<string, Uint8Array>();
  return (account) => {
    let local = known.get(account);
    if (!local) {
      local = Uint8Array.from(kinds, (kind) => Number(!kind.gate && !kind.share && kind.account === account));
      known.set(account, local);
    }
    return local;
  };
}

function placesOf(target: ResourceTarget): string[] {
  if (target.key === undefined) return [target.id];
  if (target.kind === 'database') return target.part === 'all tables' ? [`${target.key}/*`] : [target.key];
  return [target.key, `${target.key.slice(0, target.key.lastIndexOf('/'))}/*`];
}

function addShare(shares: Set<string>, principal: string, target: ResourceTarget, place: string): void {
  const owner = accountOfCatalog(target.catalog);
  // An organization's members, and what a tag policy reaches, are not known here: either may cover anything of the owner.
  const anything = target.kind === 'tag-policy' || target.kind === 'catalog' || !/^\d{12}$/.test(principal);
  shares.add(anything ? `${/^\d{12}$/.test(principal) ? principal : '*'}|${owner}` : `${principal}|${place}`);
  // A table share makes its database visible (G4), so a local DESCRIBE on that database is no leftover.
  if (target.kind === 'table' && target.key)
    shares.add(`${principal}|${target.key.slice(0, target.key.lastIndexOf('/'))}`);
  if (place.endsWith('/*')) shares.add(`${principal}|${place.slice(0, -2)}`);
}

const isShared = (shares: ReadonlySet<string>, account: string, owner: string, places: readonly string[]): boolean =>
  shares.has(`*|${owner}`) ||
  shares.has(`${account}|${owner}`) ||
  places.some((place) => shares.has(`${account}|${place}`));

function optIns(sources: Sources): (principal: string, places: readonly string[]) => boolean {
  const found = new Set<string>();
  for (const { member, record } of recordsOf(sources.snapshot, 'opt-ins')) {
    const target = resourceTarget(record.Resource, member);
    if (!target) continue;
    const place = target.part === 'all tables' ? `${target.key ?? ''}/*` : (target.key ?? target.id);
    const catalogWide = target.kind === 'catalog' ? `*${catalogOf(target.catalog, member)}` : place;
    found.add(`${record.Principal.DataLakePrincipalIdentifier}|${catalogWide}`);
  }
  return (principal, places) => {
    if (sources.identities.get(principal)?.tags['AmazonDataZoneProject'] !== undefined) return true;
    const account = accountOfPrincipal(principal) ?? '';
    const names = [principal, `${account}:IAMPrincipals`];
    return names.some((name) =>
      places.some((place) => found.has(`${name}|${place}`) || found.has(`${name}|*${place.split('/', 1)[0] ?? ''}`)),
    );
  };
}
