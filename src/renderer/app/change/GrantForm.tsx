import { useState } from 'react';
import type { LFTagPair } from '../../../core/model/lakeformation';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { Tick } from '../../ui/Tick';
import { ConditionField, takesCondition } from './ConditionField';
import { DraftEdits } from './DraftEdits';
import { ExpressionField } from './ExpressionField';
import { grantEdit, optionRefusal } from './grant-edit';
import { NameTrouble } from './NameTrouble';
import { tagWords } from './pending';
import { useTarget } from './use-target';
import type { WrittenName } from './use-written-name';

interface GrantFormProps {
  who: WrittenName;
  on: WrittenName;
  onDone: () => void;
}

/** Offers only what the permission × resource matrix allows and says why the rest is not available. */
export function GrantForm({ who, on, onDone }: GrantFormProps) {
  const principal = who.settled;
  const target = useTarget(on.settled);
  const [scopeId, setScope] = useState('');
  const [permissions, setPermissions] = useState<readonly string[]>([]);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [values, setValues] = useState<readonly string[] | null>(null);
  const [written, setWritten] = useState<readonly LFTagPair[] | null>(null);
  const [isGrantable, setGrantable] = useState(false);
  const [condition, setCondition] = useState('');
  if (target.status === 'failed' && !on.isWriting) return <NameTrouble of={target} name={on} />;
  if (!target.value) return <p className="change-none">Say to whom and on what; then choose what to grant.</p>;
  const scope = target.value.scopes.find(({ id }) => id === scopeId) ?? target.value.scopes[0];
  if (!scope) return <p className="change-none">Nothing can be granted on {target.value.label}.</p>;
  const allowed = permissions.filter((name) =>
    scope.permissions.some((p) => p.name === name && p.reason === undefined),
  );
  const expression = written ?? scope.expression ?? [];
  const chosenValues = values ?? scope.resource.LFTag?.TagValues ?? [];
  const key = scope.resource.LFTag?.TagKey;
  const tag = target.value.tags.find((one) => one.key.toLowerCase() === key?.toLowerCase());
  const scopeValues = tag?.values ?? scope.values ?? [];
  const noOption = optionRefusal(principal, scope);
  const edit = grantEdit(target.value, scope, {
    principal,
    permissions: allowed,
    columns,
    values: chosenValues,
    expression,
    isGrantable: isGrantable && noOption === undefined,
    condition: takesCondition(principal) ? condition : '',
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
              options={scopeValues.map((name) => ({ value: name, label: tag ? tagWords(tag, name) : name }))}
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
      <ConditionField
        principal={principal}
        account={target.value.account}
        what="a grant"
        value={condition}
        onChange={setCondition}
      />
      <DraftEdits edits={edit ? [edit] : []} onDone={onDone} />
    </>
  );
}
