import { useState } from 'react';
import type { LakeFilter } from '../../../core/lake/views';
import { EditDialog } from '../../app/change/EditDialog';
import { NameTrouble } from '../../app/change/NameTrouble';
import { filterNames } from '../../app/change/pending-target';
import { useBasketEdits } from '../../app/change/use-basket-edits';
import { useWrittenName } from '../../app/change/use-written-name';
import { useHeddle } from '../../store/StoreProvider';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { SuggestField } from '../../ui/SuggestField';
import { TextField } from '../../ui/TextField';
import { draftOf, filterEdits, type FilterDraft } from './filter-edits';
import { RowsField } from './RowsField';
import { useFilterTarget } from './use-filter-target';

const COLUMN_MODES = [
  { value: 'all', label: 'all columns' },
  { value: 'include', label: 'only some columns' },
  { value: 'exclude', label: 'all columns but some' },
];
const ROW_MODES = [
  { value: 'where', label: 'rows where …' },
  { value: 'all', label: 'all rows' },
];

/** A data filter, new or another one in its place; table and name of one stay as they are. */
export function FilterDialog({ filter, onClose }: { filter: LakeFilter | null; onClose: () => void }) {
  const suggest = useHeddle((s) => s.suggest);
  const basket = useBasketEdits();
  const table = useWrittenName(filter?.resource);
  const [draft, setDraft] = useState<FilterDraft>(() => ({
    ...draftOf(filter),
    ...(filter ? {} : { rowMode: 'where' }),
  }));
  const [isRight, setRight] = useState(true);
  const found = useFilterTarget(table.settled);
  const target = found.value;
  const set = (part: Partial<FilterDraft>): void => setDraft({ ...draft, ...part });
  const isTaken = !filter && target !== undefined && filterNames(target, basket).includes(draft.name.trim());
  const edits = target && !target.refused ? filterEdits(target, filter, draft) : [];
  return (
    <EditDialog
      title={filter ? `Change the data filter ${filter.name}` : 'Create a data filter'}
      edits={edits}
      isBlocked={isTaken || (draft.rowMode === 'where' && !isRight)}
      onClose={onClose}
    >
      {filter ? (
        <p className="change-none">On {filter.table}.</p>
      ) : (
        <div className="change-fields">
          <SuggestField
            {...table.field}
            label="On the table"
            placeholder="database.table"
            suggest={(text) => suggest('table', text)}
          />
          <TextField
            isWide
            label="Name"
            value={draft.name}
            error={isTaken ? 'The table has a filter of this name, or gets one by the change set.' : undefined}
            onChange={(name) => set({ name })}
          />
        </div>
      )}
      <NameTrouble of={found} name={table} />
      {target?.refused && !table.isWriting ? <p className="change-trouble">{target.refused}</p> : null}
      {target && !target.refused ? (
        <>
          <div className="change-fields">
            <SelectField
              label="Columns"
              value={draft.columnMode}
              options={COLUMN_MODES}
              onChange={(columnMode) => set({ columnMode: columnMode as FilterDraft['columnMode'] })}
            />
            {draft.columnMode === 'all' ? null : (
              <div className="change-columns">
                <Choices
                  label={draft.columnMode === 'include' ? 'Columns to include' : 'Columns to leave out'}
                  values={draft.columns}
                  options={target.choices.map((name) => ({ value: name, label: name }))}
                  onChange={(columns) => set({ columns })}
                />
                <small>{draft.columns.join(', ') || 'none chosen yet'}</small>
              </div>
            )}
          </div>
          <SelectField
            label="Rows"
            value={draft.rowMode}
            options={ROW_MODES}
            onChange={(rowMode) => set({ rowMode: rowMode as FilterDraft['rowMode'] })}
          />
          {draft.rowMode === 'where' ? (
            <RowsField
              resource={table.settled}
              columns={target.columns}
              value={draft.expression}
              onChange={(expression) => set({ expression })}
              onJudged={setRight}
            />
          ) : null}
          {filter ? null : (
            <SuggestField
              label="Grant SELECT through it to (may stay empty)"
              value={draft.grantTo}
              placeholder="A role, user or group"
              takesNames
              suggest={(text) => suggest('grantee', text)}
              onChange={(grantTo) => set({ grantTo })}
              onDone={(grantTo) => set({ grantTo })}
            />
          )}
        </>
      ) : null}
    </EditDialog>
  );
}
