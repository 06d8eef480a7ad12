import { useState } from 'react';
import type { SubscriptionAction } from '../../../contract/requests';
import { EditDialog } from '../../app/change/EditDialog';
import { Button } from '../../ui/Button';
import { Tick } from '../../ui/Tick';

/** Steps beside approving and rejecting: each opens its preview, or says why none of the connected roles may take it. */
export function OtherSteps({ actions }: { actions: readonly SubscriptionAction[] }) {
  const [chosen, choose] = useState<SubscriptionAction | null>(null);
  const open = actions.filter((action) => 'edit' in action);
  const refused = actions.filter((action) => 'refusal' in action);
  if (actions.length === 0) return null;
  return (
    <section className="other-steps" aria-label="Other steps">
      <h3>Other steps</h3>
      {open.length ? (
        <div className="other-steps-buttons">
          {open.map((action) => (
            <Button key={action.words} onClick={() => choose(action)}>
              {action.words}…
            </Button>
          ))}
        </div>
      ) : null}
      {refused.map((action) => (
        <p key={action.words} className="decision-note">
          {action.words}: not with your roles. {action.refusal}
        </p>
      ))}
      {chosen && 'edit' in chosen ? <StepDialog action={chosen} onClose={() => choose(null)} /> : null}
    </section>
  );
}

function StepDialog({
  action: { kind, words, edit },
  onClose,
}: {
  action: Extract<SubscriptionAction, { edit: unknown }>;
  onClose: () => void;
}) {
  const [isRetained, retain] = useState(false);
  const request = isRetained ? { ...edit.request, retainPermissions: true } : edit.request;
  return (
    <EditDialog title={words} edits={[{ ...edit, request }]} onClose={onClose}>
      {kind === 'revoke' ? (
        <Tick
          label="Leave the data permissions where they are"
          note="Only the subscription ends; whoever reads the data now goes on reading it."
          isOn={isRetained}
          onChange={retain}
        />
      ) : null}
    </EditDialog>
  );
}
