import type { ResourceInfo } from '../lakeformation';
import type { Member, Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';

/** A registered S3 prefix (rule E6); `path` is `bucket/prefix` without a slash at the end. */
export interface Location {
  account: string;
  path: string;
  record: ResourceInfo;
}

export interface LocationIndex {
  all: Location[];
  /** By path, per region: S3 names are global but a registration acts where it was made. */
  byPath: Map<string, Location[]>;
}

/** `bucket/key` of an S3 ARN or of an s3, s3a or s3n address, without `/` or `/*` at the end; undefined for anything else. */
export function s3Path(text: string | undefined): string | undefined {
  const m = /^(?:arn:[^:]+:s3:::|s3[an]?:\/\/)(.+)$/i.exec(text ?? '');
  return m?.[1]!.replace(/\/+\*?$/, '');
}

/** Whether `path` is `prefix` or below it, on slash boundaries (D1). */
export const isBelow = (path: string, prefix: string): boolean =>
  path === prefix || (path.startsWith(prefix) && path[prefix.length] === '/');

export const readLocations = (snapshot: Snapshot): LocationIndex => indexLocations(recordsOf(snapshot, 'locations'));

export function indexLocations(
  records: Iterable<{ member: Pick<Member, 'account'>; record: ResourceInfo }>,
): LocationIndex {
  const all: Location[] = [];
  const byPath = new Map<string, Location[]>();
  for (const { member, record } of records) {
    const path = s3Path(record.ResourceArn);
    if (path === undefined) continue;
    const location = { account: member.account, path, record };
    all.push(location);
    byPath.set(path, [...(byPath.get(path) ?? []), location]);
  }
  return { all, byPath };
}

/** The longest registered prefix of a location that `account` registered (E6). Case counts, boundaries are slashes. */
export function registrationOf(
  index: LocationIndex,
  location: string | undefined,
  account: string,
): Location | undefined {
  let path = s3Path(location);
  while (path !== undefined && path !== '') {
    const hit = index.byPath.get(path)?.find((l) => l.account === account);
    if (hit) return hit;
    const slash = path.lastIndexOf('/');
    path = slash < 0 ? undefined : path.slice(0, slash).replace(/\/+$/, '');
  }
  return undefined;
}
