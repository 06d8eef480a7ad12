import type {
  DzEnvironment,
  DzMembership,
  DzOwner,
  DzProject,
  DzSubscriptionTarget,
} from '../../../core/model/datazone';
import type { DomainSeat } from './datazone';
import { withDomain } from './datazone-records';
import type { CrawlRun } from './run';
import { beside } from './run';

/**
 * Projects, and for each its memberships and environments, and for each of those details and targets. `listed` resolves
 * with the projects; `done` with the members of all of them.
 */
export function readProjects(
  run: CrawlRun,
  seat: DomainSeat,
): { listed: Promise<DzProject[]>; done: Promise<DzOwner[]> } {
  const { id: domainIdentifier, member } = seat;
  const projects: DzProject[] = [];
  const owners: DzOwner[] = [];
  const below: Promise<unknown>[] = [];
  const listed = run
    .read(member, 'dz-projects', () =>
      run.eachPage(
        'datazone:ListProjects',
        member,
        { domainIdentifier },
        async (page) => {
          const records = withDomain<DzProject>(domainIdentifier, page.items);
          projects.push(...records);
          for (const project of records)
            below.push(beside(readMembers(run, seat, project, owners)), beside(readEnvironments(run, seat, project)));
          await run.append(member, 'dz-projects', records);
        },
        'early',
      ),
    )
    .then(() => projects);
  const done = listed.then(async () => {
    await Promise.all(below);
    return owners;
  });
  return { listed: beside(listed), done: beside(done) };
}

async function readMembers(run: CrawlRun, seat: DomainSeat, project: DzProject, owners: DzOwner[]): Promise<void> {
  if (!run.wants('dz-memberships', 'dz-profiles')) return;
  const { id: domainIdentifier, member } = seat;
  await run.read(
    member,
    'dz-memberships',
    () =>
      run.eachPage(
        'datazone:ListProjectMemberships',
        member,
        { domainIdentifier, projectIdentifier: project.id },
        async (page) => {
          const records = (page.members ?? []).map((m): DzMembership => ({
            domainId: domainIdentifier,
            projectId: project.id,
            memberDetails: (m.memberDetails ?? {}) as DzOwner,
            designation: m.designation ?? '',
          }));
          owners.push(...records.map((record) => record.memberDetails));
          await run.append(member, 'dz-memberships', records);
        },
      ),
    project.name,
  );
}

async function readEnvironments(run: CrawlRun, seat: DomainSeat, project: DzProject): Promise<void> {
  if (!run.wants('dz-environments', 'dz-targets')) return;
  const { id: domainIdentifier, member } = seat;
  const below: Promise<unknown>[] = [];
  await run.read(
    member,
    'dz-environments',
    () =>
      run.eachPage('datazone:ListEnvironments', member, { domainIdentifier, projectIdentifier: project.id }, (page) => {
        for (const environment of withDomain<DzEnvironment>(domainIdentifier, page.items)) {
          run.sawAccount(member, environment.awsAccountId);
          below.push(beside(readEnvironment(run, seat, environment)), beside(readTargets(run, seat, environment)));
        }
      }),
    project.name,
  );
  await Promise.all(below);
}

/** GetEnvironment adds the provisioned resources; where it fails, the summary is kept. */
async function readEnvironment(run: CrawlRun, seat: DomainSeat, summary: DzEnvironment): Promise<void> {
  const { id: domainIdentifier, member } = seat;
  const full = await run.fetch(
    member,
    'dz-environments',
    () => run.call('datazone:GetEnvironment', member, { domainIdentifier, identifier: summary.id }),
    summary.name,
  );
  const { provisionedResources } = (full ?? {}) as Partial<DzEnvironment>;
  const status = full?.status ?? summary.status;
  await run.append(member, 'dz-environments', [
    {
      ...summary,
      ...(status ? { status } : {}),
      ...(provisionedResources ? { provisionedResources } : {}),
    },
  ]);
}

async function readTargets(run: CrawlRun, seat: DomainSeat, environment: DzEnvironment): Promise<void> {
  if (!run.wants('dz-targets')) return;
  const { id: domainIdentifier, member } = seat;
  await run.read(
    member,
    'dz-targets',
    () =>
      run.eachPage(
        'datazone:ListSubscriptionTargets',
        member,
        { domainIdentifier, environmentIdentifier: environment.id },
        (page) => run.append(member, 'dz-targets', withDomain<DzSubscriptionTarget>(domainIdentifier, page.items)),
      ),
    environment.name,
  );
}
