import type { RamShare } from '../../../core/model/identity';
import type { Member } from '../../../core/model/snapshot';
import type { CrawlRun } from './run';

/** Names of the shares that Lake Formation makes for grants across accounts. */
const BY_LAKE_FORMATION = /^LakeFormation/i;

/**
 * RAM shares that a member owns (with what and whom) and that it received (RAM names only the share itself). Answers the
 * accounts that share through Lake Formation with this one.
 */
export async function readShares(run: CrawlRun, member: Member): Promise<ReadonlySet<string>> {
  const owners = new Set<string>();
  if (!run.wants('shares')) return owners;
  const shares = new Map<string, RamShare>();
  const list = (resourceOwner: 'SELF' | 'OTHER-ACCOUNTS'): Promise<boolean> =>
    run.read(member, 'shares', () =>
      run.eachPage('ram:GetResourceShares', member, { resourceOwner }, (page) => {
        for (const share of page.resourceShares ?? []) {
          if (!share.resourceShareArn) continue;
          shares.set(share.resourceShareArn, {
            resourceShareArn: share.resourceShareArn,
            ...(share.name ? { name: share.name } : {}),
            ...(share.owningAccountId ? { owningAccountId: share.owningAccountId } : {}),
            ...(share.status ? { status: share.status } : {}),
            ...(share.creationTime ? { creationTime: share.creationTime } : {}),
            resources: [],
            principals: [],
          });
          run.sawAccount(member, share.owningAccountId);
          if (resourceOwner === 'OTHER-ACCOUNTS' && share.owningAccountId && BY_LAKE_FORMATION.test(share.name ?? '')) {
            owners.add(share.owningAccountId);
          }
        }
      }),
    );
  const associations: { share: string; entity: string; side: 'resources' | 'principals' }[] = [];
  const associate = (associationType: 'RESOURCE' | 'PRINCIPAL'): Promise<boolean> =>
    run.read(member, 'shares', () =>
      run.eachPage('ram:GetResourceShareAssociations', member, { associationType }, (page) => {
        for (const { resourceShareArn, associatedEntity, status } of page.resourceShareAssociations ?? []) {
          if (!resourceShareArn || !associatedEntity || status === 'DISASSOCIATED') continue;
          const side = associationType === 'RESOURCE' ? 'resources' : 'principals';
          associations.push({ share: resourceShareArn, entity: associatedEntity, side });
          if (side === 'principals') run.sawAccount(member, associatedEntity);
        }
      }),
    );
  await Promise.all([list('SELF'), list('OTHER-ACCOUNTS'), associate('RESOURCE'), associate('PRINCIPAL')]);
  for (const { share, entity, side } of associations) shares.get(share)?.[side].push(entity);
  if (shares.size > 0) await run.append(member, 'shares', [...shares.values()]);
  return owners;
}
