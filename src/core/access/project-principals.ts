import type { DzSubscribedPrincipal } from '../model/datazone';
import type { AccessIndex } from './access-index';
import { domainKey, type DataZoneIndex } from './datazone-index';

const isArn = (text: unknown): text is string => typeof text === 'string' && text.startsWith('arn:');

/**
 * Principals that act for a project, which has none of its own: the user roles of its environments, whom its subscription
 * targets authorize, and roles tagged with the project (facts/datazone 1.6). Database roles of Redshift are no principals.
 */
export function projectPrincipals(index: AccessIndex, dataZone: DataZoneIndex, project: string): string[] {
  const id = project.slice(project.indexOf('/') + 1);
  const own = [...dataZone.environments.values()].filter((e) => domainKey(e.domainId, e.projectId) === project);
  const environments = new Set(own.map((e) => domainKey(e.domainId, e.id)));
  const roles = own.flatMap((e) => (e.provisionedResources ?? []).filter(isUserRole).map(({ value }) => value));
  const authorized = dataZone.targets
    .filter((t) => environments.has(domainKey(t.domainId, t.environmentId)))
    .flatMap((t) => t.authorizedPrincipals ?? []);
  const tagged = index.dataZonePrincipals
    .map((n) => index.mesh.principals.entries[n]!)
    .filter((entry) => entry.tags?.['AmazonDataZoneProject'] === id)
    .map((entry) => entry.arn);
  return [...new Set([...roles, ...authorized, ...tagged])].filter(isArn);
}

const isUserRole = (resource: { name?: string; value: string }): boolean => /userRoleArn/i.test(resource.name ?? '');

/** Whom a subscription serves: the project's principals, or the one IAM principal, person or group that subscribed. */
export function subscriberPrincipals(
  index: AccessIndex,
  dataZone: DataZoneIndex,
  domainId: string,
  who: DzSubscribedPrincipal,
): string[] {
  if (who.project) return projectPrincipals(index, dataZone, domainKey(domainId, who.project.id));
  const user = who.user && dataZone.userProfiles.get(domainKey(domainId, who.user.id));
  const group = who.group && dataZone.groupProfiles.get(domainKey(domainId, who.group.id));
  return [who.iam?.principalArn, user?.details?.iam?.arn, group?.rolePrincipalArn].filter(isArn);
}
