import type { DzPolicyGrant, DzRule } from '../../../core/model/datazone';
import { UNIT_POLICIES, type PolicyEntityType } from '../../../core/model/policy-table';
import type { Input } from '../../aws/services';
import type { DomainSeat } from './datazone';
import { withDomain } from './datazone-records';
import type { CrawlRun } from './run';
import { beside } from './run';

type Seat = Pick<DomainSeat, 'id' | 'member'>;

/** Who may do what in a unit and what it requires: one listing per policy and one of rules, behind everything else. */
export async function readUnitPolicies(run: CrawlRun, seat: Seat, unit: string, name: string): Promise<void> {
  await Promise.all([
    ...(run.wants('dz-policies')
      ? UNIT_POLICIES.map(({ type }) =>
          readPolicy(run, seat, { entityType: 'DOMAIN_UNIT', entityIdentifier: unit }, name, type),
        )
      : []),
    ...(run.wants('dz-rules') ? [readRules(run, seat, unit, name)] : []),
  ]);
}

/** The grants of one policy on one entity; false where they could not be read. */
export function readPolicy(
  run: CrawlRun,
  { id: domainId, member }: Seat,
  entity: { entityType: PolicyEntityType; entityIdentifier: string },
  name: string,
  policyType: string,
): Promise<boolean> {
  const input = { domainIdentifier: domainId, ...entity, policyType } as Input<'datazone:ListPolicyGrants'>;
  return run.read(
    member,
    'dz-policies',
    () =>
      run.eachPage('datazone:ListPolicyGrants', member, input, (page) =>
        run.append(
          member,
          'dz-policies',
          (page.grantList ?? []).map((grant) => ({
            ...(grant as unknown as DzPolicyGrant),
            domainId,
            ...entity,
            policyType,
          })),
        ),
      ),
    `${name} ${policyType}`,
  );
}

/** ListRules leaves out what a rule demands (facts datazone 4.2): each is read whole, and kept as listed where it may not be. */
async function readRules(run: CrawlRun, seat: Seat, unit: string, name: string): Promise<void> {
  const { id: domainIdentifier, member } = seat;
  const input = { domainIdentifier, targetType: 'DOMAIN_UNIT' as const, targetIdentifier: unit };
  const whole: Promise<void>[] = [];
  await run.read(
    member,
    'dz-rules',
    () =>
      run.eachPage('datazone:ListRules', member, input, (page) => {
        for (const rule of withDomain<DzRule>(domainIdentifier, page.items))
          whole.push(beside(readRule(run, seat, rule)));
      }),
    name,
  );
  await Promise.all(whole);
}

async function readRule(run: CrawlRun, { id: domainIdentifier, member }: Seat, listed: DzRule): Promise<void> {
  const { identifier } = listed;
  const found = await run.fetch(
    member,
    'dz-rules',
    () => run.call('datazone:GetRule', member, { domainIdentifier, identifier }),
    listed.name,
  );
  const { detail, description } = (found ?? {}) as Partial<DzRule>;
  await run.append(member, 'dz-rules', [
    { ...listed, ...(detail ? { detail } : {}), ...(description ? { description } : {}) },
  ]);
}
