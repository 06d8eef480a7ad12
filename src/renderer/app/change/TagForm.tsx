import { useState } from 'react';
import type { GrantTarget } from '../../../core/change/grant-target';
import type { Edit } from '../../../core/change/plan-types';
import type { LFTagPair, Resource } from '../../../core/model/lakeformation';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { SelectField } from '../../ui/SelectField';
import { PreviewOf } from './PreviewOf';
import { useTarget } from './use-target';

const WHOLE = '';
/** The value that takes the own assignment away, so that the one above counts again. */
const INHERIT = '\u0000inherit';

/** One line per tag key: the value in effect, and another to choose. */
export function TagForm({ resource, column: first, onDone }: { resource: string; column: string; onDone: () => void }) {
  const target = useTarget(resource);
  const [column, setColumn] = useState(first);
  const [wanted, setWanted] = useState<Readonly<Record<string, string>>>({});
  const add = useHeddle((s) => s.addToBasket);
  if (target.status === 'failed') return <p className="change-trouble">{target.trouble.message}</p>;
  if (!target.value) return <p className="change-none">Say what to tag.</p>;
  const { columns, tags, label } = target.value;
  const inEffect = (key: string): string | undefined =>
    column === WHOLE
      ? tags.find((tag) => tag.key === key)?.value
      : target.value?.columnTags[column]?.[key.toLowerCase()];
  const edits = tagEdits(target.value, column, wanted, inEffect);
  return (
    <>
      {columns.length ? (
        <SelectField
          label="Where"
          value={column}
          options={[
            { value: WHOLE, label: `the whole of ${label}` },
            ...columns.map((name) => ({ value: name, label: `column ${name}` })),
          ]}
          onChange={(next) => {
            setColumn(next);
            setWanted({});
          }}
        />
      ) : null}
      {tags.length === 0 ? <p className="change-none">Account {target.value.account} has no LF-Tags.</p> : null}
      <div className="change-tags">
        {tags.map(({ key, values }) => {
          const now = inEffect(key);
          return (
            <SelectField
              key={key}
              label={key}
              value={wanted[key] ?? now ?? WHOLE}
              options={[
                ...(now === undefined ? [{ value: WHOLE, label: 'not set' }] : []),
                ...values.map((value) => ({ value, label: value === now ? `${value} (now)` : value })),
                ...(now === undefined ? [] : [{ value: INHERIT, label: 'take the own value away' }]),
              ]}
              onChange={(value) => setWanted({ ...wanted, [key]: value })}
            />
          );
        })}
      </div>
      <PreviewOf edits={edits} />
      <div className="row is-end-row">
        <Button
          kind="primary"
          isDisabled={!edits.length}
          onClick={() => {
            void add(edits);
            onDone();
          }}
        >
          Add to the basket
        </Button>
      </div>
    </>
  );
}

function tagEdits(
  { account, region, taggable }: GrantTarget,
  column: string,
  wanted: Readonly<Record<string, string>>,
  inEffect: (key: string) => string | undefined,
): Edit[] {
  const { Table } = taggable;
  const resource: Resource =
    column && Table?.Name !== undefined
      ? {
          TableWithColumns: {
            ...(Table.CatalogId === undefined ? {} : { CatalogId: Table.CatalogId }),
            DatabaseName: Table.DatabaseName,
            Name: Table.Name,
            ColumnNames: [column],
          },
        }
      : taggable;
  const pair = (TagKey: string, value: string): LFTagPair => ({ CatalogId: account, TagKey, TagValues: [value] });
  const set = Object.entries(wanted).filter(
    ([key, value]) => value !== WHOLE && value !== INHERIT && value !== inEffect(key),
  );
  const gone = Object.entries(wanted).flatMap(([key, value]): [string, string][] => {
    const now = inEffect(key);
    return value === INHERIT && now !== undefined ? [[key, now]] : [];
  });
  const edit = (operation: string, pairs: [string, string][]): Edit[] =>
    pairs.length
      ? [
          {
            account,
            region,
            service: 'lakeformation',
            operation,
            request: { Resource: resource, LFTags: pairs.map(([key, value]) => pair(key, value)) },
          },
        ]
      : [];
  return [...edit('AddLFTagsToResource', set), ...edit('RemoveLFTagsFromResource', gone)];
}
