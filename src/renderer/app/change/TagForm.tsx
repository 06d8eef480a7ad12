import { useState } from 'react';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { DraftEdits } from './DraftEdits';
import { NameTrouble } from './NameTrouble';
import { tagWords } from './pending';
import { INHERIT, MIXED, tagEdits, valueInEffect } from './tag-edits';
import { useTarget } from './use-target';
import type { WrittenName } from './use-written-name';

interface TagFormProps {
  of: WrittenName;
  column: string;
  onDone: () => void;
}

const WHOLE = '';

/** One line per tag key: the value in effect, and another to choose; of several columns at once where these are chosen. */
export function TagForm({ of, column: first, onDone }: TagFormProps) {
  const target = useTarget(of.settled);
  const [columns, setColumns] = useState<readonly string[]>(first ? [first] : []);
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>({});
  if (target.status === 'failed' && !of.isWriting) return <NameTrouble of={target} name={of} />;
  if (!target.value) return <p className="change-none">Say what to tag.</p>;
  const found = target.value;
  const { columns: all, tags, label, taggable, account } = found;
  if (!taggable)
    return <p className="change-none">LF-Tags are assigned to databases, tables and columns; {label} takes none.</p>;
  const inEffect = (key: string): string | undefined => valueInEffect(found, columns, key);
  const edits = tagEdits(found, columns, wanted, inEffect);
  return (
    <>
      {all.length ? (
        <div className="change-columns">
          <Choices
            label="Columns (none = the whole table)"
            values={columns}
            options={all.map((name) => ({ value: name, label: name }))}
            onChange={(next) => {
              setColumns(next);
              setWanted({});
            }}
          />
          <small>{columns.length ? columns.join(', ') : `the whole of ${label}`}</small>
        </div>
      ) : null}
      {tags.length === 0 ? <p className="change-none">Account {account} has no LF-Tags.</p> : null}
      <div className="change-tags">
        {tags.map((tag) => {
          const { key, values } = tag;
          const now = inEffect(key);
          return (
            <SelectField
              key={key}
              label={tagWords(tag)}
              value={wanted[key] ?? now ?? WHOLE}
              options={[
                ...(now === undefined ? [{ value: WHOLE, label: 'not set' }] : []),
                ...(now === MIXED ? [{ value: MIXED, label: 'different values' }] : []),
                ...values.map((value) => ({ value, label: value === now ? `${value} (now)` : tagWords(tag, value) })),
                ...(now === undefined || now === MIXED ? [] : [{ value: INHERIT, label: 'take the own value away' }]),
              ]}
              onChange={(value) => setWanted({ ...wanted, [key]: value })}
            />
          );
        })}
      </div>
      <DraftEdits edits={edits} onDone={onDone} />
    </>
  );
}
