import { useState } from 'react';
import type { LakeTag } from '../../../core/lake/views';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { EditDialog } from '../../app/change/EditDialog';
import { HeldRows } from '../../app/change/HeldRows';
import { deleteKey } from './tag-key-edits';
import { ValuesDialog } from './ValuesDialog';

interface TagPanelProps {
  tag: LakeTag;
  value?: string;
  onClose: () => void;
}

/** A key or one of its values: what rests on it, and what can be done with it. */
export function TagPanel({ tag, value, onClose }: TagPanelProps) {
  const openTab = useHeddle((s) => s.openTagsTab);
  const openGrant = useHeddle((s) => s.openGrant);
  const [dialog, setDialog] = useState<'values' | 'delete' | null>(null);
  const name = `${tag.account}/${tag.key}`;
  const resource = `tag:${name}${value === undefined ? '' : `=${value}`}`;
  const used = value === undefined ? null : tag.values.find((one) => one.value === value);
  return (
    <Panel
      title={value === undefined ? tag.key : `${tag.key} = ${value}`}
      kind={`LF-Tag of ${tag.accountName ?? tag.account}`}
      onClose={onClose}
    >
      <div className="panel-actions">
        <Button onClick={() => openTab('assignments', { tag: name, ...(value === undefined ? {} : { value }) })}>
          Where it is set
        </Button>
        <Button onClick={() => openGrant({ mode: 'grant', resource })}>Grant…</Button>
        <Button onClick={() => openGrant({ mode: 'revoke', resource })}>Revoke…</Button>
        <Button onClick={() => setDialog('values')}>Change values…</Button>
        {value === undefined ? <Button onClick={() => setDialog('delete')}>Delete the key…</Button> : null}
      </div>
      {used ? (
        <p className="tags-say">
          Carried by {used.databases} {used.databases === 1 ? 'database' : 'databases'}, {used.tables}{' '}
          {used.tables === 1 ? 'table' : 'tables'} and {used.columns} {used.columns === 1 ? 'column' : 'columns'}.
        </p>
      ) : null}
      <section>
        <h3>Saved expressions that name it</h3>
        {tag.expressions.length ? (
          <ul className="tags-names">
            {tag.expressions.map((one) => (
              <li key={one}>{one}</li>
            ))}
          </ul>
        ) : (
          <p>None.</p>
        )}
      </section>
      <HeldRows resource={resource} />
      {dialog === 'values' ? <ValuesDialog tag={tag} start={value} onClose={() => setDialog(null)} /> : null}
      {dialog === 'delete' ? (
        <EditDialog
          title={`Delete the LF-Tag ${tag.key}`}
          edits={deleteKey(tag, tag.key)}
          onClose={() => setDialog(null)}
        >
          <p>
            The key is taken off everything that carries it, in use or not, and grants by expressions that name it match
            nothing from then on.
          </p>
        </EditDialog>
      ) : null}
    </Panel>
  );
}
