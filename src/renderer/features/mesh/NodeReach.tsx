import { useEffect, useState } from 'react';
import { rowCount, textAt, type PackedTable } from '../../../core/report/packed-table';
import type { AccessView } from '../../../core/report/views';
import { questionOfNode } from '../../../core/report/question-of-node';
import { linkOf } from '../../store/access-link';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';

const FIRST = 5;

/** Effective access, decided: the first five who read the node, or the first five tables that it reads, with a way to all. */
export function NodeReach({ id }: { id: string }) {
  const peek = useHeddle((s) => s.peek);
  const navigate = useHeddle((s) => s.navigate);
  const snapshot = useHeddle((s) => s.app.value?.snapshot?.id);
  const [view, setView] = useState<Async<AccessView>>(IDLE);
  useEffect(() => {
    const question = questionOfNode(id);
    if (!question || (question.ask !== 'who' && question.ask !== 'what')) return setView(IDLE);
    let isCurrent = true;
    setView(loadingAgain);
    void peek({ ...question, permission: 'SELECT' }).then((result) => {
      if (isCurrent) setView((before) => settled(result, before));
    });
    return () => void (isCurrent = false);
  }, [id, snapshot, peek]);
  const question = questionOfNode(id);
  if (!question || view.status === 'idle') return null;
  const isWho = question.ask === 'who';
  const lines = view.value && readLines(view.value.lines, isWho);
  const shown = lines?.slice(0, FIRST) ?? [];
  return (
    <section>
      <h3>{isWho ? 'Who can read it' : 'What it can read'}</h3>
      {view.status === 'failed' ? <p className="faint">{view.trouble.message}</p> : null}
      {view.status === 'loading' && !lines ? <p className="faint">Working it out …</p> : null}
      {lines?.length === 0 ? <p>{isWho ? 'Nobody that Heddle can see.' : 'No table that Heddle can see.'}</p> : null}
      {shown.length ? (
        <table className="plain-table">
          <thead>
            <tr>
              <th scope="col">{isWho ? 'Principal' : 'Table'}</th>
              <th scope="col">{shown.some(({ tables }) => tables > 1) ? 'What of it' : 'Columns'}</th>
              <th scope="col">Rows</th>
            </tr>
          </thead>
          <tbody>
            {shown.map(({ name, whole, columns, rows, tables }) => (
              <tr key={whole}>
                <td title={whole}>{isWho ? name : name.replace(/^[^/]*\//, '')}</td>
                <td>{tables > 1 ? `${String(tables)} tables` : columns}</td>
                <td>{tables > 1 ? '' : rows}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
      {lines?.length ? (
        <Button
          kind="inline-link"
          onClick={() => navigate(linkOf({ ...question, permission: 'SELECT' } as typeof question))}
        >
          {lines.length > FIRST ? `All ${String(lines.length)}, and why` : 'Why'}
        </Button>
      ) : null}
    </section>
  );
}

interface Line {
  name: string;
  whole: string;
  columns: string;
  rows: string;
  /** Of a data product or a project several lines are one. */
  tables: number;
}

/** One line per principal, or per table. */
function readLines(table: PackedTable, isWho: boolean): Line[] {
  const found = new Map<string, Line>();
  for (let at = 0; at < rowCount(table); at++) {
    const text = (column: string): string => textAt(table, at, column);
    const whole = text(isWho ? 'principal' : 'resource');
    const known = found.get(whole);
    if (known) known.tables += isWho ? 1 : 0;
    else
      found.set(whole, {
        name: text(isWho ? 'name' : 'resource'),
        whole,
        columns: text('columns'),
        rows: text('rows'),
        tables: 1,
      });
  }
  return [...found.values()];
}
