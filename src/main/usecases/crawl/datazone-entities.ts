import type { DzPolicyEntity } from '../../../core/model/datazone';
import { policiesOf } from '../../../core/model/policy-table';
import type { Member } from '../../../core/model/snapshot';
import type { DomainSeat } from './datazone';
import { readPolicy } from './datazone-policies';
import type { CrawlRun } from './run';

type Seat = Pick<DomainSeat, 'id' | 'member'>;

/**
 * What besides units carries policies, each with its grants: blueprint configurations, which every account lists for itself,
 * environment profiles and asset types. `members` see the domain.
 */
export async function readEntities(run: CrawlRun, seat: Seat, members: readonly Member[]): Promise<void> {
  if (!run.wants('dz-entities', 'dz-policies')) return;
  if (run.units && !run.wants('dz-entities')) {
    const asked = run.units.flatMap(({ domainId, unitId: entityIdentifier, entityType }) =>
      domainId === seat.id && entityType ? [{ domainId, entityType, entityIdentifier, name: entityIdentifier }] : [],
    );
    await Promise.all(asked.map((entity) => readGrants(run, seat, entity)));
    return;
  }
  const lists = [readBlueprints(run, seat, members), readProfiles(run, seat), readTypes(run, seat)];
  await Promise.all(
    lists.map(async (list) => Promise.all((await list).map((entity) => readEntity(run, seat, entity)))),
  );
}

/** Kept with the policies whose grants AWS did not tell: nobody holding one is another answer than not knowing. */
async function readEntity(run: CrawlRun, seat: Seat, entity: DzPolicyEntity): Promise<void> {
  const unread = run.wants('dz-policies') ? await readGrants(run, seat, entity) : [];
  await run.append(seat.member, 'dz-entities', [{ ...entity, ...(unread.length > 0 ? { unread } : {}) }]);
}

async function readGrants(run: CrawlRun, seat: Seat, entity: DzPolicyEntity): Promise<string[]> {
  const { entityType, entityIdentifier, name } = entity;
  const unread = await Promise.all(
    policiesOf(entityType).map(async ({ type }) =>
      (await readPolicy(run, seat, { entityType, entityIdentifier }, name, type)) ? [] : [type],
    ),
  );
  return unread.flat();
}

async function readBlueprints(run: CrawlRun, seat: Seat, members: readonly Member[]): Promise<DzPolicyEntity[]> {
  const { id: domainId, member } = seat;
  const domainIdentifier = domainId;
  const found: { account: string; blueprint: string }[] = [];
  const accounts = new Map(members.map((one) => [one.account, one]));
  await Promise.all(
    [...accounts].map(([account, one]) =>
      run.read(one, 'dz-entities', () =>
        run.eachPage('datazone:ListEnvironmentBlueprintConfigurations', one, { domainIdentifier }, (page) => {
          for (const { environmentBlueprintId: blueprint } of page.items ?? [])
            if (blueprint) found.push({ account, blueprint });
        }),
      ),
    ),
  );
  const names = new Map<string, string>();
  for (const managed of found.length > 0 ? [true, false] : [])
    await run.read(member, 'dz-entities', () =>
      run.eachPage('datazone:ListEnvironmentBlueprints', member, { domainIdentifier, managed }, (page) => {
        for (const { id, name } of page.items ?? []) if (id && name) names.set(id, name);
      }),
    );
  return found.map(({ account, blueprint }) => ({
    domainId,
    entityType: 'ENVIRONMENT_BLUEPRINT_CONFIGURATION',
    entityIdentifier: `${account}:${blueprint}`,
    name: names.get(blueprint) ?? blueprint,
    account,
  }));
}

async function readProfiles(run: CrawlRun, { id: domainId, member }: Seat): Promise<DzPolicyEntity[]> {
  const found: DzPolicyEntity[] = [];
  await run.read(member, 'dz-entities', () =>
    run.eachPage('datazone:ListEnvironmentProfiles', member, { domainIdentifier: domainId }, (page) => {
      for (const { id, name, awsAccountId: account, projectId } of page.items ?? [])
        if (id)
          found.push({
            domainId,
            entityType: 'ENVIRONMENT_PROFILE',
            entityIdentifier: id,
            name: name ?? id,
            ...(account ? { account } : {}),
            ...(projectId ? { projectId } : {}),
          });
    }),
  );
  return found;
}

async function readTypes(run: CrawlRun, { id: domainId, member }: Seat): Promise<DzPolicyEntity[]> {
  const found: DzPolicyEntity[] = [];
  const input = { domainIdentifier: domainId, searchScope: 'ASSET_TYPE' as const };
  await Promise.all(
    [true, false].map((managed) =>
      run.read(member, 'dz-entities', () =>
        run.eachPage('datazone:SearchTypes', member, { ...input, managed }, (page) => {
          for (const { assetTypeItem: type } of page.items ?? [])
            if (type?.name)
              found.push({
                domainId,
                entityType: 'ASSET_TYPE',
                entityIdentifier: type.name,
                name: type.name,
                ...(managed ? { managed } : type.owningProjectId ? { projectId: type.owningProjectId } : {}),
              });
        }),
      ),
    ),
  );
  return found;
}
