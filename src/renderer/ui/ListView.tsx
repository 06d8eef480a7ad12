import type { ReactNode } from 'react';
import type { CoverageGap } from '../../core/model/snapshot';
import type { Trouble } from '../../core/model/result';
import { ErrorPanel } from './ErrorPanel';
import { Gaps } from './Gaps';
import { Loading } from './Loading';

interface ListViewProps {
  /** What is listed, for the states: `the LF-Tags`. */
  what: string;
  /** How reading it stands. */
  view: { status: 'idle' | 'loading' | 'ready'; trouble?: undefined } | { status: 'failed'; trouble: Trouble };
  onRetry: () => void;
  gaps?: readonly CoverageGap[];
  /** Filters and buttons over the list. */
  tools: ReactNode;
  /** The list; absent until it was read once. */
  children?: ReactNode;
  /** The details beside it. */
  panel?: ReactNode;
}

/** A list with its tools, its states and the details of what is chosen. */
export function ListView({ what, view, onRetry, gaps = [], tools, children, panel }: ListViewProps) {
  const { status, trouble } = view;
  return (
    <div className="list-view">
      <div className="list-main stack">
        <div className="list-tools">{tools}</div>
        {trouble ? (
          <ErrorPanel
            trouble={trouble}
            title={`${what.charAt(0).toUpperCase()}${what.slice(1)} could not be read`}
            onRetry={onRetry}
          />
        ) : null}
        <Gaps gaps={gaps} />
        {children ?? (status === 'failed' ? null : <Loading what={`Reading ${what} …`} />)}
      </div>
      {panel}
    </div>
  );
}
