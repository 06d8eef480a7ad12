import type { PlanView } from '../../contract/change';
import { Icon } from './Icon';

/** What the service would refuse, what cannot be undone, and what else to know. */
export function PlanRemarks({ view }: { view: PlanView }) {
  const { plan, sentences } = view;
  const finals = plan.calls.flatMap(({ inverse }) => ('none' in inverse ? [inverse.none] : (inverse.partial ?? [])));
  return (
    <>
      {plan.refused.map(({ edit, message, code }) => (
        <p key={`${edit} ${message}`} className="plan-refused" role="alert">
          <Icon name="warning" size={14} />
          <span>
            <strong>{sentences[edit] ?? 'An edit'} would be refused.</strong> {message} <small>({code})</small>
          </span>
        </p>
      ))}
      {[...new Set(plan.warnings)].map((warning) => (
        <p key={warning} className="plan-note">
          {warning}
        </p>
      ))}
      {[...new Set(finals)].map((final) => (
        <p key={final} className="plan-note">
          <strong>Not wholly undone:</strong> {final}
        </p>
      ))}
    </>
  );
}
