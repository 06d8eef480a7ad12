import type { CoverageGap, Layer, Snapshot } from '../model/snapshot';
import type { LakePlace, LakeView } from './views';

/** Accounts with their regions, each once, by name. */
export function placesOf(snapshot: Pick<Snapshot, 'members'>): LakePlace[] {
  const found = new Map<string, LakePlace>();
  for (const { account, accountName, region } of snapshot.members)
    found.set(`${account}/${region}`, { account, region, ...(accountName === undefined ? {} : { accountName }) });
  return [...found.values()].sort((a, b) => compare(a.accountName ?? a.account, b.accountName ?? b.account));
}

/** One place, also where no member reads it. */
export function placeOf(places: readonly LakePlace[], account: string, region: string): LakePlace {
  return places.find((p) => p.account === account && p.region === region) ?? { account, region };
}

/** What of some layers could not be read. */
export const gapsIn = (snapshot: Pick<Snapshot, 'coverage'>, layers: readonly Layer[]): CoverageGap[] =>
  snapshot.coverage.filter(
    ({ layer, kind }) =>
      (layers as readonly string[]).includes(layer) || (layer === 'account' && kind !== 'unread-account'),
  );

export const lakeView = (snapshot: Snapshot, layers: readonly Layer[]): LakeView => ({
  places: placesOf(snapshot),
  gaps: gapsIn(snapshot, layers),
});

/** By code unit: the same order everywhere. */
export const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
