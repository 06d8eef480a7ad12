import { useState } from 'react';
import type { ReportFormat } from '../../../contract/calls';
import type { JournalEntry } from '../../../contract/change';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { Icon } from '../../ui/Icon';
import { Menu } from '../../ui/Menu';
import { REPORT_FORMATS } from '../../ui/report-formats';
import { TextFilter } from '../../ui/TextFilter';
import { dateWords } from '../../ui/when';

const MOST = 100;
/** Differences of an entry that are told before it is opened. */
const DIFFERENCES = 2;

/** What was done, newest first: verified or not, and the way back. */
export function JournalPanel() {
  const journal = useHeddle((s) => s.journal);
  const load = useHeddle((s) => s.loadJournal);
  const exportJournal = useHeddle((s) => s.exportJournal);
  const [text, setText] = useState('');
  const [said, setSaid] = useState('');
  const wanted = text.trim().toLowerCase();
  const entries = (journal.value?.entries ?? []).filter((entry) => !wanted || wordsOf(entry).includes(wanted));
  const save = async (format: ReportFormat): Promise<void> => {
    const result = await exportJournal(format, wanted ? entries.map(({ id }) => id) : undefined);
    setSaid(result.ok ? (result.value ? `Saved to ${result.value.path}` : '') : result.error.message);
  };
  return (
    <section className="change-card journal" aria-label="Journal">
      <h2>
        Journal
        {journal.value?.entries.length ? (
          <span className="journal-tools">
            <TextFilter label="Find in the journal" value={text} onChange={setText} />
            <Menu
              label="Export"
              items={REPORT_FORMATS}
              onChoose={(id) => {
                const format = REPORT_FORMATS.find((one) => one.id === id);
                if (format) void save(format.id);
              }}
            />
          </span>
        ) : null}
      </h2>
      <p role="status" className="journal-said">
        {said}
      </p>
      {journal.status === 'failed' ? (
        <ErrorPanel trouble={journal.trouble} title="The journal could not be read" onRetry={() => void load()} />
      ) : null}
      {journal.value?.damaged ? (
        <p className="plan-refused" role="alert">
          <Icon name="warning" size={14} /> The journal is damaged and was left as it is: {journal.value.damaged}
        </p>
      ) : null}
      {journal.value?.entries.length === 0 ? <p className="change-none">Nothing was changed with Heddle yet.</p> : null}
      {wanted && entries.length === 0 && journal.value?.entries.length ? (
        <p className="change-none">No change says “{text.trim()}”.</p>
      ) : null}
      <ul className="journal-lines">
        {entries.slice(0, MOST).map((entry) => (
          <JournalLine key={entry.id} entry={entry} />
        ))}
      </ul>
      {entries.length > MOST ? <p className="change-none">{entries.length - MOST} older ones are not shown.</p> : null}
      {journal.value?.entries.length ? (
        <p className="journal-head">
          Head of the chain <code>{journal.value.head}</code>
        </p>
      ) : null}
    </section>
  );
}

const wordsOf = ({ sentences, writes, state, id, calls }: JournalEntry): string =>
  [
    id,
    state,
    ...sentences,
    ...calls.map(({ operation }) => operation),
    ...writes.flatMap((w) => [w.account, w.accountName ?? '', w.role]),
  ]
    .join(' ')
    .toLowerCase();

function JournalLine({ entry }: { entry: JournalEntry }) {
  const undo = useHeddle((s) => s.reviewUndo);
  const resume = useHeddle((s) => s.reviewResume);
  const [isOpen, setOpen] = useState(false);
  const { id, at, sentences, writes, verified, differences, final, undoOf, undoneBy, calls } = entry;
  const title = sentences[0] ?? 'A change';
  // The same change may have been made before: the date tells which.
  const name = `${title}, ${dateWords(at)}`;
  return (
    <li>
      <div className="journal-line">
        <button type="button" className="journal-open" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
          <span className="journal-title">
            {undoOf ? 'Undo: ' : ''}
            {title}
            {sentences.length > 1 ? `, and ${sentences.length - 1} more` : ''}
          </span>
          <span className="journal-facts">
            {dateWords(at)} ·{' '}
            {writes.map(({ account, accountName, role }) => `${accountName ?? account} as ${role}`).join(', ')}
          </span>
        </button>
        <StateChip entry={entry} />
        {verified === true ? <Chip tone="granted">verified</Chip> : null}
        {verified === false ? <Chip tone="failed">{differences.length ? 'differs' : 'not verified'}</Chip> : null}
        {entry.state !== 'applied' && !undoneBy ? (
          <Button label={`Finish: ${name}`} onClick={() => void resume(id)}>
            Finish…
          </Button>
        ) : null}
        {undoneBy ? (
          <Chip tone="dormant">undone</Chip>
        ) : final === undefined ? (
          <Button label={`Undo: ${name}`} onClick={() => void undo(id)}>
            Undo…
          </Button>
        ) : (
          <span className="journal-final" title={final}>
            final
          </span>
        )}
      </div>
      {differences.slice(0, isOpen ? differences.length : DIFFERENCES).map((difference) => (
        <p key={difference} className="journal-difference">
          {difference}
        </p>
      ))}
      {!isOpen && differences.length > DIFFERENCES ? (
        <p className="journal-difference">
          <button type="button" className="link-button" onClick={() => setOpen(true)}>
            and {differences.length - DIFFERENCES} more
          </button>
        </p>
      ) : null}
      {isOpen ? (
        <ul className="journal-calls">
          {sentences.slice(1).map((sentence, at2) => (
            <li key={`${at2} ${sentence}`}>{sentence}</li>
          ))}
          {calls.map(({ operation, account, outcome, message }, number) => (
            <li key={`${number} ${operation}`}>
              <code>{operation}</code> in {account}: {outcome.replace('-', ' ')}
              {message ? ` — ${message}` : ''}
            </li>
          ))}
          {final === undefined ? null : <li>{final}</li>}
        </ul>
      ) : null}
    </li>
  );
}

function StateChip({ entry: { state } }: { entry: JournalEntry }) {
  if (state === 'applied') return <Chip tone="granted">applied</Chip>;
  return (
    <Chip tone={state === 'cancelled' ? 'dormant' : 'failed'}>{state === 'partly' ? 'partly applied' : state}</Chip>
  );
}
