import { whyNotYet } from '../store/change-slice';
import { useHeddle } from '../store/StoreProvider';
import { Button } from '../ui/Button';
import { ErrorPanel } from '../ui/ErrorPanel';
import { GuardBoxes } from '../ui/GuardBoxes';
import { Loading } from '../ui/Loading';
import { Modal } from '../ui/Modal';
import { OutcomeWords } from '../ui/OutcomeWords';
import { PlanDifference } from '../ui/PlanDifference';
import { PlanRemarks } from '../ui/PlanRemarks';
import { WritesBar } from '../ui/WritesBar';

/** One plan over every page: what it would do, its guards, and the button that names what it does. */
export function ReviewDialog() {
  const review = useHeddle((s) => s.dialog);
  const close = useHeddle((s) => s.closeDialog);
  const apply = useHeddle((s) => s.apply);
  const cancel = useHeddle((s) => s.cancelApply);
  const type = useHeddle((s) => s.typeGuard);
  const switchWriting = useHeddle((s) => s.switchWriting);
  if (!review) return null;
  const { action, view, outcome, trouble, isApplying, progress } = review;
  const plan = view.value;
  const whyNot = whyNotYet(review);
  return (
    <Modal
      title={outcome ? 'What became of it' : action}
      isOpen
      size="large"
      onClose={() => (isApplying ? undefined : close())}
      footer={
        <div className="row is-end-row">
          {whyNot && !outcome && !isApplying ? <span className="change-none">{whyNot}</span> : null}
          {isApplying ? <Button onClick={() => void cancel()}>Stop after this call</Button> : null}
          {outcome ? (
            <Button key="close" kind="primary" takesFocus onClick={close}>
              Close
            </Button>
          ) : (
            <>
              <Button isDisabled={isApplying} onClick={close}>
                Leave it
              </Button>
              <Button
                kind="primary"
                isDisabled={view.status !== 'ready' || whyNot !== undefined}
                isBusy={isApplying}
                onClick={() => void apply('dialog')}
              >
                {action}
              </Button>
            </>
          )}
        </div>
      }
    >
      <div className="stack is-tight">
        {view.status === 'failed' ? <ErrorPanel trouble={view.trouble} title="This could not be planned" /> : null}
        {view.status === 'loading' ? <Loading what="Working out what would change …" /> : null}
        {trouble ? <ErrorPanel trouble={trouble} title="It was not applied" /> : null}
        {outcome ? <OutcomeWords outcome={outcome} /> : null}
        {plan && !outcome ? (
          <>
            <ul className="plan-sentences">
              {plan.sentences.map((sentence, at) => (
                <li key={`${at} ${sentence}`}>{sentence}</li>
              ))}
            </ul>
            <GuardBoxes
              guards={plan.plan.guards}
              typed={review.typed}
              onType={(word, text) => type('dialog', word, text)}
            />
            <PlanRemarks view={plan} />
            <PlanDifference view={plan} />
            <WritesBar view={plan} onSwitch={(account) => void switchWriting(account, true)} />
            {progress ? (
              <p role="status">
                {progress.done} of {progress.total}: {progress.doing}
              </p>
            ) : null}
          </>
        ) : null}
      </div>
    </Modal>
  );
}
