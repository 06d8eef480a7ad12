import { useMemo, useState } from 'react';
import { nodeWords, totalsLines } from '../../../core/graph/svg';
import type { EdgeAsked } from '../../../core/graph/edge-lines';
import type { GraphView, ViewEdge, ViewNode } from '../../../core/graph/types';
import { useHeddle } from '../../store/StoreProvider';
import { Chip, toneOf } from '../../ui/Chip';
import { DataGrid, type GridColumn } from '../../ui/DataGrid';
import { Icon } from '../../ui/Icon';
import { Segmented } from '../../ui/Segmented';
import { kindIcon, kindWords } from '../../ui/kinds';

const TABS = [
  { id: 'nodes', text: 'What there is' },
  { id: 'edges', text: 'What connects it' },
] as const;

/** The graph's content as rows: the same nodes open, the same lines. Enter opens, as in the graph. */
export function MeshTable({ view }: { view: GraphView }) {
  const [tab, setTab] = useState<'nodes' | 'edges'>('nodes');
  return (
    <div className="mesh-table">
      <Segmented label="Rows" value={tab} options={TABS} onChange={setTab} />
      {tab === 'nodes' ? <Nodes view={view} /> : <Edges view={view} />}
    </div>
  );
}

function Nodes({ view }: { view: GraphView }) {
  const selected = useHeddle((s) => s.selected);
  const select = useHeddle((s) => s.select);
  const toggle = useHeddle((s) => s.toggleNode);
  const showMore = useHeddle((s) => s.showMore);
  const levels = useMemo(() => levelsOf(view), [view]);
  const level = (node: ViewNode): number => levels.get(node.id) ?? 0;
  const open = (node: ViewNode): void =>
    void (node.aggregated !== undefined && node.parent ? showMore(node.parent) : toggle(node.id));
  const columns: GridColumn<ViewNode>[] = [
    {
      id: 'name',
      header: 'Name',
      width: 'minmax(220px, 2fr)',
      title: (node) => node.label,
      cell: (node) => (
        <span className="tree-name" style={{ paddingInlineStart: level(node) * 18 }}>
          {node.expandable ? (
            <Icon name="open" size={14} className={node.expanded ? 'is-turned' : ''} />
          ) : (
            <span className="tree-gap" />
          )}
          <Icon name={kindIcon(node.kind)} size={16} />
          <span className="grid-cell">{node.label}</span>
        </span>
      ),
    },
    { id: 'kind', header: 'Kind', width: '92px', cell: (node) => kindWords(node.kind) },
    { id: 'lane', header: 'Role', width: '88px', cell: (node) => node.lane },
    { id: 'what', header: 'Content', width: 'minmax(0, 3fr)', cell: contentOf, title: contentOf },
    { id: 'account', header: 'Account', width: '104px', cell: (node) => node.account ?? '' },
    {
      id: 'tags',
      header: 'LF-Tags',
      cell: (node) => (node.tags ?? []).join(', '),
      title: (node) => (node.tags ?? []).join(', '),
    },
    {
      id: 'marks',
      header: 'Look at',
      cell: (node) => (node.marks ?? []).join(' '),
      title: (node) => (node.marks ?? []).join('\n'),
    },
  ];
  return (
    <DataGrid
      label="Domains, products, tables and consumers"
      columns={columns}
      rows={view.nodes}
      rowId={(node) => node.id}
      selected={selected}
      tree={{ level, open: (node) => (node.expandable ? node.expanded : undefined), onToggle: open }}
      empty="The filters hide everything."
      onSelect={(node) => void (node.aggregated === undefined ? select(node.id) : open(node))}
    />
  );
}

const contentOf = (node: ViewNode): string =>
  node.kind === 'domain' && node.totals ? totalsLines(node.totals).join(' · ') : nodeWords(node);

function levelsOf(view: GraphView): Map<string, number> {
  const levels = new Map<string, number>();
  for (const { id, parent } of view.nodes) levels.set(id, parent === undefined ? 0 : (levels.get(parent) ?? 0) + 1);
  return levels;
}

const isSame = (edge: ViewEdge, asked: EdgeAsked | null): boolean =>
  edge.source === asked?.source && edge.target === asked.target && (edge.state ?? 'granted') === asked.state;

function Edges({ view }: { view: GraphView }) {
  const chosen = useHeddle((s) => s.selectedEdge);
  const selectEdge = useHeddle((s) => s.selectEdge);
  const names = useMemo(() => new Map(view.nodes.map(({ id, label }) => [id, label])), [view]);
  const name = (id: string): string => names.get(id) ?? id;
  const columns: GridColumn<ViewEdge>[] = [
    { id: 'from', header: 'From', cell: (edge) => name(edge.source), title: (edge) => name(edge.source) },
    { id: 'to', header: 'To', cell: (edge) => name(edge.target), title: (edge) => name(edge.target) },
    { id: 'what', header: 'What', cell: (edge) => edge.label ?? edge.kind, title: (edge) => edge.label ?? edge.kind },
    {
      id: 'state',
      header: 'State',
      width: '110px',
      cell: ({ state = 'granted' }) => <Chip tone={toneOf(state)}>{state}</Chip>,
    },
    {
      id: 'permissions',
      header: 'Permissions',
      cell: (edge) => (edge.permissions ?? []).join(', '),
      title: (edge) => (edge.permissions ?? []).join(', '),
    },
  ];
  return (
    <DataGrid
      label="Connections"
      columns={columns}
      rows={view.edges}
      rowId={(edge) => edge.id}
      selected={view.edges.find((edge) => isSame(edge, chosen))?.id ?? null}
      onSelect={({ source, target, state = 'granted' }) => void selectEdge({ source, target, state })}
      empty="Nothing connects what is shown."
    />
  );
}
