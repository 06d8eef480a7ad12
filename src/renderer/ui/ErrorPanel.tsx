import Alert from '@cloudscape-design/components/alert';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import type { Trouble } from '../../core/model/result';
import { Button } from './Button';

interface ErrorPanelProps {
  trouble: Trouble;
  /** What stays usable or what was attempted. */
  title?: string;
  onRetry?: () => void;
}

/** Cause first, way out second, the service's own words folded away. */
export function ErrorPanel({ trouble, title = 'This could not be done', onRetry }: ErrorPanelProps) {
  return (
    <div className="error-panel">
      <Alert type="error" header={title} action={onRetry ? <Button onClick={onRetry}>Try again</Button> : undefined}>
        <p>{trouble.message}</p>
        {trouble.wayOut ? <p>{trouble.wayOut}</p> : null}
        <ExpandableSection headerText={`Details (${trouble.code})`}>
          <pre>{trouble.detail ?? 'Nothing more is known.'}</pre>
        </ExpandableSection>
      </Alert>
    </div>
  );
}
