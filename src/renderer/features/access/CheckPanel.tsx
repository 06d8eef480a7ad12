import type { PairCheck } from '../../../core/report/check';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Chip } from '../../ui/Chip';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { dateWords } from '../../ui/when';

const TONES = { agrees: 'granted', differs: 'failed', blind: 'dormant', failed: 'requested' } as const;
const WORDS = { agrees: 'agrees', differs: 'differs', blind: 'AWS is blind', failed: 'not asked' } as const;

/** What AWS itself said: Lake Formation's computed permissions, and IAM's simulation. */
export function CheckPanel() {
  const check = useHeddle((s) => s.check);
  const cancel = useHeddle((s) => s.cancelCheck);
  const close = useHeddle((s) => s.closeCheck);
  if (check.status === 'idle') return null;
  return (
    <section className="access-section check" aria-label="Check with AWS">
      <div className="derivation-head">
        <h2>Check with AWS</h2>
        {check.status === 'loading' ? (
          <Button onClick={() => void cancel()}>Cancel</Button>
        ) : (
          <Button kind="icon" icon="close" label="Close the check" onClick={close} />
        )}
      </div>
      {check.status === 'loading' ? <p role="status">Asking Lake Formation and IAM about up to 20 pairs …</p> : null}
      {check.status === 'failed' ? <ErrorPanel trouble={check.trouble} title="AWS could not be asked" /> : null}
      {check.status === 'ready' ? (
        <>
          <p role="status" className="check-sentence">
            {check.value.sentence} <span className="access-kind">Asked {dateWords(check.value.at)}.</span>
          </p>
          <div className="check-scroll" tabIndex={0} role="region" aria-label="Pairs checked">
            <table className="plain-table">
              <thead>
                <tr>
                  <th scope="col">Verdict</th>
                  <th scope="col">Principal</th>
                  <th scope="col">Resource</th>
                  <th scope="col">What AWS said</th>
                  <th scope="col">IAM</th>
                </tr>
              </thead>
              <tbody>
                {check.value.pairs.map((pair) => (
                  <Pair key={`${pair.principal} ${pair.resource}`} pair={pair} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      ) : null}
    </section>
  );
}

function Pair({ pair: { verdict, name, principal, resource, words, iam } }: { pair: PairCheck }) {
  return (
    <tr>
      <td>
        <Chip tone={TONES[verdict]}>{WORDS[verdict]}</Chip>
      </td>
      <td title={principal}>{name}</td>
      <td>{resource}</td>
      <td>{words}</td>
      <td>{iam.actions.map(({ action, decision }) => `${action}: ${decision}`).join(', ') || 'not asked'}</td>
    </tr>
  );
}
