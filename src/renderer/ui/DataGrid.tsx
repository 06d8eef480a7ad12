import { useVirtualizer } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';

export interface GridColumn<T> {
  id: string;
  header: string;
  /** A CSS grid track, default `minmax(0, 1fr)`. */
  width?: string;
  cell: (row: T) => ReactNode;
  /** Shown whole on hover where the cell is cut. */
  title?: (row: T) => string;
  /** Left out where the grid is narrower than its columns need: the details beside it tell the same. */
  isSpare?: boolean;
}

interface DataGridProps<T> {
  label: string;
  columns: readonly GridColumn<T>[];
  rows: readonly T[];
  rowId: (row: T) => string;
  selected?: string | null;
  /** Rows that open: makes the grid a tree. `open` undefined = a leaf. */
  tree?: { level: (row: T) => number; open: (row: T) => boolean | undefined; onToggle: (row: T) => void };
  /** Makes the heads buttons that sort; the caller sorts the rows. */
  sort?: { by: string; isDescending: boolean; onSort: (column: string) => void };
  empty: string;
  onSelect?: (row: T) => void;
}

const ROW = 34;
/** What a column needs at least where its track names no width of its own, and the room beside it: CSS pixels. */
const LEAST = 84;
const GAP = 14;

/**
 * Rows of one height, only those in sight mounted: 100,000 rows scroll as 40 do. One row takes the focus at a time; arrows,
 * Page, Home and End move it, Enter opens or chooses, Right and Left open and close.
 */
export function DataGrid<T>({
  label,
  columns: all,
  rows,
  rowId,
  selected,
  tree,
  sort,
  empty,
  onSelect,
}: DataGridProps<T>) {
  'use no memo';
  const frame = useRef<HTMLDivElement>(null);
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const [isMoved, setMoved] = useState(false);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 12,
  });
  const columns = useWidth(frame) < leastOfAll(all) ? all.filter(({ isSpare }) => !isSpare) : all;
  const template = columns.map(({ width }) => width ?? 'minmax(0, 1fr)').join(' ');
  const current = Math.min(active, Math.max(0, rows.length - 1));

  useEffect(() => {
    if (!isMoved) return;
    scroller.current?.querySelector<HTMLElement>(`[data-row="${current}"]`)?.focus();
    setMoved(false);
  }, [isMoved, current]);

  const move = (to: number): void => {
    const next = Math.max(0, Math.min(rows.length - 1, to));
    virtual.scrollToIndex(next);
    setActive(next);
    setMoved(true);
  };

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.target instanceof HTMLButtonElement) return;
    const row = rows[current];
    if (!row) return;
    const isOpen = tree?.open(row);
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 340) / ROW) - 1);
    const steps: Record<string, () => void> = {
      ArrowDown: () => move(current + 1),
      ArrowUp: () => move(current - 1),
      PageDown: () => move(current + page),
      PageUp: () => move(current - page),
      Home: () => move(0),
      End: () => move(rows.length - 1),
      Enter: () => (isOpen === undefined ? onSelect?.(row) : tree?.onToggle(row)),
      ' ': () => onSelect?.(row),
      ArrowRight: () => void (isOpen === false && tree?.onToggle(row)),
      ArrowLeft: () => void (isOpen === true && tree?.onToggle(row)),
    };
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    step();
  };

  return (
    <div
      ref={frame}
      className="grid"
      role={tree ? 'treegrid' : 'grid'}
      aria-label={label}
      aria-rowcount={rows.length + 1}
      onKeyDown={onKeyDown}
    >
      <div className="grid-wide" role="presentation" style={{ minInlineSize: leastOfAll(columns) }}>
        <div role="rowgroup">
          <div className="grid-row grid-head" role="row" aria-rowindex={1} style={{ gridTemplateColumns: template }}>
            {columns.map(({ id, header }) => (
              <div
                key={id}
                className="grid-cell"
                role="columnheader"
                aria-sort={sort?.by === id ? (sort.isDescending ? 'descending' : 'ascending') : undefined}
              >
                {sort ? (
                  <button type="button" className="grid-sort" onClick={() => sort.onSort(id)}>
                    {header}
                    <span aria-hidden="true">{sort.by === id ? (sort.isDescending ? ' ▾' : ' ▴') : ''}</span>
                  </button>
                ) : (
                  header
                )}
              </div>
            ))}
          </div>
        </div>
        <div className="grid-scroll" ref={scroller} role="rowgroup" tabIndex={rows.length ? undefined : 0}>
          {rows.length ? null : (
            <div role="row">
              <div className="state" role="gridcell">
                {empty}
              </div>
            </div>
          )}
          <div className="grid-space" role="presentation" style={{ blockSize: virtual.getTotalSize() }}>
            {virtual.getVirtualItems().map(({ index, start, size }) => {
              const row = rows[index];
              if (row === undefined) return null;
              const id = rowId(row);
              return (
                <div
                  key={id}
                  className="grid-row grid-body-row"
                  role="row"
                  data-row={index}
                  aria-rowindex={index + 2}
                  aria-selected={selected === undefined ? undefined : selected === id}
                  aria-level={tree ? tree.level(row) + 1 : undefined}
                  aria-expanded={tree?.open(row)}
                  tabIndex={index === current ? 0 : -1}
                  style={{ gridTemplateColumns: template, insetBlockStart: start, blockSize: size }}
                  onFocus={() => setActive(index)}
                  onClick={() => onSelect?.(row)}
                  onDoubleClick={() => tree?.open(row) !== undefined && tree?.onToggle(row)}
                >
                  {columns.map((column) => (
                    <div key={column.id} className="grid-cell" role="gridcell" title={column.title?.(row)}>
                      {column.cell(row)}
                    </div>
                  ))}
                </div>
              );
            })}
          </div>
        </div>
      </div>
    </div>
  );
}

const leastOf = (width = ''): number => Number(/(\d+)px/.exec(width)?.[1] ?? LEAST);

const leastOfAll = (columns: readonly { width?: string }[]): number =>
  columns.reduce((sum, { width }) => sum + leastOf(width) + GAP, 2 * GAP);

/** CSS pixels within the borders; endless until it is measured. */
function useWidth(element: RefObject<HTMLElement | null>): number {
  const [width, setWidth] = useState(Infinity);
  useLayoutEffect(() => {
    if (!element.current) return;
    const observer = new ResizeObserver(([entry]) => entry && setWidth(entry.contentRect.width));
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [element]);
  return width;
}
