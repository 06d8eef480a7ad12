import type {
  GetProjectInput,
  GetProjectOutput,
  ListProjectMembershipsInput,
  ListProjectMembershipsOutput,
  ListProjectsInput,
  ListProjectsOutput,
  ProjectMember,
  ProjectSummary,
} from '@aws-sdk/client-datazone';
import type { DzProject } from '../../../../core/model/datazone';
import type { Call } from '../../service';
import { page } from './pages';
import { dateOf, domainOf, someDate, stampsOf } from './state';
import { projectOf, seesProject } from './visibility';

const statusOf = (project: DzProject): ProjectSummary['projectStatus'] =>
  (project.projectStatus ?? 'ACTIVE') as ProjectSummary['projectStatus'];

/** Projects the caller is a member of, or whose unit it owns; filters by name, user and group. */
export function listProjects(input: ListProjectsInput, call: Call): ListProjectsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const member = (project: DzProject): boolean =>
    domain.memberships.some(
      (m) =>
        m.projectId === project.id &&
        (input.userIdentifier === undefined || m.memberDetails.user?.userId === input.userIdentifier) &&
        (input.groupIdentifier === undefined || m.memberDetails.group?.groupId === input.groupIdentifier),
    );
  const asked = input.userIdentifier !== undefined || input.groupIdentifier !== undefined;
  const list = domain.projects
    .filter((project) => input.name === undefined || project.name === input.name)
    .filter((project) => !asked || member(project))
    .filter((project) => seesProject(call, domain, project.id));
  const { items, token } = page(call, input, list);
  return {
    nextToken: token,
    items: items.map((project) => ({
      domainId: domain.domain.id,
      id: project.id,
      name: project.name,
      description: project.description,
      projectStatus: statusOf(project),
      createdBy: project.createdBy ?? 'SYSTEM',
      createdAt: someDate(stampsOf(project).createdAt),
      updatedAt: dateOf((project as { lastUpdatedAt?: string }).lastUpdatedAt),
      domainUnitId: project.domainUnitId,
    })),
  };
}

export function getProject(input: GetProjectInput, call: Call): GetProjectOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const project = projectOf(call, domain, input.identifier);
  return {
    domainId: domain.domain.id,
    id: project.id,
    name: project.name,
    description: project.description,
    projectStatus: statusOf(project),
    createdBy: project.createdBy ?? 'SYSTEM',
    createdAt: someDate(stampsOf(project).createdAt),
    lastUpdatedAt: dateOf((project as { lastUpdatedAt?: string }).lastUpdatedAt),
    glossaryTerms: (project as { glossaryTerms?: string[] }).glossaryTerms,
    domainUnitId: project.domainUnitId,
  };
}

export function listProjectMemberships(input: ListProjectMembershipsInput, call: Call): ListProjectMembershipsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const project = projectOf(call, domain, input.projectIdentifier);
  const list = domain.memberships.filter((m) => m.projectId === project.id);
  if (input.sortOrder === 'DESCENDING') list.reverse();
  const { items, token } = page(call, input, list);
  const members = items.map(({ memberDetails, designation }) => ({ memberDetails, designation }) as ProjectMember);
  return { members, nextToken: token };
}
