import { useState } from 'react';
import type { UnitView } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import { SelectField } from '../../ui/SelectField';
import { FormEnd } from './FormEnd';
import { memberOfValue, personOptions } from './person-options';

export function OwnerForm({ unit }: { unit: UnitView }) {
  const [who, setWho] = useState('');
  const member = memberOfValue(who);
  const edit: Edit | null = member && {
    account: unit.account,
    service: 'datazone',
    operation: 'AddEntityOwner',
    request: {
      domainIdentifier: unit.domainId,
      entityType: 'DOMAIN_UNIT',
      entityIdentifier: unit.id,
      owner: 'userIdentifier' in member ? { user: member } : { group: member },
    },
  };
  return (
    <>
      <SelectField
        label={`Who owns ${unit.name}`}
        value={who}
        options={personOptions(unit.people.filter(({ kind }) => kind === 'user' || kind === 'group'))}
        onChange={setWho}
      />
      <FormEnd edits={edit ? [edit] : []} />
    </>
  );
}
