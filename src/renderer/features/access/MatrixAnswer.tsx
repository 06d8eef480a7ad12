import { useCallback } from 'react';
import { cellText } from '../../../core/report/cell-text';
import type { MatrixView } from '../../../core/report/views';
import { useHeddle } from '../../store/StoreProvider';
import { EmptyState } from '../../ui/EmptyState';
import { MatrixGrid } from '../../ui/MatrixGrid';
import { AnswerHead } from './AnswerHead';

const SHORT: Record<string, string> = { SELECT: 'R', INSERT: 'I', DELETE: 'D', ALTER: 'A', DROP: 'X', DESCRIBE: 's' };

/** Principals down, tables across; a cell opens why. */
export function MatrixAnswer({ view }: { view: MatrixView }) {
  const question = useHeddle((s) => s.question);
  const ask = useHeddle((s) => s.ask);
  const find = useCallback(
    (row: number, column: number): number => {
      let low = view.start[row] ?? 0;
      let high = (view.start[row + 1] ?? 0) - 1;
      while (low <= high) {
        const middle = (low + high) >> 1;
        const at = view.resource[middle] ?? 0;
        if (at === column) return middle;
        if (at < column) low = middle + 1;
        else high = middle - 1;
      }
      return -1;
    },
    [view],
  );
  if (!question) return null;
  return (
    <>
      <AnswerHead question={question} sentence={view.sentence} limits={view} />
      {view.principals.length === 0 ? (
        <EmptyState title="Nothing meets these names">Write less of them.</EmptyState>
      ) : (
        <>
          <p className="access-legend">
            R read, R◐ read in part, s schema only, I insert, D delete, A alter, X drop, IAM left to IAM. A cell opens
            why.
          </p>
          <MatrixGrid
            label="Principals and tables"
            rows={view.principals.map(({ arn, name, kind }) => ({ label: name, title: `${kind} ${arn}` }))}
            columns={view.resources.map(({ text, name }) => ({ ...tableFirst(name), title: text }))}
            cell={(row, column) => {
              const at = find(row, column);
              if (at < 0) return null;
              const [mask, limit] = [view.masks[at] ?? 0, view.limits[at] ?? 0];
              return {
                content: marksOf(view.permissions, mask, limit),
                title: cellText(view.permissions, mask, limit),
              };
            }}
            onSelect={(row, column) => {
              const [principal, resource] = [view.principals[row], view.resources[column]];
              if (principal && resource) void ask({ ask: 'why', principal: principal.arn, resource: resource.text });
            }}
          />
        </>
      )}
    </>
  );
}

function marksOf(permissions: readonly string[], mask: number, limit: number): string {
  if (limit & 4) return 'IAM';
  const held = permissions.filter((name, bit) => mask & (1 << bit) && SHORT[name]);
  const telling = held.length > 1 ? held.filter((name) => name !== 'DESCRIBE') : held;
  return telling.map((name) => `${SHORT[name] ?? ''}${name === 'SELECT' && limit ? '◐' : ''}`).join(' ');
}

/** What tells tables apart first, its database below it. */
function tableFirst(name: string): { label: string; below: string } {
  const dot = name.indexOf('.');
  return dot < 0 ? { label: name, below: '' } : { label: name.slice(dot + 1), below: name.slice(0, dot) };
}
