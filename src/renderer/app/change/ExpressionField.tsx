import type { LFTagPair } from '../../../core/model/lakeformation';
import { Button } from '../../ui/Button';
import { Choices } from '../../ui/Choices';
import { SelectField } from '../../ui/SelectField';
import { tagWords, type MarkedTag } from './pending';

interface ExpressionFieldProps {
  vocabulary: readonly MarkedTag[];
  value: readonly LFTagPair[];
  onChange: (value: LFTagPair[]) => void;
}

const ANY = '*';

/** An LF-Tag expression, key by key: every key must hold, by any of the values chosen for it (T3, T4). */
export function ExpressionField({ vocabulary, value, onChange }: ExpressionFieldProps) {
  const used = new Set(value.map(({ TagKey }) => TagKey.toLowerCase()));
  const free = vocabulary.filter(({ key }) => !used.has(key.toLowerCase()));
  const replace = (at: number, pair: LFTagPair): void => onChange(value.map((one, nth) => (nth === at ? pair : one)));
  return (
    <fieldset className="change-permissions change-expression">
      <legend>Expression: all of these must hold</legend>
      {value.map((pair, at) => {
        const known = vocabulary.find(({ key }) => key.toLowerCase() === pair.TagKey.toLowerCase());
        const words = pair.TagValues.includes(ANY) ? 'any value' : pair.TagValues.join(' or ');
        return (
          <div key={pair.TagKey} className="change-pair">
            <SelectField
              isBare
              label={`Key ${at + 1}`}
              value={pair.TagKey}
              options={[known ?? { key: pair.TagKey, values: [] }, ...free].map((tag) => ({
                value: tag.key,
                label: tagWords(tag),
              }))}
              onChange={(TagKey) => replace(at, { TagKey, TagValues: [] })}
            />
            <Choices
              label={`Values of ${pair.TagKey}`}
              values={pair.TagValues}
              options={[
                { value: ANY, label: 'any value' },
                ...(known?.values ?? pair.TagValues).map((one) => ({
                  value: one,
                  label: known ? tagWords(known, one) : one,
                })),
              ]}
              onChange={(chosen) => replace(at, { ...pair, TagValues: oneOrAny(pair.TagValues, chosen) })}
            />
            <small title={words}>{words || 'no value chosen yet'}</small>
            <Button
              kind="icon"
              icon="close"
              label={`Take out ${pair.TagKey}`}
              onClick={() => onChange(value.filter((_, nth) => nth !== at))}
            />
          </div>
        );
      })}
      <div>
        <Button
          icon="add-plus"
          isDisabled={free.length === 0}
          onClick={() => onChange([...value, { TagKey: free[0]?.key ?? '', TagValues: [] }])}
        >
          Add a key
        </Button>
      </div>
    </fieldset>
  );
}

/** Any value and single values exclude each other; the later choice counts. */
const oneOrAny = (before: readonly string[], chosen: string[]): string[] =>
  chosen.includes(ANY) ? (before.includes(ANY) && chosen.length > 1 ? chosen.filter((v) => v !== ANY) : [ANY]) : chosen;

/** Every key has a value. */
export const isWholeExpression = (expression: readonly LFTagPair[]): boolean =>
  expression.length > 0 && expression.every(({ TagValues }) => TagValues.length > 0);
