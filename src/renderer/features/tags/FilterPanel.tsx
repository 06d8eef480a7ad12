import { useState } from 'react';
import type { LakeFilter } from '../../../core/lake/views';
import { EditDialog } from '../../app/change/EditDialog';
import { HeldRows } from '../../app/change/HeldRows';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Panel } from '../../ui/Panel';
import { deleteFilter } from './filter-edits';

interface FilterPanelProps {
  filter: LakeFilter;
  onEdit: () => void;
  onClose: () => void;
}

/** One data filter: what it lets through, to whom, and what can be done with it. */
export function FilterPanel({ filter, onEdit, onClose }: FilterPanelProps) {
  const openGrant = useHeddle((s) => s.openGrant);
  const openTags = useHeddle((s) => s.openTags);
  const [isDeleting, setDeleting] = useState(false);
  const resource = `filter:${filter.resource}/${filter.name}`;
  return (
    <Panel title={filter.name} kind={`data filter of ${filter.table}`} onClose={onClose}>
      <div className="panel-actions">
        {filter.record ? (
          <>
            <Button onClick={() => openGrant({ mode: 'grant', resource })}>Grant…</Button>
            <Button onClick={onEdit}>Change…</Button>
            <Button onClick={() => setDeleting(true)}>Delete…</Button>
          </>
        ) : null}
        <Button onClick={() => openGrant({ mode: 'revoke', resource })}>Revoke…</Button>
        <Button onClick={() => openTags({ resource: filter.resource })}>Retag the table…</Button>
      </div>
      {filter.record ? null : (
        <p className="tags-say">Only a grant names this filter: it was deleted, or could not be read.</p>
      )}
      <dl className="facts tags-facts">
        <dt>Columns</dt>
        <dd>{filter.columns}</dd>
        <dt>Rows</dt>
        <dd>{filter.record?.RowFilter?.FilterExpression ? <code>{filter.rows}</code> : filter.rows}</dd>
      </dl>
      <HeldRows resource={resource} />
      {isDeleting ? (
        <EditDialog
          title={`Delete the data filter ${filter.name}`}
          edits={deleteFilter(filter)}
          onClose={() => setDeleting(false)}
        >
          <p>Those who are granted something through it lose it.</p>
        </EditDialog>
      ) : null}
    </Panel>
  );
}
