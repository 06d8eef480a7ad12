import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState, type KeyboardEvent, type ReactNode } from 'react';

interface MatrixGridProps {
  label: string;
  /** Heads of the rows and of the columns; `title` is shown whole on hover. */
  rows: readonly { label: string; title: string }[];
  columns: readonly { label: string; below: string; title: string }[];
  cell: (row: number, column: number) => { content: ReactNode; title: string } | null;
  onSelect: (row: number, column: number) => void;
}

const ROW = 30;
const COLUMN = 74;
const HEAD = 176;
const SIDE = 230;

/** A table of any size in both directions: only the cells in sight are mounted. Arrows move, Enter chooses. */
export function MatrixGrid({ label, rows, columns, cell, onSelect }: MatrixGridProps) {
  'use no memo';
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState<[row: number, column: number]>([0, 0]);
  const [isMoved, setMoved] = useState(false);
  const down = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 8,
    paddingStart: HEAD,
    scrollPaddingStart: HEAD,
  });
  const across = useVirtualizer({
    horizontal: true,
    count: columns.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => COLUMN,
    overscan: 6,
    paddingStart: SIDE,
    scrollPaddingStart: SIDE,
  });
  const [row, column] = [Math.min(active[0], rows.length - 1), Math.min(active[1], columns.length - 1)];

  useEffect(() => {
    if (!isMoved) return;
    scroller.current?.querySelector<HTMLElement>(`[data-cell="${row}-${column}"]`)?.focus();
    setMoved(false);
  }, [isMoved, row, column]);

  const move = (toRow: number, toColumn: number): void => {
    const next: [number, number] = [
      Math.max(0, Math.min(rows.length - 1, toRow)),
      Math.max(0, Math.min(columns.length - 1, toColumn)),
    ];
    down.scrollToIndex(next[0]);
    across.scrollToIndex(next[1]);
    setActive(next);
    setMoved(true);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(row + 1, column),
      ArrowUp: () => move(row - 1, column),
      ArrowRight: () => move(row, column + 1),
      ArrowLeft: () => move(row, column - 1),
      PageDown: () => move(row + 10, column),
      PageUp: () => move(row - 10, column),
      Home: () => move(row, 0),
      End: () => move(row, columns.length - 1),
      Enter: () => onSelect(row, column),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };
  const seen = across.getVirtualItems();
  return (
    <div
      className="matrix"
      ref={scroller}
      role="grid"
      aria-label={label}
      aria-rowcount={rows.length + 1}
      aria-colcount={columns.length + 1}
      onKeyDown={onKeyDown}
    >
      <div
        className="matrix-space"
        role="presentation"
        style={{ blockSize: down.getTotalSize(), inlineSize: across.getTotalSize() }}
      >
        <div className="matrix-head" role="row" aria-rowindex={1} style={{ inlineSize: across.getTotalSize() }}>
          <div className="matrix-corner" role="columnheader" aria-colindex={1} style={{ inlineSize: SIDE }}>
            Principal
          </div>
          {seen.map(({ index, start }) => (
            <div
              key={index}
              className="matrix-column"
              role="columnheader"
              aria-colindex={index + 2}
              title={columns[index]?.title}
              style={{ insetInlineStart: start, inlineSize: COLUMN }}
            >
              <span>
                <b>{columns[index]?.label}</b>
                <small>{columns[index]?.below}</small>
              </span>
            </div>
          ))}
        </div>
        {down.getVirtualItems().map(({ index: r, start: top }) => (
          <div
            key={r}
            className="matrix-row"
            role="row"
            aria-rowindex={r + 2}
            style={{ insetBlockStart: top, blockSize: ROW, inlineSize: across.getTotalSize() }}
          >
            <div
              className="matrix-side"
              role="rowheader"
              aria-colindex={1}
              title={rows[r]?.title}
              style={{ inlineSize: SIDE }}
            >
              {rows[r]?.label}
            </div>
            {seen.map(({ index: c, start: left }) => {
              const shown = cell(r, c);
              return (
                <div
                  key={c}
                  className={shown ? 'matrix-cell is-held' : 'matrix-cell'}
                  role="gridcell"
                  aria-colindex={c + 2}
                  title={shown?.title}
                  data-cell={`${r}-${c}`}
                  tabIndex={r === row && c === column ? 0 : -1}
                  style={{ insetInlineStart: left, inlineSize: COLUMN }}
                  onFocus={() => setActive([r, c])}
                  onClick={() => onSelect(r, c)}
                >
                  <span aria-hidden="true">{shown?.content}</span>
                  <span className="visually-hidden">{shown?.title ?? 'no access'}</span>
                </div>
              );
            })}
          </div>
        ))}
      </div>
    </div>
  );
}
