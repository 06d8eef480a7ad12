import { useState } from 'react';
import type { UnitView } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import { POLICY_GRANTS_MAX } from '../../../core/model/datazone-policies';
import { policiesOf, type PolicyEntityType } from '../../../core/model/policy-table';
import { SelectField } from '../../ui/SelectField';
import { TextField } from '../../ui/TextField';
import { Tick } from '../../ui/Tick';
import { FormEnd } from './FormEnd';
import { holderOptions, principalOf } from './policy-holder';

const DESIGNATIONS = [
  { value: 'OWNER', label: 'Owners of the project' },
  { value: 'CONTRIBUTOR', label: 'Contributors of the project' },
  { value: 'PROJECT_CATALOG_STEWARD', label: 'Catalog stewards of the project' },
];
const FROM_PROFILE = 'CREATE_PROJECT_FROM_PROJECT_PROFILE';

interface Place {
  entityType: PolicyEntityType;
  id: string;
  name: string;
  note?: string;
}

/** One policy to one principal; there is no update in DataZone: grant anew, then take the old one back. */
export function PolicyForm({ unit, on }: { unit: UnitView; on: 'unit' | 'entities' }) {
  const places: Place[] =
    on === 'unit' ? [{ entityType: 'DOMAIN_UNIT', id: unit.id, name: unit.name }] : (unit.entities ?? []);
  const [at, setAt] = useState(0);
  const [type, setType] = useState('');
  const [who, setWho] = useState('');
  const [designation, setDesignation] = useState('OWNER');
  const [isBelow, setBelow] = useState(false);
  const [isOfBelow, setOfBelow] = useState(true);
  const [profiles, setProfiles] = useState('');
  const [forUnit, setForUnit] = useState(unit.id);
  const place = places[at] ?? places[0];
  const policies = policiesOf(place?.entityType);
  const policy = policies.find((one) => one.type === type) ?? policies[0];
  if (!place || !policy) return null;
  const options = holderOptions(unit, policy.holders);
  const chosen = options.some(({ value }) => value === who) ? who : '';
  const isOfUnit = place.entityType === 'DOMAIN_UNIT';
  const names = profiles.split(',').flatMap((one) => one.trim() || []);
  const member = {
    ...(isOfUnit ? { includeChildDomainUnits: isBelow } : {}),
    ...(policy.namesUnit ? { domainUnitId: forUnit } : {}),
    ...(policy.type === FROM_PROFILE && names.length > 0 ? { projectProfiles: names } : {}),
  };
  const edit: Edit = {
    account: unit.account,
    service: 'datazone',
    operation: 'AddPolicyGrant',
    request: {
      domainIdentifier: unit.domainId,
      entityType: place.entityType,
      entityIdentifier: place.id,
      policyType: policy.type,
      principal: principalOf(chosen, policy.holders === 'contributors' ? 'CONTRIBUTOR' : designation, isOfBelow),
      detail: { [policy.detail]: member },
    },
  };
  return (
    <>
      <div className="change-fields">
        {isOfUnit ? null : (
          <SelectField
            label="On what"
            value={String(places.indexOf(place))}
            options={places.map(({ name, note }, index) => ({
              value: String(index),
              label: note === undefined ? name : `${name}, ${note}`,
            }))}
            onChange={(value) => setAt(Number(value))}
          />
        )}
        <SelectField
          label={`What they may do ${isOfUnit ? 'in' : 'with'} ${place.name}`}
          value={policy.type}
          options={policies.map((one) => ({ value: one.type, label: one.words, description: one.type }))}
          onChange={setType}
        />
        <SelectField label="Who" value={chosen} options={options} onChange={setWho} />
        {policy.holders === 'projects' ? (
          <SelectField label="In which role" value={designation} options={DESIGNATIONS} onChange={setDesignation} />
        ) : null}
        {policy.namesUnit ? (
          <SelectField
            label="For projects of"
            value={forUnit}
            options={unit.units.map(({ id, name }) => ({ value: id, label: name }))}
            onChange={setForUnit}
          />
        ) : null}
        {policy.type === FROM_PROFILE ? (
          <TextField
            label="Ids of project profiles, with commas"
            value={profiles}
            placeholder="Empty: every profile"
            onChange={setProfiles}
          />
        ) : null}
      </div>
      {policy.holders === 'contributors' ? (
        <p className="change-none">It goes to the contributors of the projects.</p>
      ) : null}
      {chosen.startsWith('projects-in') ? (
        <Tick label="Projects in the units below that one too" isOn={isOfBelow} onChange={setOfBelow} />
      ) : null}
      {isOfUnit ? <Tick label="In the units below too" isOn={isBelow} onChange={setBelow} /> : null}
      {isOfUnit && (unit.used[policy.type] ?? 0) >= POLICY_GRANTS_MAX ? (
        <p className="change-trouble">
          DataZone keeps {POLICY_GRANTS_MAX} grants of a policy per unit; take one back first.
        </p>
      ) : null}
      <FormEnd edits={chosen ? [edit] : []} />
    </>
  );
}
