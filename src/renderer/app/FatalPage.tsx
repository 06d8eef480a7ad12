import type { Trouble } from '../../core/model/result';
import { ErrorPanel } from '../ui/ErrorPanel';

/** Heddle cannot go on: why, and the way out. */
export function FatalPage({ trouble }: { trouble: Trouble }) {
  return (
    <main className="page" aria-label="Heddle could not start">
      <div className="state">
        <h1>Heddle could not start</h1>
        <ErrorPanel trouble={trouble} title={trouble.message} />
      </div>
    </main>
  );
}
