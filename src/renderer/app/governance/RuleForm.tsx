import { useEffect, useState } from 'react';
import type { FormType, UnitView } from '../../../contract/governance';
import type { Edit } from '../../../core/change/plan-types';
import type { DzRuleDetail } from '../../../core/model/datazone';
import { IDLE, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { TextField } from '../../ui/TextField';
import { Tick } from '../../ui/Tick';
import { FormEnd } from './FormEnd';
import { EVERYTHING, isWhole, RuleScopeFields } from './RuleScopeFields';

const ACTIONS = [
  { value: 'CREATE_SUBSCRIPTION_REQUEST', label: 'Who asks for data' },
  { value: 'CREATE_LISTING_CHANGE_SET', label: 'Who publishes' },
];
const KINDS = [
  { value: 'forms', label: 'fills in metadata forms' },
  { value: 'terms', label: 'needs glossary terms' },
];

/** A rule of a unit. Of one that exists, whom it binds and what kind of thing it demands cannot change (facts datazone 4.2). */
export function RuleForm({ unit, identifier }: { unit: UnitView; identifier: string | undefined }) {
  const held = unit.rules.find(({ rule }) => rule.identifier === identifier)?.rule;
  const formTypes = useHeddle((s) => s.formTypes);
  const [types, setTypes] = useState<Async<FormType[]>>(IDLE);
  const [name, setName] = useState(held?.name ?? '');
  const [action, setAction] = useState<string>(held?.action ?? 'CREATE_SUBSCRIPTION_REQUEST');
  const [kind, setKind] = useState(held?.ruleType === 'GLOSSARY_TERM_ENFORCEMENT' ? 'terms' : 'forms');
  const before = held?.detail?.metadataFormEnforcementDetail?.requiredMetadataForms ?? [];
  const [forms, setForms] = useState(before.map(({ typeIdentifier }) => typeIdentifier));
  const [terms, setTerms] = useState(held?.detail?.glossaryTermEnforcementDetail?.requiredGlossaryTermIds ?? []);
  const [scope, setScope] = useState(held?.scope ?? EVERYTHING);
  const [isBelow, setBelow] = useState(held?.target.domainUnitTarget?.includeChildDomainUnits ?? true);
  useEffect(() => {
    let isCurrent = true;
    setTypes({ status: 'loading' });
    void formTypes(unit.domainId).then((result) => {
      if (isCurrent) setTypes(settled(result, IDLE));
    });
    return () => {
      isCurrent = false;
    };
  }, [formTypes, unit.domainId]);
  const chosen = kind === 'forms' ? forms : terms;
  const revision = (id: string): string =>
    types.value?.find(({ typeIdentifier }) => typeIdentifier === id)?.typeRevision ??
    before.find(({ typeIdentifier }) => typeIdentifier === id)?.typeRevision ??
    '1';
  const detail: DzRuleDetail =
    kind === 'forms'
      ? {
          metadataFormEnforcementDetail: {
            requiredMetadataForms: forms.map((id) => ({ typeIdentifier: id, typeRevision: revision(id) })),
          },
        }
      : { glossaryTermEnforcementDetail: { requiredGlossaryTermIds: [...terms] } };
  const common = { domainIdentifier: unit.domainId, name: name.trim(), scope, detail };
  const edit: Edit = {
    account: unit.account,
    service: 'datazone',
    ...(held
      ? {
          operation: 'UpdateRule',
          request: { ...common, identifier: held.identifier, includeChildDomainUnits: isBelow },
        }
      : {
          operation: 'CreateRule',
          request: {
            ...common,
            action,
            target: { domainUnitTarget: { domainUnitId: unit.id, includeChildDomainUnits: isBelow } },
          },
        }),
  };
  return (
    <>
      <div className="change-fields">
        <TextField label="Name" value={name} placeholder="Letters, digits, spaces, - and _" onChange={setName} />
        <SelectField label="Whom it binds" value={action} options={ACTIONS} isDisabled={!!held} onChange={setAction} />
        <SelectField label="What it demands" value={kind} options={KINDS} isDisabled={!!held} onChange={setKind} />
        <div className="change-columns">
          <b>{kind === 'forms' ? 'Which forms' : 'Which terms'}</b>
          <Choices
            label={kind === 'forms' ? 'Forms' : 'Terms'}
            values={chosen}
            options={
              kind === 'forms'
                ? (types.value ?? []).map(({ typeIdentifier }) => ({ value: typeIdentifier, label: typeIdentifier }))
                : unit.terms.map((term) => ({ value: term.id, label: term.name }))
            }
            onChange={kind === 'forms' ? setForms : setTerms}
          />
          <small>
            {types.status === 'failed' && kind === 'forms'
              ? types.trouble.message
              : chosen.map((id) => unit.terms.find((term) => term.id === id)?.name ?? id).join(', ') ||
                'none chosen yet; at most five'}
          </small>
        </div>
      </div>
      <RuleScopeFields unit={unit} scope={scope} onChange={setScope} />
      <Tick label="In the units below too" isOn={isBelow} onChange={setBelow} />
      <FormEnd edits={name.trim() && chosen.length && isWhole(scope) ? [edit] : []} />
    </>
  );
}
