import { dzKey, type Sources } from '../graph/sources';
import type { DzSubscriptionGrant } from '../model/datazone';
import type { GrantProgress } from './request-preview-types';

/** Known causes of a failed grant with what helps (facts datazone 2.3, 1.6); the service's words are shown beside it. */
const REMEDIES: readonly [RegExp, string][] = [
  [
    /assume the data access role/i,
    'Let the role of the subscription target trust DataZone (its trust policy names datazone.amazonaws.com), then approve a new request or revoke and ask again.',
  ],
  [
    /does not have the necessary permissions|not authorized|insufficient|grantable/i,
    'Give the data access role of the publishing environment DESCRIBE and SELECT with grant option on the table, and DESCRIBE with grant option on its database; then delete the grant and create it again.',
  ],
  [
    /iam_?allowed|hybrid|lake formation managed|not managed/i,
    'Put the table under Lake Formation: revoke IAMAllowedPrincipals on it, or register its location in hybrid mode and opt in.',
  ],
  [/resource link/i, 'Publish the table that the link points to: DataZone does not grant on resource links.'],
  [
    /cross.?region|region/i,
    'DataZone does not share Glue tables across regions: subscribe with an environment in the region of the table.',
  ],
  [
    /not found|does not exist|entitynotfound/i,
    'The table or the consumer database is gone: publish the asset again, or repair the environment, and grant again.',
  ],
];

const FINAL = /^(GRANTED|GRANT_FAILED|REVOKED|REVOKE_FAILED)$/;

/** Grants per asset, failed ones first; the environment and the asset by name. */
export function grantProgress(
  sources: Sources,
  domainId: string,
  grants: readonly DzSubscriptionGrant[],
): GrantProgress[] {
  const rows = grants.flatMap((grant) => {
    const environment = sources.environments.get(dzKey(domainId, grant.environmentId ?? ''));
    const project = sources.projects.get(dzKey(domainId, environment?.projectId ?? ''))?.name;
    const place = [project, environment?.name].filter(Boolean).join(' › ') || (grant.environmentId ?? 'an environment');
    return (grant.assets ?? []).map((asset): GrantProgress => {
      const cause = asset.failureCause?.message;
      const at = asset.grantedTimestamp ?? asset.failureTimestamp ?? grant.updatedAt;
      return {
        id: `${grant.id}/${asset.assetId}`,
        environment: place,
        asset: sources.assets.get(dzKey(domainId, asset.assetId))?.name ?? asset.targetName ?? asset.assetId,
        status: asset.status,
        ...(cause === undefined ? {} : { cause }),
        ...(/FAILED/.test(asset.status) ? { remedy: remedyOf(cause) } : {}),
        ...(at === undefined ? {} : { at }),
      };
    });
  });
  const rank = ({ status }: GrantProgress): number => (/FAILED/.test(status) ? 0 : FINAL.test(status) ? 2 : 1);
  return rows.sort((a, b) => rank(a) - rank(b));
}

export function remedyOf(cause: string | undefined): string {
  const known = REMEDIES.find(([pattern]) => pattern.test(cause ?? ''));
  return (
    known?.[1] ??
    'No retry exists in DataZone: remove the cause, then delete the grant and create it again, or revoke the subscription and let it be requested anew.'
  );
}

/** True once none of the grants will move by itself; an approval without any grant is settled only after a while. */
export const isSettled = (grants: readonly GrantProgress[]): boolean =>
  grants.length > 0 && grants.every(({ status }) => FINAL.test(status));
