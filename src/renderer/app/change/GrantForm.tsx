import { useState } from 'react';
import type { GrantScope, GrantTarget } from '../../../core/change/grant-target';
import type { Edit } from '../../../core/change/plan-types';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { Tick } from '../../ui/Tick';
import { PreviewOf } from './PreviewOf';
import { useTarget } from './use-target';

interface GrantFormProps {
  principal: string;
  resource: string;
  onDone: () => void;
}

/** Offers only what the permission × resource matrix allows and says why the rest is not available. */
export function GrantForm({ principal, resource, onDone }: GrantFormProps) {
  const target = useTarget(resource);
  const [scopeId, setScope] = useState('');
  const [permissions, setPermissions] = useState<readonly string[]>([]);
  const [columns, setColumns] = useState<readonly string[]>([]);
  const [isGrantable, setGrantable] = useState(false);
  const add = useHeddle((s) => s.addToBasket);
  if (target.status === 'failed') return <p className="change-trouble">{target.trouble.message}</p>;
  if (!target.value) return <p className="change-none">Say to whom and on what; then choose what to grant.</p>;
  const scope = target.value.scopes.find(({ id }) => id === scopeId) ?? target.value.scopes[0];
  if (!scope) return <p className="change-none">Nothing can be granted on {target.value.label}.</p>;
  const allowed = permissions.filter((name) =>
    scope.permissions.some((p) => p.name === name && p.reason === undefined),
  );
  const edit =
    principal && allowed.length ? grantEdit(target.value, scope, principal, allowed, columns, isGrantable) : null;
  return (
    <>
      <div className="change-fields">
        <SelectField
          label="Exactly on"
          value={scope.id}
          options={target.value.scopes.map(({ id, label }) => ({ value: id, label }))}
          onChange={setScope}
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
      </div>
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
      <Tick label="They may pass it on (grant option)" isOn={isGrantable} onChange={setGrantable} />
      <PreviewOf edits={edit ? [edit] : []} />
      <div className="row is-end-row">
        <Button
          kind="primary"
          isDisabled={!edit}
          onClick={() => {
            if (edit) void add([edit]);
            onDone();
          }}
        >
          Add to the basket
        </Button>
      </div>
    </>
  );
}

/** Null while a choice of columns is missing. */
function grantEdit(
  { account, region }: GrantTarget,
  scope: GrantScope,
  principal: string,
  Permissions: readonly string[],
  columns: readonly string[],
  isGrantable: boolean,
): Edit | null {
  if (scope.columns && !columns.length) return null;
  const split = scope.resource.TableWithColumns;
  const Resource =
    scope.columns === 'include' && split
      ? { TableWithColumns: { ...split, ColumnNames: [...columns] } }
      : scope.columns === 'exclude' && split
        ? { TableWithColumns: { ...split, ColumnWildcard: { ExcludedColumnNames: [...columns] } } }
        : scope.resource;
  return {
    account,
    region,
    service: 'lakeformation',
    operation: 'GrantPermissions',
    request: {
      Principal: { DataLakePrincipalIdentifier: principal },
      Resource,
      Permissions: [...Permissions],
      ...(isGrantable ? { PermissionsWithGrantOption: [...Permissions] } : {}),
    },
  };
}
