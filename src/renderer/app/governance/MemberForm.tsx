import { useState } from 'react';
import type { UnitView } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import { SelectField } from '../../ui/SelectField';
import { FormEnd } from './FormEnd';
import { memberOfValue, personOptions } from './person-options';

const ROLES = [
  { value: 'PROJECT_OWNER', label: 'Owner' },
  { value: 'PROJECT_CONTRIBUTOR', label: 'Contributor' },
  { value: 'PROJECT_CATALOG_VIEWER', label: 'Catalog viewer' },
  { value: 'PROJECT_CATALOG_CONSUMER', label: 'Catalog consumer' },
  { value: 'PROJECT_CATALOG_STEWARD', label: 'Catalog steward' },
];

/** Somebody who belongs to the project already gets the other role. */
export function MemberForm({ unit, projectId }: { unit: UnitView; projectId: string }) {
  const [who, setWho] = useState('');
  const [designation, setDesignation] = useState('PROJECT_CONTRIBUTOR');
  const project = unit.projects.find(({ id }) => id === projectId);
  const member = memberOfValue(who);
  const edit: Edit | null =
    member && project
      ? {
          account: project.account,
          service: 'datazone',
          operation: 'CreateProjectMembership',
          request: { domainIdentifier: unit.domainId, projectIdentifier: projectId, member, designation },
        }
      : null;
  return (
    <>
      <div className="change-fields">
        <SelectField
          label={`Who belongs to ${project?.name ?? 'the project'}`}
          value={who}
          options={personOptions(unit.people.filter(({ kind }) => kind === 'user' || kind === 'group'))}
          onChange={setWho}
        />
        <SelectField label="As" value={designation} options={ROLES} onChange={setDesignation} />
      </div>
      <FormEnd edits={edit ? [edit] : []} />
    </>
  );
}
