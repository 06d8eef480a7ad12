import { useState } from 'react';
import type { UnitView } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import { POLICY_GRANTS_MAX, UNIT_POLICIES, type UnitPolicy } from '../../../core/model/datazone-policies';
import { SelectField } from '../../ui/SelectField';
import { TextField } from '../../ui/TextField';
import { Tick } from '../../ui/Tick';
import { FormEnd } from './FormEnd';
import { memberOfValue, personOptions } from './person-options';

const DESIGNATIONS = [
  { value: 'OWNER', label: 'Owners of the project' },
  { value: 'CONTRIBUTOR', label: 'Contributors of the project' },
  { value: 'PROJECT_CATALOG_STEWARD', label: 'Catalog stewards of the project' },
];

/** One policy to one principal; there is no update in DataZone: grant anew, then take the old one back. */
export function PolicyForm({ unit }: { unit: UnitView }) {
  const [type, setType] = useState<string>(UNIT_POLICIES[0].type);
  const [who, setWho] = useState('');
  const [designation, setDesignation] = useState('OWNER');
  const [isBelow, setBelow] = useState(false);
  const [profiles, setProfiles] = useState('');
  const policy = UNIT_POLICIES.find((one) => one.type === type) ?? UNIT_POLICIES[0];
  const isOfProjects = policy.holders === 'projects';
  const people = unit.people.filter(({ kind }) => (kind === 'project') === isOfProjects);
  const options = [
    ...(isOfProjects ? [] : [{ value: 'everybody *', label: 'Everybody in the domain' }]),
    ...personOptions(people),
  ];
  const chosen = options.some(({ value }) => value === who) ? who : '';
  const edit = chosen ? grantOf(unit, policy, chosen, designation, isBelow, profiles) : null;
  const used = unit.used[policy.type] ?? 0;
  return (
    <>
      <div className="change-fields">
        <SelectField
          label={`What they may do in ${unit.name}`}
          value={type}
          options={UNIT_POLICIES.map((one) => ({ value: one.type, label: one.words, description: one.type }))}
          onChange={setType}
        />
        <SelectField label="Who" value={chosen} options={options} onChange={setWho} />
        {isOfProjects ? (
          <SelectField label="In which role" value={designation} options={DESIGNATIONS} onChange={setDesignation} />
        ) : null}
        {policy.type === 'CREATE_PROJECT_FROM_PROJECT_PROFILE' ? (
          <TextField
            label="Ids of project profiles, with commas"
            value={profiles}
            placeholder="Empty: every profile"
            onChange={setProfiles}
          />
        ) : null}
      </div>
      <Tick label="In the units below too" isOn={isBelow} onChange={setBelow} />
      {used >= POLICY_GRANTS_MAX ? (
        <p className="change-trouble">
          DataZone keeps {POLICY_GRANTS_MAX} grants of a policy per unit; take one back first.
        </p>
      ) : null}
      <FormEnd edits={edit ? [edit] : []} />
    </>
  );
}

function grantOf(
  unit: UnitView,
  policy: UnitPolicy,
  who: string,
  projectDesignation: string,
  isBelow: boolean,
  profiles: string,
): Edit {
  const id = who.slice(who.indexOf(' ') + 1);
  const member = memberOfValue(who);
  const principal =
    policy.holders === 'projects'
      ? { project: { projectDesignation, projectIdentifier: id } }
      : member && 'groupIdentifier' in member
        ? { group: member }
        : { user: member ?? { allUsersGrantFilter: {} } };
  const ids = profiles.split(',').flatMap((one) => one.trim() || []);
  const isLimited = policy.type === 'CREATE_PROJECT_FROM_PROJECT_PROFILE' && ids.length > 0;
  return {
    account: unit.account,
    service: 'datazone',
    operation: 'AddPolicyGrant',
    request: {
      domainIdentifier: unit.domainId,
      entityType: 'DOMAIN_UNIT',
      entityIdentifier: unit.id,
      policyType: policy.type,
      principal,
      detail: {
        [policy.detail]: { includeChildDomainUnits: isBelow, ...(isLimited ? { projectProfiles: ids } : {}) },
      },
    },
  };
}
