import type { DzDomainUnit } from '../model/datazone';

type Unit = Pick<DzDomainUnit, 'domainId' | 'id' | 'parentDomainUnitId'>;

/** A unit and those above it, nearest first; a parent that was not read ends it. */
export function unitChain<U extends Unit>(units: readonly U[], domainId: string, id: string | undefined): U[] {
  const chain: U[] = [];
  const find = (asked: string | undefined): U | undefined =>
    units.find((unit) => unit.domainId === domainId && unit.id === asked);
  for (let unit = find(id); unit && !chain.includes(unit); unit = find(unit.parentDomainUnitId)) chain.push(unit);
  return chain;
}

/** Units below a unit, at any depth. */
export const unitsBelow = <U extends Unit>(units: readonly U[], domainId: string, id: string): U[] =>
  units.filter(
    (unit) =>
      unit.domainId === domainId &&
      unit.id !== id &&
      unitChain(units, domainId, unit.id).some((above) => above.id === id),
  );
