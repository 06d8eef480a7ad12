import { fail, ok, type Result } from '../model/result';
import type { AccessIndex } from './access-index';
import { dataZoneOf, domainKey } from './datazone-index';
import { projectPrincipals } from './project-principals';
import { resolvePrincipal, type Unresolved } from './resolve';

/** Who answers a question about a principal: itself, or those that act for an account, a group or a project. */
export interface PrincipalScope {
  text: string;
  principals: string[];
  /** The text stands for its principals and never acts itself. */
  collective: boolean;
}

/**
 * As `resolvePrincipal`; besides `account:ID`, `group:NAME` and `project:NAME`, and a project's plain name where no
 * principal is called so. Without its prefix an account or a group is itself, and that never acts (G13).
 */
export function principalScope(index: AccessIndex, text: string): Result<PrincipalScope, Unresolved> {
  const wanted = text.trim();
  const [, prefix, name] = /^(account|group|project):(.+)$/i.exec(wanted) ?? [];
  if (prefix !== undefined && name !== undefined) return collective(index, prefix.toLowerCase(), name.trim());
  const found = resolvePrincipal(index, wanted);
  if (found.ok) return ok({ text: found.value, principals: [found.value], collective: false });
  const project = projectScope(index, wanted);
  return project.ok || project.error.code === 'PRINCIPAL_AMBIGUOUS' ? project : found;
}

function collective(index: AccessIndex, prefix: string, name: string): Result<PrincipalScope, Unresolved> {
  const { entries, iamOf, ids } = index.mesh.principals;
  const arns = (numbers: readonly number[] | undefined): string[] => (numbers ?? []).map((id) => entries[id]!.arn);
  if (prefix === 'project') return projectScope(index, name);
  if (prefix === 'account') return ok({ text: `account ${name}`, principals: arns(iamOf.get(name)), collective: true });
  const group = resolvePrincipal(index, name);
  if (!group.ok) return group;
  const members = index.membersOf.get(ids.find(group.value) ?? -1);
  return ok({ text: `group ${name}`, principals: arns(members), collective: true });
}

function projectScope(index: AccessIndex, name: string): Result<PrincipalScope, Unresolved> {
  const dataZone = dataZoneOf(index);
  const found = [...dataZone.projects.values()].filter(
    (project) => project.id === name || project.name.toLowerCase() === name.toLowerCase(),
  );
  const [project] = found;
  if (!project || found.length > 1) {
    return fail({
      code: project ? 'PRINCIPAL_AMBIGUOUS' : 'PRINCIPAL_UNKNOWN',
      message: project ? `${String(found.length)} projects are called ${name}.` : `No project is called ${name}.`,
      wayOut: project ? 'Write the id of one of them.' : 'Check the name, or crawl the DataZone domain that holds it.',
      candidates: found.map(({ id }) => `project:${id}`),
    });
  }
  const principals = projectPrincipals(index, dataZone, domainKey(project.domainId, project.id));
  return ok({ text: `project ${project.name}`, principals, collective: true });
}
