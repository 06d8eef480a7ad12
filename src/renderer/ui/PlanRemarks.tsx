import type { PlanView } from '../../contract/change';
import { Icon } from './Icon';

/** Refusals that are told one by one: a screen of thousands says less than their number. */
const SHOWN = 5;

/** What the service would refuse, what cannot be undone, and what else to know. */
export function PlanRemarks({ view }: { view: PlanView }) {
  const { plan, sentences } = view;
  const finals = plan.calls.flatMap(({ inverse }) => ('none' in inverse ? [inverse.none] : (inverse.partial ?? [])));
  return (
    <>
      {plan.refused.length > SHOWN ? (
        <p className="plan-refused" role="alert">
          <Icon name="warning" size={14} />
          <span>
            <strong>{plan.refused.length.toLocaleString('en-GB')} changes would be refused.</strong> The first {SHOWN}{' '}
            are told here.
          </span>
        </p>
      ) : null}
      {plan.refused.slice(0, SHOWN).map(({ edit, message, code }) => (
        <p key={`${edit} ${message}`} className="plan-refused" role={plan.refused.length > SHOWN ? undefined : 'alert'}>
          <Icon name="warning" size={14} />
          <span>
            <strong>
              {sentences.length === 1
                ? 'AWS would refuse it.'
                : `${sentences[edit] ?? 'An edit'}: AWS would refuse it.`}
            </strong>{' '}
            {message} <small>({code})</small>
          </span>
        </p>
      ))}
      {[...new Set(plan.warnings)].map((warning) => (
        <p key={warning} className="plan-note">
          <RemarkWords remark={warning} />
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

/** The core says `V7 (unverified): policies become invalid`: the sentence is for everybody, the rule for who looks it up. */
function RemarkWords({ remark }: { remark: string }) {
  const [, rule, open, first, rest] = /^([A-Z]\d+)( \(unverified\))?: (.)(.*?)\.?$/s.exec(remark) ?? [];
  if (rule === undefined) return remark;
  return (
    <>
      {first?.toUpperCase()}
      {rest}.{' '}
      <small>
        ({open ? 'not confirmed, ' : ''}rule {rule})
      </small>
    </>
  );
}
