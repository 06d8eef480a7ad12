import type { GrantDraft } from '../../store/change-slice';
import { useHeddle } from '../../store/StoreProvider';
import { Modal } from '../../ui/Modal';
import { GrantForm } from './GrantForm';
import { RevokeList } from './RevokeList';
import { TargetFields } from './TargetFields';
import { useWrittenName } from './use-written-name';
import './change.css';

/** Grant or revoke: who, on what, and the edits it adds to the basket. */
export function GrantDialog() {
  const draft = useHeddle((s) => s.grantDraft);
  return draft ? <OpenDialog key={JSON.stringify(draft)} draft={draft} /> : null;
}

function OpenDialog({ draft }: { draft: GrantDraft }) {
  const close = useHeddle((s) => s.closeDrafts);
  const who = useWrittenName(draft.principal);
  const on = useWrittenName(draft.resource);
  const isGrant = draft.mode === 'grant';
  return (
    <Modal title={isGrant ? 'Grant access' : 'Revoke access'} isOpen size="large" onClose={close}>
      <div className="stack is-tight change-dialog">
        <TargetFields
          who={{ name: who, label: isGrant ? 'To whom' : 'From whom', placeholder: 'A role, user, group or account' }}
          on={{ name: on, placeholder: 'A table, database, location, LF-Tag …', what: 'place' }}
        />
        {isGrant ? <GrantForm who={who} on={on} onDone={close} /> : <RevokeList who={who} on={on} onDone={close} />}
      </div>
    </Modal>
  );
}
