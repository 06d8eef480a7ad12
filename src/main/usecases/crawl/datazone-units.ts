import type { DzDomainUnit, DzOwner } from '../../../core/model/datazone';
import type { DomainSeat } from './datazone';
import { UNIT_LAYERS } from '../../../core/model/snapshot';
import type { CrawlRun } from './run';
import { beside } from './run';

/**
 * The unit tree, breadth first: one listing and one GetDomainUnit per unit. `onUnit` hears of each as soon as it is known.
 * Answers the owners.
 */
export async function readUnits(
  run: CrawlRun,
  { id: domainId, member, domain }: DomainSeat,
  onUnit: (id: string, name: string) => void,
): Promise<DzOwner[]> {
  const owners: DzOwner[] = [];
  if (!run.wants('dz-units', 'dz-profiles', ...UNIT_LAYERS)) return owners;
  const root = domain.rootDomainUnitId;
  if (!root) {
    run.partial(member, 'dz-units', `DataZone domain ${domain.name} names no root unit, so its units were not read.`);
    return owners;
  }
  const visited = new Set<string>();

  const visit = async (identifier: string, name: string): Promise<void> => {
    if (visited.has(identifier)) return;
    visited.add(identifier);
    onUnit(identifier, name);
    const below: Promise<void>[] = [];
    await Promise.all([
      run.wants('dz-units', 'dz-profiles') &&
        run.read(
          member,
          'dz-units',
          async () => {
            const answer = await run.call('datazone:GetDomainUnit', member, { domainIdentifier: domainId, identifier });
            const unit = unitOf(domainId, identifier, answer as Partial<DzDomainUnit>);
            owners.push(...(unit.owners ?? []));
            await run.append(member, 'dz-units', [unit]);
          },
          name,
        ),
      run.read(
        member,
        'dz-units',
        () =>
          run.eachPage(
            'datazone:ListDomainUnitsForParent',
            member,
            { domainIdentifier: domainId, parentDomainUnitIdentifier: identifier },
            (page) => {
              for (const child of page.items ?? [])
                if (child.id) below.push(beside(visit(child.id, child.name ?? child.id)));
            },
          ),
        name,
      ),
    ]);
    await Promise.all(below);
  };
  await visit(root, domain.name);
  return owners;
}

function unitOf(domainId: string, id: string, answer: Partial<DzDomainUnit>): DzDomainUnit {
  const { name = id, description, parentDomainUnitId, owners } = answer;
  return {
    domainId,
    id,
    name,
    ...(description ? { description } : {}),
    ...(parentDomainUnitId ? { parentDomainUnitId } : {}),
    ...(owners ? { owners } : {}),
  };
}
