import { useEffect, useState } from 'react';
import { EditDialog } from '../../app/change/EditDialog';
import { useTarget } from '../../app/change/use-target';
import { useHeddle } from '../../store/StoreProvider';
import { SelectField } from '../../ui/SelectField';
import { SuggestField } from '../../ui/SuggestField';
import { addOptIn, optInScopes } from './lake-edits';

/** Opts a principal in on a named catalog, database or table, or on all tables of a database (E2). */
export function OptInDialog({ onClose }: { onClose: () => void }) {
  const suggest = useHeddle((s) => s.suggest);
  const [principal, setPrincipal] = useState('');
  const [resource, setResource] = useState('');
  const [asked, setAsked] = useState('');
  const [scopeId, setScope] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(resource.trim()), 300);
    return () => clearTimeout(timer);
  }, [resource]);
  const target = useTarget(asked);
  const scopes = target.value ? optInScopes(target.value) : [];
  const scope = scopes.find(({ id }) => id === scopeId) ?? scopes[0];
  return (
    <EditDialog
      title="Opt a principal in"
      edits={target.value && scope ? addOptIn(target.value, principal, scope.resource) : []}
      onClose={onClose}
    >
      <p className="change-none">
        From then on Lake Formation counts for this principal, whatever IAM_ALLOWED_PRINCIPALS leaves to IAM: without a
        grant it is locked out.
      </p>
      <div className="change-fields">
        <SuggestField
          label="Whom"
          value={principal}
          placeholder="A role or user"
          suggest={(text) => suggest('principal', text)}
          onChange={setPrincipal}
          onDone={setPrincipal}
        />
        <SuggestField
          label="On"
          value={resource}
          placeholder="A table, database or catalog"
          suggest={(text) => suggest('resource', text)}
          onChange={setResource}
          onDone={setResource}
        />
      </div>
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
    </EditDialog>
  );
}
