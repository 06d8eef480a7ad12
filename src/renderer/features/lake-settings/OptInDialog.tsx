import { useState } from 'react';
import { ConditionField, takesCondition } from '../../app/change/ConditionField';
import { EditDialog } from '../../app/change/EditDialog';
import { TargetFields, useWrittenTarget } from '../../app/change/TargetFields';
import { useTarget } from '../../app/change/use-target';
import { SelectField } from '../../ui/SelectField';
import { addOptIn, optInScopes } from './lake-edits';

/** Opts a principal in on a named catalog, database or table, or on all tables of a database (E2). */
export function OptInDialog({ onClose }: { onClose: () => void }) {
  const written = useWrittenTarget();
  const [scopeId, setScope] = useState('');
  const [condition, setCondition] = useState('');
  const target = useTarget(written.settled.resource);
  const { principal } = written;
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
        target={written}
        who={{ label: 'Whom', placeholder: 'A role or user' }}
        on={{ placeholder: 'A table, database or catalog', what: 'resource' }}
      />
      {target.status === 'failed' ? <p className="change-trouble">{target.trouble.message}</p> : null}
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
