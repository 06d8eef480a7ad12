import { useState } from 'react';
import type { LakeTag, TagValueUse } from '../../../core/lake/views';
import { counted } from '../../../core/model/counted';
import { EditDialog } from '../../app/change/EditDialog';
import { Choices } from '../../ui/Choices';
import { TextField } from '../../ui/TextField';
import { changeValues, valuesIn } from './tag-key-edits';

interface ValuesDialogProps {
  tag: LakeTag;
  /** The value that the dialog was opened on. */
  start?: string;
  onClose: () => void;
}

/** `1 database, 6 tables`: what carries a value, without what does not. */
const carriers = (use: TagValueUse): string =>
  (['database', 'table', 'column'] as const)
    .filter((what) => use[`${what}s`] > 0)
    .map((what) => counted(use[`${what}s`], what))
    .join(', ');

/** Values to add to a key, and to take away from it. */
export function ValuesDialog({ tag, start, onClose }: ValuesDialogProps) {
  const [text, setText] = useState('');
  const [gone, setGone] = useState<readonly string[]>(start === undefined ? [] : [start]);
  const known = new Set(tag.values.map(({ value }) => value.toLowerCase()));
  const added = valuesIn(text).filter((value) => !known.has(value));
  const doubled = valuesIn(text).filter((value) => known.has(value));
  const inUse = tag.values.filter(
    ({ value, databases, tables, columns }) => gone.includes(value) && databases + tables + columns > 0,
  );
  const isLast = added.length === 0 && gone.length === tag.values.length;
  return (
    <EditDialog
      title={`Change the values of ${tag.key}`}
      edits={changeValues(tag, tag.key, added, gone)}
      isBlocked={isLast}
      onClose={onClose}
    >
      <TextField
        isWide
        label="Values to add"
        value={text}
        hint={doubled.length ? `Already there: ${doubled.join(', ')}.` : 'Separated by commas.'}
        onChange={setText}
      />
      <div className="change-columns">
        <Choices
          label="Values to take away"
          values={gone}
          options={tag.values.map(({ value }) => ({ value, label: value }))}
          onChange={setGone}
        />
        <small>{gone.join(', ') || 'none'}</small>
      </div>
      {isLast ? <p className="change-trouble">A key keeps at least one value; delete the key instead.</p> : null}
      {inUse.length ? (
        <p className="change-trouble">
          In use: {inUse.map((one) => `${one.value} (${carriers(one)})`).join(', ')}. AWS refuses to delete a value in
          use: <em>Where it is set</em> shows what to retag first.
        </p>
      ) : null}
    </EditDialog>
  );
}
