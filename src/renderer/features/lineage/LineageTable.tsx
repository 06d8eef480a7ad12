import type { LineageView, LineageViewEdge, LineageViewNode } from '../../../core/lineage/view-types';
import { useHeddle } from '../../store/StoreProvider';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { holdsWords, toldWords } from './source-words';

/** The same as the picture: what is shown, and what leads where. */
export function LineageTable({ view }: { view: LineageView }) {
  const openList = useHeddle((s) => s.openLineageList);
  const selected = useHeddle((s) => s.lineageNode);
  const hasAudience = useHeddle((s) => s.lineageQuery.audience === true);
  const names = new Map(
    view.nodes.flatMap((node) => [
      [node.id, node.label] as const,
      ...(node.columns ?? []).map((column) => [column.id, `${node.label}.${column.label}`] as const),
    ]),
  );
  const name = (id: string): string => names.get(id) ?? id;
  const nodes: GridColumn<LineageViewNode>[] = [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(200px, 2fr)',
      cell: ({ label }) => label,
      title: ({ label }) => label,
    },
    { id: 'kind', header: 'Kind', width: '110px', cell: ({ kind }) => kind },
    {
      id: 'words',
      header: 'Where or when',
      width: 'minmax(150px, 1fr)',
      cell: ({ words, where }) => [words, where].filter(Boolean).join(' · '),
      title: ({ words, where }) => [words, where].filter(Boolean).join(' · '),
    },
    {
      id: 'audience',
      header: 'Readers',
      cell: ({ audience }) => audience?.words ?? '',
      title: ({ audience }) => audience?.words ?? '',
    },
    {
      id: 'lost',
      header: 'Lost tags',
      cell: ({ lost }) => (lost ?? []).join(', '),
      title: ({ lost }) => (lost ?? []).join(', '),
    },
    {
      id: 'more',
      header: 'Not shown',
      width: '150px',
      cell: ({ more }) =>
        [more.up ? `${more.up} upstream` : '', more.down ? `${more.down} downstream` : ''].filter(Boolean).join(', '),
    },
  ];
  const edges: GridColumn<LineageViewEdge>[] = [
    {
      id: 'from',
      header: 'From',
      width: 'minmax(150px, 1fr)',
      cell: ({ source }) => name(source),
      title: ({ source }) => name(source),
    },
    {
      id: 'to',
      header: 'To',
      width: 'minmax(150px, 1fr)',
      cell: ({ target }) => name(target),
      title: ({ target }) => name(target),
    },
    {
      id: 'told',
      header: 'Learnt from, and when',
      width: 'minmax(260px, 2fr)',
      cell: ({ told }) => told.map(toldWords).join('; '),
      title: ({ told }) => told.map(toldWords).join('\n'),
    },
    { id: 'how', header: 'How', width: '100px', cell: ({ how, isColumn }) => (isColumn ? (how ?? 'direct') : '') },
    { id: 'state', header: 'Holds', width: '170px', cell: holdsWords, title: holdsWords },
  ];
  return (
    <div className="lin-tables">
      <DataGrid
        label="Datasets and jobs"
        columns={nodes.filter(({ id }) => hasAudience || (id !== 'audience' && id !== 'lost'))}
        rows={view.nodes}
        rowId={({ id }) => id}
        selected={selected}
        empty="Nothing is shown."
        onSelect={({ id, kind }) => (kind === 'rest' ? undefined : openList('node', id))}
      />
      <DataGrid
        label="What leads where"
        columns={edges.filter(({ id }) => id !== 'how' || view.edges.some(({ isColumn }) => isColumn))}
        rows={view.edges}
        rowId={({ id }) => id}
        empty="Nothing connects what is shown."
      />
    </div>
  );
}
