import { Handle, Position, type NodeProps } from 'reactflow';
import { memo, type ReactNode } from 'react';
import { nodeWords, totalsLines } from '../../../core/graph/svg';
import type { ViewNode } from '../../../core/graph/types';
import { useHeddle } from '../../store/StoreProvider';
import { Icon } from '../../ui/Icon';
import { kindIcon, kindWords } from '../../ui/kinds';
import type { MeshNode } from './flow-elements';
import { useGraphFocus } from './GraphFocus';

type Props = NodeProps<MeshNode>;

/** React Flow draws no edge without handles; lines end where `routeEdges` says, so these stay unseen. */
function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className="end" />
      <Handle type="source" position={Position.Right} isConnectable={false} className="end" />
    </>
  );
}

function Card({ data, children }: { data: Props['data']; children: ReactNode }) {
  const { node, isFaded, isSelected, isActive } = data;
  const select = useHeddle((s) => s.select);
  const toggle = useHeddle((s) => s.toggleNode);
  const setActive = useGraphFocus();
  const classes = [
    'card',
    `is-${node.kind}`,
    node.expanded ? 'is-open' : '',
    isFaded ? 'is-faded' : '',
    isSelected ? 'is-selected' : '',
  ];
  return (
    <div
      className={classes.filter(Boolean).join(' ')}
      data-totals={node.kind === 'domain' ? JSON.stringify(node.totals) : undefined}
    >
      <Ends />
      <button
        type="button"
        className="card-face nopan"
        data-node={node.id}
        tabIndex={isActive ? 0 : -1}
        aria-expanded={node.expandable ? node.expanded : undefined}
        onFocus={() => setActive(node.id)}
        onClick={() => void select(node.id)}
        onDoubleClick={() => node.expandable && void toggle(node.id)}
      >
        {children}
      </button>
      {node.expandable ? (
        <button
          type="button"
          className="card-open nopan"
          tabIndex={-1}
          aria-label={`${node.expanded ? 'Close' : 'Open'} ${node.label}`}
          onClick={() => void toggle(node.id)}
        >
          <Icon name="open" size={16} />
        </button>
      ) : null}
    </div>
  );
}

export const DomainNode = memo(function DomainNode({ data }: Props) {
  const { node } = data;
  const lines = node.totals ? totalsLines(node.totals) : [];
  return (
    <Card data={data}>
      <span className="card-title" title={node.label}>
        <Icon name="domain" />
        <i className="visually-hidden">Domain </i>
        <span>{node.label}</span>
        <Marks node={node} />
      </span>
      {lines.map((line) => (
        <span key={line} className="card-line" title={line}>
          {line}
        </span>
      ))}
    </Card>
  );
});

export const ItemNode = memo(function ItemNode({ data }: Props) {
  const { node } = data;
  const words = nodeWords(node);
  const isTall = node.kind === 'product' || node.kind === 'table' || node.kind === 'project';
  return (
    <Card data={data}>
      <span className="card-title" title={`${kindWords(node.kind)} ${node.label}`}>
        <Icon name={kindIcon(node.kind)} size={16} />
        <i className="visually-hidden">{kindWords(node.kind)} </i>
        <span>{node.label}</span>
        <Marks node={node} />
      </span>
      {isTall ? (
        <span className="card-line">{[words || kindWords(node.kind), ...sensitive(node)].join(' · ')}</span>
      ) : null}
    </Card>
  );
});

export const RestNode = memo(function RestNode({ data }: Props) {
  const { node, isActive, isFaded } = data;
  const showMore = useHeddle((s) => s.showMore);
  const setActive = useGraphFocus();
  return (
    <div className={isFaded ? 'card is-rest is-faded' : 'card is-rest'}>
      <Ends />
      <button
        type="button"
        className="card-face nopan"
        data-node={node.id}
        tabIndex={isActive ? 0 : -1}
        onFocus={() => setActive(node.id)}
        onClick={() => node.parent && void showMore(node.parent)}
      >
        {node.label} · show more
      </button>
    </div>
  );
});

function Marks({ node }: { node: ViewNode }) {
  if (!node.marks?.length) return null;
  return (
    <span className="card-mark" title={node.marks.join('\n')}>
      <Icon name="warning" size={14} />
      <span className="visually-hidden">{node.marks.join(' ')}</span>
    </span>
  );
}

/** Tags that a person looks for first: what is sensitive. */
const sensitive = (node: ViewNode): string[] =>
  (node.tags ?? []).filter((tag) => /sensitiv|confiden|pii|classif/i.test(tag)).slice(0, 1);
