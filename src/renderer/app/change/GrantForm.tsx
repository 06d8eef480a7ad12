import { useState } from 'react';
import type { LFTagPair } from '../../../core/model/lakeformation';
import { kindOf } from '../../../core/model/mesh/principals';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { TextArea } from '../../ui/TextArea';
import { Tick } from '../../ui/Tick';
import { DraftEdits } from './DraftEdits';
import { ExpressionField } from './ExpressionField';
import { grantEdit, optionRefusal } from './grant-edit';
import { useTarget } from './use-target';

interface GrantFormProps {
  principal: string;
  resource: string;
  onDone: () => void;
}

const EXAMPLE = 'context.iam.principalTags.hasTag("department") && context.iam.principalTags.getTag("department") == "sales"'; // prettier-ignore

/** Offers only what the permission × resource matrix allows and says why the rest is not available. */
export function GrantForm({ principal, resource, onDone }: GrantFormProps) {
  const target = useTarget(resource);
  const [scopeId, setScope] = useState('');
  const [permissions, setPermissions] = useState<readonly string[]>([]);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [values, setValues] = useState<readonly string[] | null>(null);
  const [written, setWritten] = useState<readonly LFTagPair[] | null>(null);
  const [isGrantable, setGrantable] = useState(false);
  const [condition, setCondition] = useState('');
  if (target.status === 'failed') return <p className="change-trouble">{target.trouble.message}</p>;
  if (!target.value) return <p className="change-none">Say to whom and on what; then choose what to grant.</p>;
  const scope = target.value.scopes.find(({ id }) => id === scopeId) ?? target.value.scopes[0];
  if (!scope) return <p className="change-none">Nothing can be granted on {target.value.label}.</p>;
  const allowed = permissions.filter((name) =>
    scope.permissions.some((p) => p.name === name && p.reason === undefined),
  );
  const expression = written ?? scope.expression ?? [];
  const chosenValues = values ?? scope.resource.LFTag?.TagValues ?? [];
  const noOption = optionRefusal(principal, scope);
  const isForEverybody = kindOf(principal) === 'all-iam';
  const edit = grantEdit(target.value, scope, {
    principal,
    permissions: allowed,
    columns,
    values: chosenValues,
    expression,
    isGrantable: isGrantable && noOption === undefined,
    condition: isForEverybody ? condition : '',
  });
  return (
    <>
      <div className="change-fields">
        <SelectField
          label="Exactly on"
          value={scope.id}
          options={target.value.scopes.map(({ id, label }) => ({ value: id, label }))}
          onChange={(id) => {
            setScope(id);
            setWritten(null);
            setValues(null);
          }}
        />
        {scope.columns ? (
          <div className="change-columns">
            <Choices
              label={scope.columns === 'include' ? 'Columns to include' : 'Columns to leave out'}
              values={columns}
              options={target.value.columns.map((name) => ({ value: name, label: name }))}
              onChange={setColumns}
            />
            <small>{columns.join(', ') || 'none chosen yet'}</small>
          </div>
        ) : null}
        {scope.values ? (
          <div className="change-columns">
            <Choices
              label="Values of the LF-Tag"
              values={chosenValues}
              options={scope.values.map((name) => ({ value: name, label: name }))}
              onChange={setValues}
            />
            <small>{chosenValues.join(', ') || 'none chosen yet'}</small>
          </div>
        ) : null}
      </div>
      {scope.expression ? (
        <ExpressionField vocabulary={target.value.tags} value={expression} onChange={setWritten} />
      ) : null}
      <fieldset className="change-permissions">
        <legend>Permissions</legend>
        {scope.permissions.map(({ name, reason }) => (
          <Tick
            key={name}
            label={name === 'ALL' ? 'ALL (Super)' : name}
            name={name}
            note={reason}
            isOn={allowed.includes(name)}
            isDisabled={reason !== undefined}
            onChange={(isOn) => setPermissions(isOn ? [...permissions, name] : permissions.filter((p) => p !== name))}
          />
        ))}
      </fieldset>
      <Tick
        label="They may pass it on (grant option)"
        name="They may pass it on (grant option)"
        note={noOption}
        isOn={isGrantable && noOption === undefined}
        isDisabled={noOption !== undefined}
        onChange={setGrantable}
      />
      {isForEverybody ? (
        <TextArea
          label="Only where this condition holds (Cedar; empty = for everybody in the account)"
          value={condition}
          placeholder={EXAMPLE}
          onChange={setCondition}
        />
      ) : (
        <p className="change-none">
          A condition can be set on a grant to everybody of an account: write{' '}
          <code>{target.value.account}:IAMPrincipals</code> as the one to grant to.
        </p>
      )}
      <DraftEdits edits={edit ? [edit] : []} onDone={onDone} />
    </>
  );
}
