import { personName } from '../change/request-preview-list';
import { dzKey, type Sources } from '../graph/sources';
import { parseArn } from '../model/arn';
import type { DzOwner, DzPolicyPrincipal } from '../model/datazone';
import type { Person } from './unit-types';

const EVERYBODY: Person = { kind: 'everybody', id: '*', name: 'Everybody in the domain' };

export function personOfOwner(sources: Sources, domainId: string, { user, group }: DzOwner): Person {
  return user ? userOf(sources, domainId, user.userId) : groupOf(sources, domainId, group?.groupId ?? '');
}

function userOf(sources: Sources, domainId: string, id: string): Person {
  const { iam, sso } = sources.userProfiles.get(dzKey(domainId, id))?.details ?? {};
  const name = personName(sources, domainId, id) ?? id.split('/').at(-1) ?? id;
  const note = iam?.arn === undefined ? sso?.username : `role in ${parseArn(iam.arn)?.account ?? iam.arn}`;
  return { kind: 'user', id, name, ...(note === undefined || note === name ? {} : { note }) };
}

function groupOf(sources: Sources, domainId: string, id: string): Person {
  return { kind: 'group', id, name: sources.groupProfiles.get(dzKey(domainId, id))?.groupName ?? id };
}

/** Whom a policy grant names, in words. */
export function personOfPolicy(
  sources: Sources,
  domainId: string,
  { user, group, project, domainUnit }: DzPolicyPrincipal,
): Person {
  if (user) return user.userIdentifier === undefined ? EVERYBODY : userOf(sources, domainId, user.userIdentifier);
  if (group) return groupOf(sources, domainId, group.groupIdentifier ?? '');
  const unitName = (id: string | undefined): string => sources.units.get(dzKey(domainId, id ?? ''))?.name ?? id ?? '';
  if (!project)
    return {
      kind: 'everybody',
      id: domainUnit?.domainUnitIdentifier ?? '*',
      name: `Owners of ${domainUnit?.domainUnitIdentifier === undefined ? 'every domain unit' : unitName(domainUnit.domainUnitIdentifier)}`,
    };
  const role = project.projectDesignation.replace('PROJECT_', '').replaceAll('_', ' ').toLowerCase();
  const filter = project.projectGrantFilter?.domainUnitFilter;
  const id = project.projectIdentifier;
  const name =
    id !== undefined
      ? (sources.projects.get(dzKey(domainId, id))?.name ?? id)
      : filter
        ? `Projects in ${unitName(filter.domainUnit)}${filter.includeChildDomainUnits === true ? ' and below' : ''}`
        : 'All projects';
  return { kind: 'project', id: id ?? '*', name, note: `${id === undefined ? 'their' : 'its'} ${role}s` };
}

/** Everybody who can be chosen in a domain, by kind and name. */
export function peopleOf(sources: Sources, domainId: string): Person[] {
  const users = [...sources.userProfiles.values()]
    .filter((p) => p.domainId === domainId)
    .map((p) => userOf(sources, domainId, p.id));
  const groups = [...sources.groupProfiles.values()]
    .filter((g) => g.domainId === domainId)
    .map((g) => groupOf(sources, domainId, g.id));
  const projects = [...sources.projects.values()]
    .filter((p) => p.domainId === domainId)
    .map((p): Person => ({ kind: 'project', id: p.id, name: p.name }));
  return [...users, ...groups, ...projects].sort(
    (a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind) || a.name.localeCompare(b.name),
  );
}

const ORDER = ['group', 'user', 'project', 'everybody'];
