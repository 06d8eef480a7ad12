import type { PlanView } from '../../../contract/change';
import { whyNotYet } from '../../store/change-slice';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { ErrorPanel } from '../../ui/ErrorPanel';
import { GuardBoxes } from '../../ui/GuardBoxes';
import { Menu } from '../../ui/Menu';
import { Loading } from '../../ui/Loading';
import { OutcomeWords } from '../../ui/OutcomeWords';
import { PlanDifference } from '../../ui/PlanDifference';
import { PlanRemarks } from '../../ui/PlanRemarks';
import { WritesBar } from '../../ui/WritesBar';

const CODE_FORMATS = [
  { id: 'aws-cli', text: 'AWS CLI commands…' },
  { id: 'cloudformation', text: 'CloudFormation…' },
  { id: 'terraform', text: 'Terraform…' },
] as const;

/** The running difference of the basket, what must be typed first, and the button that says what it does. */
export function Consequences() {
  const review = useHeddle((s) => s.basketReview);
  const apply = useHeddle((s) => s.apply);
  const cancel = useHeddle((s) => s.cancelApply);
  const type = useHeddle((s) => s.typeGuard);
  const switchWriting = useHeddle((s) => s.switchWriting);
  const load = useHeddle((s) => s.loadBasket);
  const showCode = useHeddle((s) => s.showCode);
  const lines = useHeddle((s) => s.basket.value?.lines.length ?? 0);
  const view = review?.view.value;
  const whyNot = review ? whyNotYet(review) : undefined;
  return (
    <section className="change-card" aria-label="Consequences" aria-busy={review?.view.status === 'loading'}>
      <h2>{review?.outcome ? 'What became of it' : 'What it would do'}</h2>
      {!review ? <p className="change-none">Who gains and who loses access appears here as the basket fills.</p> : null}
      {review?.view.status === 'failed' ? (
        <ErrorPanel trouble={review.view.trouble} title="This could not be planned" onRetry={() => void load()} />
      ) : null}
      {review?.view.status === 'loading' && !view ? <Loading what="Working out what would change …" /> : null}
      {review?.trouble ? <ErrorPanel trouble={review.trouble} title="It was not applied" /> : null}
      {review?.outcome ? <OutcomeWords outcome={review.outcome} /> : null}
      {review && view && lines > 0 ? (
        <>
          {review.outcome ? <h2 className="is-next">What it would do now</h2> : null}
          <GuardBoxes
            guards={view.plan.guards}
            typed={review.typed}
            onType={(word, text) => type('basketReview', word, text)}
          />
          <PlanRemarks view={view} />
          <PlanDifference view={view} />
          <WritesBar view={view} onSwitch={(account) => void switchWriting(account, true)} />
          <div className="row apply-row">
            {review.progress ? (
              <span role="status">
                {review.progress.done} of {review.progress.total}: {review.progress.doing}
              </span>
            ) : null}
            {whyNot && !review.isApplying ? <span className="change-none">{whyNot}</span> : null}
            {review.isApplying ? <Button onClick={() => void cancel()}>Stop after this call</Button> : null}
            <Menu
              label="Export as"
              items={CODE_FORMATS}
              onChoose={(chosen) => {
                const format = CODE_FORMATS.find(({ id }) => id === chosen)?.id;
                if (format) void showCode({ plan: view.id }, format);
              }}
            />
            <Button
              kind="primary"
              isDisabled={review.view.status !== 'ready' || whyNot !== undefined}
              isBusy={review.isApplying}
              onClick={() => void apply('basketReview')}
            >
              {actionWords(view, lines)}
            </Button>
          </div>
        </>
      ) : null}
    </section>
  );
}

/** `Apply 3 changes to Sales as HeddleSteward`. */
function actionWords({ writes }: PlanView, lines: number): string {
  const what = `Apply ${lines.toLocaleString('en-GB')} ${lines === 1 ? 'change' : 'changes'}`;
  const [first] = writes;
  if (!first) return what;
  return writes.length === 1
    ? `${what} to ${first.accountName ?? first.account} as ${first.role}`
    : `${what} to ${writes.length} accounts`;
}
