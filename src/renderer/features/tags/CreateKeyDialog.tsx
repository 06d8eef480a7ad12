import { useState } from 'react';
import type { LakePlace, LakeTag } from '../../../core/lake/views';
import { EditDialog } from '../../app/change/EditDialog';
import { PlaceField } from '../../app/change/PlaceField';
import { TextField } from '../../ui/TextField';
import { createKey, valuesIn } from './tag-key-edits';

interface CreateKeyDialogProps {
  places: readonly LakePlace[];
  tags: readonly LakeTag[];
  onClose: () => void;
}

/** A new LF-Tag: key and first values. */
export function CreateKeyDialog({ places, tags, onClose }: CreateKeyDialogProps) {
  const [place, setPlace] = useState(places[0]);
  const [key, setKey] = useState('');
  const [text, setText] = useState('');
  const values = valuesIn(text);
  const isTaken = tags.some(
    (tag) =>
      tag.account === place?.account &&
      tag.region === place.region &&
      tag.key.toLowerCase() === key.trim().toLowerCase(),
  );
  return (
    <EditDialog
      title="Create an LF-Tag"
      edits={place ? createKey(place, key, values) : []}
      isBlocked={isTaken}
      onClose={onClose}
    >
      <div className="change-fields">
        <PlaceField places={places} value={place} onChange={setPlace} />
        <TextField
          isWide
          label="Key"
          value={key}
          hint="Kept in lower case."
          error={isTaken ? 'The account has a key of this name.' : undefined}
          onChange={setKey}
        />
      </div>
      <TextField
        isWide
        label="Values"
        value={text}
        placeholder="low, mid, high"
        hint={values.length ? `${values.length} ${values.length === 1 ? 'value' : 'values'}` : 'Separated by commas.'}
        onChange={setText}
      />
    </EditDialog>
  );
}
