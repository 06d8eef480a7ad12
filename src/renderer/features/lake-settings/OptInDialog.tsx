import { useState } from 'react';
import { ConditionField, takesCondition } from '../../app/change/ConditionField';
import { EditDialog } from '../../app/change/EditDialog';
import { NameTrouble } from '../../app/change/NameTrouble';
import { TargetFields } from '../../app/change/TargetFields';
import { useTarget } from '../../app/change/use-target';
import { useWrittenName } from '../../app/change/use-written-name';
import { SelectField } from '../../ui/SelectField';
import { addOptIn, optInScopes } from './lake-edits';

/** Opts a principal in on a named catalog, database or table, or on all tables of a database (E2). */
export function OptInDialog({ onClose }: { onClose: () => void }) {
  const who = useWrittenName();
  const on = useWrittenName();
  const [scopeId, setScope] = useState('');
  const [condition, setCondition] = useState('');
  const target = useTarget(on.settled);
  const principal = who.settled;
  const scopes = target.value ? optInScopes(target.value) : [];
  const scope = scopes.find(({ id }) => id === scopeId) ?? scopes[0];
  const held = takesCondition(principal) ? condition : '';
  return (
    <EditDialog
      title="Opt a principal in"
      edits={target.value && scope ? addOptIn(target.value, principal, scope.resource, held) : []}
      onClose={onClose}
    >
      <p className="change-none">
        From then on Lake Formation counts for this principal, whatever IAM_ALLOWED_PRINCIPALS leaves to IAM: without a
        grant it is locked out.
      </p>
      <TargetFields
        who={{ name: who, label: 'Whom', placeholder: 'A role or user' }}
        on={{ name: on, placeholder: 'A table, database or catalog', what: 'resource' }}
      />
      <NameTrouble of={target} name={on} />
      {target.value && !scope ? (
        <p className="change-trouble">Opt-ins are made on named catalogs, databases and tables only.</p>
      ) : null}
      {scope ? (
        <SelectField
          label="Exactly on"
          value={scope.id}
          options={scopes.map(({ id, label }) => ({ value: id, label }))}
          onChange={setScope}
        />
      ) : null}
      {target.value && scope ? (
        <ConditionField
          principal={principal}
          account={target.value.account}
          what="an opt-in"
          value={condition}
          onChange={setCondition}
        />
      ) : null}
    </EditDialog>
  );
}
