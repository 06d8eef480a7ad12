import { useHeddle } from '../store/StoreProvider';
import { Button } from '../ui/Button';
import { ErrorPanel } from '../ui/ErrorPanel';
import { Loading } from '../ui/Loading';
import { Modal } from '../ui/Modal';

/** The device flow: a code to compare, a page to open in the system browser, and waiting that can be ended. */
export function SignInDialog() {
  const signIn = useHeddle((s) => s.signIn);
  const close = useHeddle((s) => s.closeSignIn);
  const start = useHeddle((s) => s.startSignIn);
  const openLink = useHeddle((s) => s.openLink);
  if (!signIn) return null;
  const { profile, reason, prompt, finishing } = signIn;
  return (
    <Modal
      title={`Sign in as ${profile}`}
      isOpen
      onClose={close}
      footer={
        <div className="row is-end-row">
          <Button onClick={close}>Cancel sign-in</Button>
        </div>
      }
    >
      <div className="stack is-tight">
        {reason ? <p className="dialog-line">{reason}</p> : null}
        {prompt.status === 'failed' ? (
          <ErrorPanel trouble={prompt.trouble} title="The sign-in did not finish" onRetry={() => void start(signIn)} />
        ) : null}
        {prompt.status === 'loading' ? <Loading what="Asking AWS for a code …" /> : null}
        {prompt.status === 'ready' ? (
          <>
            <p className="dialog-line">Compare this code with the one that the AWS page shows, and confirm it there.</p>
            <code className="code-big">{prompt.value.userCode}</code>
            <div className="row">
              <Button
                kind="primary"
                icon="external"
                onClick={() => void openLink(prompt.value.verificationUriComplete)}
              >
                Open the AWS sign-in page
              </Button>
              <span>
                Session {prompt.value.session} at {prompt.value.startUrl}
              </span>
            </div>
            {finishing ? (
              <p className="dialog-line" role="status">
                Waiting for your confirmation …
              </p>
            ) : null}
          </>
        ) : null}
      </div>
    </Modal>
  );
}
