import { useMemo, useState } from 'react';
import { COMPARE_KEYS } from '../../../core/report/access-columns';
import { rowCount, textAt } from '../../../core/report/packed-table';
import type { ComparisonView } from '../../../core/report/views';
import { Chip } from '../../ui/Chip';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { Segmented } from '../../ui/Segmented';
import { TextFilter } from '../../ui/TextFilter';
import { AnswerHead } from './AnswerHead';
import { shownLines, type LineOrder } from './grid-lines';

const TONES = {
  gained: 'granted',
  widened: 'granted',
  lost: 'failed',
  narrowed: 'failed',
  changed: 'requested',
} as const;
type Part = 'all' | 'gained' | 'lost' | 'changed';

const isPart = (how: string, part: Part): boolean =>
  part === 'all' || how === part || (part === 'changed' && how !== 'gained' && how !== 'lost');

/** Gained, lost and changed rows in one list. */
export function CompareLines({ view }: { view: ComparisonView }) {
  const { lines, counts } = view;
  const [filter, setFilter] = useState('');
  const [part, setPart] = useState<Part>('all');
  const [order, setOrder] = useState<LineOrder | null>(null);
  const numbers = useMemo(
    () => shownLines(lines, filter, COMPARE_KEYS, order).filter((line) => isPart(textAt(lines, line, 'how'), part)),
    [lines, filter, order, part],
  );
  const column = (id: string, header: string, width?: string): GridColumn<number> => ({
    id,
    header,
    width,
    cell: (line) => textAt(lines, line, id),
    title: (line) => textAt(lines, line, id === 'name' ? 'principal' : id),
  });
  const columns: GridColumn<number>[] = [
    {
      ...column('how', 'Change', '96px'),
      cell: (line) => {
        const how = textAt(lines, line, 'how');
        return <Chip tone={TONES[how as keyof typeof TONES]}>{how}</Chip>;
      },
    },
    column('name', 'Principal', 'minmax(130px, 1.4fr)'),
    column('resource', 'Resource', 'minmax(180px, 2.4fr)'),
    column('permission', 'Permission', '112px'),
    ...(counts.lost + counts.changed > 0 ? [column('before', 'Before', 'minmax(110px, 1.2fr)')] : []),
    ...(counts.gained + counts.changed > 0 ? [column('after', 'After', 'minmax(110px, 1.2fr)')] : []),
  ];
  const parts = [
    { id: 'all', text: `All (${rowCount(lines)})` },
    { id: 'gained', text: `Gained (${counts.gained})` },
    { id: 'lost', text: `Lost (${counts.lost})` },
    { id: 'changed', text: `Changed (${counts.changed})` },
  ] as const;
  const isWhole = numbers.length === rowCount(lines) && !order;
  return (
    <>
      <AnswerHead
        question={view.question}
        sentence={view.sentence}
        limits={view}
        rows={isWhole ? undefined : numbers}
      />
      <div className="access-tools">
        <div className="access-filter">
          <TextFilter label="Find in these lines" value={filter} onChange={setFilter} />
        </div>
        <Segmented label="Which" value={part} options={parts} onChange={setPart} />
        <span className="access-count" role="status">
          {numbers.length} shown, {counts.same} alike
        </span>
      </div>
      <div className="access-grid is-filling">
        <DataGrid
          label="Differences"
          columns={columns}
          rows={numbers}
          rowId={String}
          sort={{
            by: order?.by ?? '',
            isDescending: order?.isDescending ?? false,
            onSort: (by) =>
              setOrder(
                order?.by !== by ? { by, isDescending: false } : order.isDescending ? null : { by, isDescending: true },
              ),
          }}
          empty="No difference here."
        />
      </div>
    </>
  );
}
