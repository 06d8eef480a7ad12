import { useEffect, useState } from 'react';
import type { AccessQuestion } from '../../../core/report/question';
import { questionOfNode } from '../../../core/report/question-of-node';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { SelectField } from '../../ui/SelectField';
import { SuggestField } from '../../ui/SuggestField';

const ANY = '';
const PERMISSIONS = [
  { value: ANY, label: 'any permission' },
  ...[
    'SELECT',
    'DESCRIBE',
    'INSERT',
    'DELETE',
    'ALTER',
    'DROP',
    'CREATE_TABLE',
    'DATA_LOCATION_ACCESS',
    'ASSOCIATE',
  ].map((name) => ({ value: name, label: name })),
];

interface QuestionFormProps {
  mode: 'who' | 'what' | 'why';
  asked: AccessQuestion | null;
}

/** Who can [permission] on [resource] column [any]; what can [principal]; why can [principal] … [resource]. */
export function QuestionForm({ mode, asked }: QuestionFormProps) {
  const ask = useHeddle((s) => s.ask);
  const suggest = useHeddle((s) => s.suggest);
  const [principal, setPrincipal] = useState(asked && 'principal' in asked ? (asked.principal ?? '') : '');
  const [resource, setResource] = useState(asked && 'resource' in asked ? (asked.resource ?? '') : '');
  const [permission, setPermission] = useState(
    asked && 'permission' in asked ? (asked.permission ?? ANY) : mode === 'who' ? 'SELECT' : ANY,
  );
  useEffect(() => {
    if (!asked) return;
    if ('principal' in asked) setPrincipal(asked.principal ?? '');
    if ('resource' in asked) setResource(asked.resource ?? '');
    setPermission('permission' in asked ? (asked.permission ?? ANY) : ANY);
  }, [asked]);
  const columns = useColumns(resource);
  const put = (given: { principal?: string; resource?: string; permission?: string }): void => {
    const wanted = { principal, resource, permission, ...given };
    const held = wanted.permission === ANY ? {} : { permission: wanted.permission };
    const [p, r] = [wanted.principal.trim(), wanted.resource.trim()];
    if (mode === 'who' && r) void ask({ ask: 'who', resource: r, ...held });
    if (mode === 'what' && p) void ask({ ask: 'what', principal: p, ...held });
    if (mode === 'why' && p && r) void ask({ ask: 'why', principal: p, resource: r, ...held });
  };
  const ready = (mode === 'what' || resource.trim()) && (mode === 'who' || principal.trim());
  return (
    <form className="access-form" role="search" aria-label="Question" onSubmit={(event) => event.preventDefault()}>
      {mode === 'who' ? null : (
        <div className="access-field is-wide">
          <SuggestField
            verb="Ask about"
            label={mode === 'why' ? 'Principal' : 'What can'}
            value={principal}
            placeholder="Role, user, group, account or project"
            suggest={(text) => suggest('principal', text)}
            onChange={setPrincipal}
            onDone={(value) => {
              setPrincipal(value);
              put({ principal: value });
            }}
          />
        </div>
      )}
      <div className="access-field">
        <SelectField
          label={mode === 'who' ? 'Who can' : 'Permission'}
          value={permission}
          options={PERMISSIONS}
          onChange={(value) => {
            setPermission(value);
            if (asked) put({ permission: value });
          }}
        />
      </div>
      {mode === 'what' ? null : (
        <>
          <div className="access-field is-wide">
            <SuggestField
              verb="Ask about"
              label="On"
              value={resource}
              placeholder="Table, database, data product, tag value or S3 prefix"
              suggest={(text) => suggest('resource', text)}
              onChange={setResource}
              onDone={(value) => {
                setResource(value);
                put({ resource: value });
              }}
            />
          </div>
          <div className="access-field">
            <SelectField
              label="Column"
              value={columns.current}
              isDisabled={columns.names.length === 0}
              options={[
                { value: ANY, label: 'any column' },
                ...columns.names.map((name) => ({ value: name, label: name })),
              ]}
              onChange={(name) => {
                const next = name === ANY ? columns.table : `${columns.table}.${name}`;
                setResource(next);
                put({ resource: next });
              }}
            />
          </div>
        </>
      )}
      <Button kind="primary" isDisabled={!ready} onClick={() => put({})}>
        Ask
      </Button>
    </form>
  );
}

/** The columns of the table that the answer on screen is about, and which of them the question names. */
function useColumns(resource: string): { names: string[]; current: string; table: string } {
  const node = useHeddle((s) => {
    const view = s.answer.value?.ask === 'who' ? s.answer.value.view : undefined;
    return view?.node?.startsWith('table:') ? view.node : '';
  });
  const columnsOf = useHeddle((s) => s.columnsOf);
  const [names, setNames] = useState<string[]>([]);
  useEffect(() => {
    let isCurrent = true;
    setNames([]);
    if (node) void columnsOf(node).then((found) => isCurrent && setNames(found));
    return () => void (isCurrent = false);
  }, [node, columnsOf]);
  const question = node ? questionOfNode(node) : undefined;
  const table = question?.ask === 'who' ? question.resource : '';
  const current = names.find((name) => resource.toLowerCase().endsWith(`.${name.toLowerCase()}`)) ?? ANY;
  return { names: table ? names : [], current, table };
}
