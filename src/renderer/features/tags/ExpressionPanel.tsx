import { useState } from 'react';
import type { SavedExpression } from '../../../core/lake/views';
import { EditDialog } from '../../app/change/EditDialog';
import { HeldRows } from '../../app/change/HeldRows';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { deleteExpression } from './tag-key-edits';

interface ExpressionPanelProps {
  expression: SavedExpression;
  onEdit: () => void;
  onClose: () => void;
}

/** A saved expression: its body, what it matches, who is granted something by it. */
export function ExpressionPanel({ expression, onEdit, onClose }: ExpressionPanelProps) {
  const openGrant = useHeddle((s) => s.openGrant);
  const [isDeleting, setDeleting] = useState(false);
  const { name, account, accountName, text, description, databases, tables } = expression;
  const resource = `expression:${account}/${name}`;
  return (
    <Panel title={name} kind={`saved expression of ${accountName ?? account}`} onClose={onClose}>
      <div className="panel-actions">
        <Button onClick={() => openGrant({ mode: 'grant', resource })}>Grant…</Button>
        <Button onClick={() => openGrant({ mode: 'revoke', resource })}>Revoke…</Button>
        <Button onClick={onEdit}>Change…</Button>
        <Button onClick={() => setDeleting(true)}>Delete…</Button>
      </div>
      {description ? <p className="tags-say">{description}</p> : null}
      <p className="tags-say">
        <code>{text}</code> matches {databases} {databases === 1 ? 'database' : 'databases'} and {tables}{' '}
        {tables === 1 ? 'table' : 'tables'}, as a whole or in some columns.
      </p>
      <HeldRows resource={resource} />
      {isDeleting ? (
        <EditDialog
          title={`Delete the saved expression ${name}`}
          edits={deleteExpression(expression, name)}
          onClose={() => setDeleting(false)}
        >
          <p>Every grant that was made by it goes with it.</p>
        </EditDialog>
      ) : null}
    </Panel>
  );
}
