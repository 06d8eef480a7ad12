import { useState } from 'react';
import type { ExpressionsView, SavedExpression } from '../../../core/lake/views';
import type { LFTagPair } from '../../../core/model/lakeformation';
import { EditDialog } from '../../app/change/EditDialog';
import { ExpressionField, isWholeExpression } from '../../app/change/ExpressionField';
import { namesMade, withTagsMade, type MarkedTag } from '../../app/change/pending';
import { PlaceField } from '../../app/change/PlaceField';
import { useBasketEdits } from '../../app/change/use-basket-edits';
import { TextField } from '../../ui/TextField';
import { saveExpression } from './tag-key-edits';

interface ExpressionDialogProps {
  view: ExpressionsView;
  /** Null makes a new one. */
  expression: SavedExpression | null;
  onClose: () => void;
}

/** A saved expression, new or with another body; the name of one stays as it is (T9). */
export function ExpressionDialog({ view, expression, onClose }: ExpressionDialogProps) {
  const { places, expressions } = view;
  const made = namesMade(useBasketEdits());
  const vocabularyOf = (account: string): MarkedTag[] => withTagsMade(view.vocabulary[account] ?? [], made, account);
  const [place, setPlace] = useState(
    expression ?? places.find(({ account }) => vocabularyOf(account).length) ?? places[0],
  );
  const [name, setName] = useState(expression?.name ?? '');
  const [description, setDescription] = useState(expression?.description ?? '');
  const [body, setBody] = useState<readonly LFTagPair[]>(expression?.expression ?? []);
  const isTaken =
    !expression &&
    expressions.some(
      (one) =>
        one.account === place?.account &&
        one.region === place.region &&
        one.name.toLowerCase() === name.trim().toLowerCase(),
    );
  const isSame =
    expression !== null &&
    JSON.stringify(body) === JSON.stringify(expression.expression) &&
    description === (expression.description ?? '');
  const isWhole = place && name.trim() && isWholeExpression(body) && !isSame;
  return (
    <EditDialog
      title={expression ? `Change the saved expression ${expression.name}` : 'Save an LF-Tag expression'}
      edits={isWhole ? saveExpression(place, !expression, name, description, body) : []}
      isBlocked={isTaken}
      onClose={onClose}
    >
      <div className="change-fields">
        {expression ? null : (
          <PlaceField
            places={places}
            value={place}
            onChange={(next) => {
              setPlace(next);
              setBody([]);
            }}
          />
        )}
        {expression ? null : (
          <TextField
            isWide
            label="Name"
            value={name}
            error={isTaken ? 'The account has an expression of this name.' : undefined}
            onChange={setName}
          />
        )}
      </div>
      <TextField
        isWide
        label="Description"
        value={description}
        placeholder="What it is for"
        onChange={setDescription}
      />
      {place && vocabularyOf(place.account).length === 0 ? (
        <p className="change-trouble">This account has no LF-Tags yet: create a key first.</p>
      ) : (
        <ExpressionField vocabulary={place ? vocabularyOf(place.account) : []} value={body} onChange={setBody} />
      )}
    </EditDialog>
  );
}
