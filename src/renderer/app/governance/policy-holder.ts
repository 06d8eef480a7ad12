import type { UnitView } from '../../../contract/governance';
import type { DzPolicyPrincipal } from '../../../core/model/datazone';
import type { PolicyHolders } from '../../../core/model/policy-table';
import { memberOfValue, personOptions } from './person-options';

type Option = { value: string; label: string; description?: string };

/** Whom a policy can be granted to, as a list offers them; the value tells kind and id. */
export function holderOptions({ people, units }: UnitView, holders: PolicyHolders): Option[] {
  const inUnits = units.map(({ id, name }) => ({ value: `projects-in ${id}`, label: `Projects in ${name}` }));
  switch (holders) {
    case 'people':
      return [
        { value: 'everybody *', label: 'Everybody in the domain' },
        ...personOptions(people.filter(({ kind }) => kind !== 'project')),
      ];
    case 'projects':
      return [...personOptions(people.filter(({ kind }) => kind === 'project')), ...inUnits];
    case 'contributors':
      return inUnits;
    case 'unit-owners':
      return [
        { value: 'owners-of *', label: 'Owners of every domain unit' },
        ...units.map(({ id, name }) => ({ value: `owners-of ${id}`, label: `Owners of ${name}` })),
      ];
  }
}

/** The principal of a choice; `isBelow` counts where it is the projects of a unit. */
export function principalOf(value: string, projectDesignation: string, isBelow: boolean): DzPolicyPrincipal {
  const [kind, id] = [value.slice(0, value.indexOf(' ')), value.slice(value.indexOf(' ') + 1)];
  if (kind === 'project') return { project: { projectDesignation, projectIdentifier: id } };
  if (kind === 'projects-in')
    return {
      project: {
        projectDesignation,
        projectGrantFilter: { domainUnitFilter: { domainUnit: id, includeChildDomainUnits: isBelow } },
      },
    };
  if (kind === 'owners-of')
    return {
      domainUnit: {
        domainUnitDesignation: 'OWNER',
        ...(id === '*' ? { domainUnitGrantFilter: { allDomainUnitsGrantFilter: {} } } : { domainUnitIdentifier: id }),
      },
    };
  const member = memberOfValue(value);
  return member && 'groupIdentifier' in member ? { group: member } : { user: member ?? { allUsersGrantFilter: {} } };
}
