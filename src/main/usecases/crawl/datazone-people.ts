import type { DzGroupProfile, DzOwner, DzUserProfile } from '../../../core/model/datazone';
import type { DomainSeat } from './datazone';
import { withDomain } from './datazone-records';
import type { CrawlRun } from './run';

/** Profiles that exist in the domain; the directory itself (SSO_USER, SSO_GROUP) is Identity Center's business. */
const USER_TYPES = ['DATAZONE_IAM_USER', 'DATAZONE_SSO_USER'] as const;
const GROUP_TYPES = ['DATAZONE_SSO_GROUP', 'IAM_ROLE_SESSION_GROUP'] as const;

/** User and group profiles, and one by one those users whom members and owners name but the searches did not show. */
export async function readPeople(run: CrawlRun, seat: DomainSeat, named: Promise<readonly DzOwner[]>): Promise<void> {
  const { id: domainIdentifier, member } = seat;
  const known = new Set<string>();
  let complete = true;
  const fresh = <T extends { id: string }>(records: T[]): T[] =>
    records.filter((r) => !known.has(r.id) && known.add(r.id));

  const users = USER_TYPES.map((userType) =>
    run.read(
      member,
      'dz-profiles',
      () =>
        run.eachPage('datazone:SearchUserProfiles', member, { domainIdentifier, userType }, (page) =>
          run.append(
            member,
            'dz-profiles',
            fresh(withDomain<DzUserProfile & { domainId: string }>(domainIdentifier, page.items)),
          ),
        ),
      userType,
    ),
  );
  const groups = GROUP_TYPES.map((groupType) =>
    run.read(
      member,
      'dz-groups',
      () =>
        run.eachPage('datazone:SearchGroupProfiles', member, { domainIdentifier, groupType }, (page) =>
          run.append(
            member,
            'dz-groups',
            fresh(withDomain<DzGroupProfile & { domainId: string }>(domainIdentifier, page.items)),
          ),
        ),
      groupType,
    ),
  );
  if (run.wants('dz-profiles')) complete = (await Promise.all(users)).every(Boolean);
  await Promise.all(groups);
  if (!run.wants('dz-profiles') || !complete) return;
  const missing = new Set((await named).flatMap(({ user }) => (user && !known.has(user.userId) ? [user.userId] : [])));
  await Promise.all(
    [...missing].map((userIdentifier) =>
      run.read(
        member,
        'dz-profiles',
        async () => {
          const profile = await run.call('datazone:GetUserProfile', member, { domainIdentifier, userIdentifier });
          await run.append(
            member,
            'dz-profiles',
            withDomain<DzUserProfile & { domainId: string }>(domainIdentifier, [profile]),
          );
        },
        userIdentifier,
      ),
    ),
  );
}
