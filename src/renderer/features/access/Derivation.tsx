import type { ExplanationView, StepView } from '../../../core/report/views';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { AnswerHead } from './AnswerHead';
import { CheckPanel } from './CheckPanel';
import { Dormant } from './Dormant';
import { RowFacts } from './RowFacts';
import { PairChanges } from './PairChanges';
import { Subscriptions } from './Subscriptions';

const EFFECT: Record<StepView['effect'], string> = { gives: 'gives', stops: 'stops', informs: '' };

/** Why, or why not, in the order in which Lake Formation decides; each step opens the row that it cites. */
export function Derivation({ view, isAnswer = false }: { view: ExplanationView; isAnswer?: boolean }) {
  const check = useHeddle((s) => s.checkWithAws);
  const ask = useHeddle((s) => s.ask);
  const { name } = view;
  return (
    <>
      {isAnswer ? (
        <>
          <AnswerHead
            question={view.question}
            sentence={view.sentence}
            limits={view}
            canCheck
            node={`consumer:${view.principal}`}
          />
          <CheckPanel />
        </>
      ) : null}
      <section className="access-section" aria-label={`${name}, step by step`}>
        <div className="derivation-head">
          <h2>
            {name} on {view.resource}, step by step
          </h2>
          <span className="row">
            <PairChanges principal={view.principal} resource={view.resource} />
            {isAnswer ? null : (
              <>
                <Button
                  kind="inline-link"
                  onClick={() => void ask({ ask: 'why', principal: view.principal, resource: view.resource })}
                >
                  Open as a question
                </Button>
                <Button onClick={() => void check({ ask: 'why', principal: view.principal, resource: view.resource })}>
                  Check this pair with AWS
                </Button>
              </>
            )}
          </span>
        </div>
        <ol className="steps">
          {view.steps.map((step, nth) => (
            <li key={nth} className={`step is-${step.effect}`}>
              <Step step={step} />
            </li>
          ))}
        </ol>
        {view.missing.length ? (
          <>
            <h3>What is missing</h3>
            <ul className="access-list">
              {view.missing.map((what) => (
                <li key={what}>{what}</li>
              ))}
            </ul>
          </>
        ) : null}
        <p className="conclusion">⇒ {view.conclusion}</p>
      </section>
      {isAnswer ? (
        <>
          <Dormant rows={view.dormant} />
          <Subscriptions lines={view.subscriptions} />
        </>
      ) : view.subscriptions.length ? (
        <Subscriptions lines={view.subscriptions} />
      ) : null}
    </>
  );
}

function Step({ step: { words, rule, ruleText, effect, row } }: { step: StepView }) {
  const line = (
    <>
      {EFFECT[effect] ? <span className="step-effect">{EFFECT[effect]}</span> : null}
      {words}{' '}
      <span className="access-rule" title={ruleText}>
        {rule}
      </span>
    </>
  );
  if (!row) return <div>{line}</div>;
  return (
    <details>
      <summary>
        {line} <span className="step-row">row {row.row + 1}</span>
      </summary>
      <RowFacts row={row} />
    </details>
  );
}
