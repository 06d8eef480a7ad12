import type { ReactNode } from 'react';
import { Button } from './Button';

interface PanelProps {
  title: string;
  kind?: string;
  onClose: () => void;
  children: ReactNode;
}

/** The details column at the right of a page. */
export function Panel({ title, kind, onClose, children }: PanelProps) {
  return (
    <aside className="panel" aria-label={`Details of ${title}`}>
      <div className="panel-head">
        <div>
          {kind ? <small>{kind}</small> : null}
          <h2 title={title}>{title}</h2>
        </div>
        <Button kind="icon" icon="close" label="Close details" onClick={onClose} />
      </div>
      <div className="panel-body" tabIndex={0} role="region" aria-label="Details">
        {children}
      </div>
    </aside>
  );
}
