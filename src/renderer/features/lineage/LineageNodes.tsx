import { Handle, Position, type NodeProps } from 'reactflow';
import { Fragment, memo } from 'react';
import type { LineageViewNode } from '../../../core/lineage/view-types';
import { useHeddle } from '../../store/StoreProvider';
import { Icon } from '../../ui/Icon';
import { kindIcon } from '../../ui/kinds';
import type { LineageFlowNode } from './flow-elements';

type Props = NodeProps<LineageFlowNode>;

/** React Flow draws no edge without handles; lines end where the layout says, so these stay unseen. */
function Ends() {
  return (
    <>
      <Handle type="target" position={Position.Left} isConnectable={false} className="lin-end" />
      <Handle type="source" position={Position.Right} isConnectable={false} className="lin-end" />
    </>
  );
}

/** `+3` at a side lets the neighbours that are hidden there appear; `−` closes a side that was opened. */
function Grow({ node, side }: { node: LineageViewNode; side: 'up' | 'down' }) {
  const grow = useHeddle((s) => s.growLineage);
  const shrink = useHeddle((s) => s.shrinkLineage);
  const count = node.more[side];
  const isOpen = node.grown?.includes(side) === true;
  if (!count && !isOpen) return null;
  const key = `${side}:${node.id}`;
  const where = side === 'up' ? 'upstream' : 'downstream';
  return (
    <button
      type="button"
      className={`lin-grow is-${side} nopan`}
      tabIndex={-1}
      aria-label={isOpen ? `Close ${where} of ${node.label}` : `Show ${count} more ${where} of ${node.label}`}
      onClick={() => void (isOpen ? shrink(key) : grow(key))}
    >
      {isOpen ? '−' : `+${count}`}
    </button>
  );
}

const KIND_WORDS: Record<string, string> = {
  table: 'Table',
  dataset: 'Dataset',
  product: 'Data product',
  project: 'Project',
  job: 'Job',
};

export const DataNode = memo(function DataNode({ data }: Props) {
  const { node, isFaded, isSelected, isActive, audience } = data;
  const openList = useHeddle((s) => s.openLineageList);
  const change = useHeddle((s) => s.changeLineage);
  const classes = [
    'lin-card',
    `is-${node.kind}`,
    node.isFocus ? 'is-focus' : '',
    isFaded ? 'is-faded' : '',
    isSelected ? 'is-selected' : '',
    audience && node.audience ? `is-${node.audience.tone}` : '',
    node.lost?.length ? 'is-lost' : '',
  ];
  const second = audience && node.audience ? node.audience.words : node.words;
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <Ends />
      <button
        type="button"
        className="lin-face nopan"
        data-node={node.id}
        tabIndex={isActive ? 0 : -1}
        title={[
          KIND_WORDS[node.kind],
          node.label,
          node.words,
          node.where ? `account ${node.where}` : '',
          node.lost?.length ? `lost ${node.lost.join(', ')}` : '',
          node.ambiguous ? `fits ${node.ambiguous.join(', ')}` : '',
        ]
          .filter(Boolean)
          .join('\n')}
        onClick={() => openList('node', node.id)}
        onDoubleClick={() => void change({ focus: node.id })}
      >
        <span className="lin-title">
          <Icon name={node.kind === 'dataset' ? 'location' : kindIcon(node.kind)} size={15} />
          <i className="visually-hidden">{KIND_WORDS[node.kind]} </i>
          <span className="lin-name">{node.label}</span>
        </span>
        <span className="lin-line-two">
          {second}
          {node.lost?.length ? (
            <b className="lin-lost">
              {' '}
              lost {node.lost[0]}
              {node.lost.length > 1 ? ` +${node.lost.length - 1}` : ''}
            </b>
          ) : null}
        </span>
      </button>
      {node.columns?.length ? (
        <ul className="lin-columns">
          {node.columns.map((column) => (
            <li key={column.id} className={column.lost ? 'is-lost' : column.isFocus ? 'is-focus' : ''}>
              <button
                type="button"
                className="lin-column nopan"
                data-column={column.id}
                tabIndex={-1}
                title={column.lost ? `lost ${column.lost.join(', ')}` : column.label}
                onClick={() => void change({ focus: column.id })}
              >
                {column.label}
                {column.lost ? <b> lost {column.lost[0]}</b> : null}
              </button>
            </li>
          ))}
          {node.moreColumns ? (
            <li>
              <button
                type="button"
                className="lin-column is-more nopan"
                tabIndex={-1}
                onClick={() => openList('node', node.id)}
              >
                and {node.moreColumns} more columns …
              </button>
            </li>
          ) : null}
        </ul>
      ) : null}
      <Grow node={node} side="up" />
      <Grow node={node} side="down" />
    </div>
  );
});

export const JobNode = memo(function JobNode({ data }: Props) {
  const { node, isFaded, isSelected, isActive } = data;
  const openList = useHeddle((s) => s.openLineageList);
  const isFailed = /^(FAIL|ABORT)$/.test(node.lastRun?.type ?? '');
  const classes = [
    'lin-job',
    isFailed ? 'is-failed' : '',
    isFaded ? 'is-faded' : '',
    isSelected ? 'is-selected' : '',
    node.isFocus ? 'is-focus' : '',
  ];
  return (
    <div className={classes.filter(Boolean).join(' ')}>
      <Ends />
      <button
        type="button"
        className="lin-job-face nopan"
        data-node={node.id}
        tabIndex={isActive ? 0 : -1}
        title={`Job ${node.label}\n${node.words}`}
        onClick={() => openList('node', node.id)}
      >
        <span className="lin-circle">
          <Icon name="refresh" size={15} />
        </span>
        <i className="visually-hidden">Job </i>
        <span className="lin-job-name">
          {node.label.split(/(?<=[._-])/).map((part, at) => (
            <Fragment key={at}>
              {part}
              <wbr />
            </Fragment>
          ))}
        </span>
        <span className="lin-job-run">{node.words}</span>
      </button>
      <Grow node={node} side="up" />
      <Grow node={node} side="down" />
    </div>
  );
});

export const RestNode = memo(function RestNode({ data }: Props) {
  const { node, isActive } = data;
  const more = useHeddle((s) => s.moreLineage);
  return (
    <div className="lin-card is-rest">
      <Ends />
      <button
        type="button"
        className="lin-face nopan"
        data-node={node.id}
        tabIndex={isActive ? 0 : -1}
        onClick={() => node.rest && void more(node.rest.side)}
      >
        {node.label} · show more
      </button>
    </div>
  );
});
