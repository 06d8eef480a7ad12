import type { Resource } from '../model/lakeformation';
import { BIT } from '../model/mesh/bits';
import { KIND, ORIGIN } from '../model/mesh/grants';
import { itemsOf } from '../model/mesh/groups';
import { isBelow, s3Path } from '../model/mesh/locations';
import { accountOfCatalog } from '../model/keys';
import { rowMember, rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import { shareHolders } from './share-bound';

/**
 * What a row on a catalog, location or tag may give at most: everything, unless an account wrote it for itself about
 * something of another account, which must have been shared with it (X2). Saved expressions are never shared (X4). A
 * location is judged at the prefix asked about: a wider local grant reaches what was shared of it.
 */
export function passedBy(index: AccessIndex, row: number, prefix?: string): number {
  const { grants } = index.mesh;
  if (grants.origin[row] !== ORIGIN.local) return ~0;
  const { account } = rowMember(index.mesh, row);
  const own = rowRecord(index.mesh, row).Resource;
  let mask = 0;
  for (const holder of shareHolders(index, account)) {
    for (const share of itemsOf(grants.byPrincipal, holder)) {
      if (grants.origin[share] !== ORIGIN.share || grants.kind[share] !== grants.kind[row]) continue;
      const covers =
        grants.kind[row] === KIND.catalog
          ? grants.target[share] === grants.target[row]
          : reaches(rowRecord(index.mesh, share).Resource, own, prefix);
      if (covers) mask |= grants.permissions[share]!;
    }
  }
  if (mask === 0 && !index.readAccounts.has(ownerOf(own, account))) return ~0;
  // Whatever is shared of a catalog implies DESCRIBE on it (G5), as on databases and tables.
  if (mask !== 0 && grants.kind[row] === KIND.catalog) mask |= BIT.DESCRIBE;
  return mask & BIT.ALL ? ~BIT.SUPER_USER : mask;
}

/** S3 ARNs that were shared below the prefix of a local grant, which is bounded to them (X2, D1). */
export function sharedBelow(index: AccessIndex, row: number, prefix: string): string[] {
  const { grants } = index.mesh;
  if (grants.origin[row] !== ORIGIN.local) return [];
  return shareHolders(index, rowMember(index.mesh, row).account).flatMap((holder) =>
    [...itemsOf(grants.byPrincipal, holder)].flatMap((share) => {
      const arn =
        grants.origin[share] === ORIGIN.share
          ? rowRecord(index.mesh, share).Resource.DataLocation?.ResourceArn
          : undefined;
      const path = s3Path(arn);
      return arn !== undefined && path !== undefined && isBelow(path, prefix) ? [arn] : [];
    }),
  );
}

const ownerOf = ({ Catalog, DataLocation, LFTag, LFTagExpression }: Resource, account: string): string =>
  accountOfCatalog(Catalog?.Id ?? (DataLocation ?? LFTag ?? LFTagExpression)?.CatalogId ?? account);

/** Whether a shared location or tag contains another one: the prefix or one above it, the key with these values. */
function reaches(share: Resource, own: Resource, prefix?: string): boolean {
  if (share.DataLocation && own.DataLocation) {
    const below = prefix ?? s3Path(own.DataLocation.ResourceArn);
    const above = s3Path(share.DataLocation.ResourceArn);
    return below !== undefined && above !== undefined && isBelow(below, above);
  }
  if (!share.LFTag || !own.LFTag) return false;
  if (share.LFTag.TagKey.toLowerCase() !== own.LFTag.TagKey.toLowerCase()) return false;
  const values = share.LFTag.TagValues.map((value) => value.toLowerCase());
  return values.includes('*') || own.LFTag.TagValues.every((value) => values.includes(value.toLowerCase()));
}
