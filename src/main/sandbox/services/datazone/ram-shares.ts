import { createHash } from 'node:crypto';
import type { Call } from '../../service';
import type { LakeGrant } from './lake-grant';

/**
 * The RAM share that Lake Formation makes behind a named grant to a principal of another account: one for each pair of
 * owner and principal (X-rules of version 2 and later). Returns its ARN.
 */
export function shareOnce(call: Call, grant: LakeGrant, principal: string): string {
  const { partition } = call.world.data;
  const owner = call.world.data.accounts.find((account) => account.id === grant.account);
  const glue = `arn:${partition}:glue:${grant.region}:${grant.account}`;
  const resources = [
    `${glue}:catalog`,
    `${glue}:database/${grant.database}`,
    `${glue}:table/${grant.database}/${grant.table}`,
  ];
  const present = owner?.shares?.find((share) => share.principals.length === 1 && share.principals[0] === principal);
  if (present) {
    present.resources.push(...resources.filter((arn) => !present.resources.includes(arn)));
    return present.resourceShareArn;
  }
  const hash = createHash('sha256').update(`${grant.account}/${principal}`).digest('hex');
  const id = [hash.slice(0, 8), hash.slice(8, 12), hash.slice(12, 16), hash.slice(16, 20), hash.slice(20, 32)].join(
    '-',
  );
  const resourceShareArn = `arn:${partition}:ram:${grant.region}:${grant.account}:resource-share/${id}`;
  if (owner) {
    owner.shares = [
      ...(owner.shares ?? []),
      {
        resourceShareArn,
        name: `LakeFormation-V4-${hash.slice(32, 42).toUpperCase()}`,
        owningAccountId: grant.account,
        status: 'ACTIVE',
        creationTime: call.now.toISOString(),
        resources,
        principals: [principal],
      },
    ];
  }
  return resourceShareArn;
}

/** Takes the table out of the principal's share, and the share away when nothing is granted through it any more. */
export function unshare(
  call: Call,
  grant: LakeGrant,
  principal: string,
  stillGranted: (shareArn: string) => boolean,
): void {
  const owner = call.world.data.accounts.find((account) => account.id === grant.account);
  const share = owner?.shares?.find((one) => one.principals.length === 1 && one.principals[0] === principal);
  if (!owner?.shares || !share) return;
  const gone = `:table/${grant.database}/${grant.table}`;
  share.resources = share.resources.filter((arn) => !arn.endsWith(gone));
  if (!stillGranted(share.resourceShareArn)) owner.shares = owner.shares.filter((one) => one !== share);
}
