import { useEffect, useState } from 'react';
import type { CompareAsked } from '../../../core/report/question';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { SelectField } from '../../ui/SelectField';
import { SuggestField } from '../../ui/SuggestField';
import { dateWords } from '../../ui/when';

const KINDS = [
  { value: 'snapshots', label: 'two snapshots' },
  { value: 'principals', label: 'two principals' },
  { value: 'resources', label: 'two tables or databases' },
] as const;

/** Two principals, two resources, or two snapshots. */
export function CompareForm({ asked }: { asked: CompareAsked | null }) {
  const ask = useHeddle((s) => s.ask);
  const suggest = useHeddle((s) => s.suggest);
  const history = useHeddle((s) => s.history.value);
  const connection = useHeddle((s) => s.app.value?.connection?.name);
  const loadHistory = useHeddle((s) => s.loadHistory);
  const [what, setWhat] = useState<CompareAsked['what']>(asked?.what ?? 'snapshots');
  const [from, setFrom] = useState(asked?.from ?? '');
  const [to, setTo] = useState(asked?.to ?? '');
  useEffect(() => {
    if (!asked) return;
    setWhat(asked.what);
    setFrom(asked.from);
    setTo(asked.to);
  }, [asked]);
  useEffect(() => void loadHistory(), [loadHistory]);
  const snapshots = (history ?? [])
    .filter((s) => s.connection === connection)
    .map((s) => ({ value: s.id, label: dateWords(s.takenAt), description: s.id }));
  const put = (given: { from?: string; to?: string }): void => {
    const next = { from: (given.from ?? from).trim(), to: (given.to ?? to).trim() };
    if (next.from && next.to) void ask({ ask: 'compare', what, ...next });
  };
  return (
    <form className="access-form" role="search" aria-label="Question" onSubmit={(event) => event.preventDefault()}>
      <div className="access-field">
        <SelectField
          label="Compare"
          value={what}
          options={KINDS}
          onChange={(value) => {
            const kind = KINDS.find((k) => k.value === value);
            if (kind) setWhat(kind.value);
            setFrom('');
            setTo('');
          }}
        />
      </div>
      {what === 'snapshots' ? (
        <>
          <div className="access-field is-wide">
            <SelectField label="Older" value={from} options={snapshots} onChange={setFrom} />
          </div>
          <div className="access-field is-wide">
            <SelectField label="Newer" value={to} options={snapshots} onChange={setTo} />
          </div>
        </>
      ) : (
        (['from', 'to'] as const).map((side) => (
          <div key={side} className="access-field is-wide">
            <SuggestField
              verb="Ask about"
              label={side === 'from' ? 'One' : 'The other'}
              value={side === 'from' ? from : to}
              placeholder={what === 'principals' ? 'Role or user' : 'Table or database'}
              suggest={(text) => suggest(what === 'principals' ? 'principal' : 'resource', text)}
              onChange={side === 'from' ? setFrom : setTo}
              onDone={(value) => {
                (side === 'from' ? setFrom : setTo)(value);
                put({ [side]: value });
              }}
            />
          </div>
        ))
      )}
      <Button kind="primary" isDisabled={!from.trim() || !to.trim()} onClick={() => put({})}>
        Compare
      </Button>
    </form>
  );
}
