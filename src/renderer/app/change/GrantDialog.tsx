import { useEffect, useState } from 'react';
import type { GrantDraft } from '../../store/change-slice';
import { useHeddle } from '../../store/StoreProvider';
import { Modal } from '../../ui/Modal';
import { SuggestField } from '../../ui/SuggestField';
import { GrantForm } from './GrantForm';
import { RevokeList } from './RevokeList';
import './change.css';

/** Grant or revoke: who, on what, and the edits it adds to the basket. */
export function GrantDialog() {
  const draft = useHeddle((s) => s.grantDraft);
  return draft ? <OpenDialog key={JSON.stringify(draft)} draft={draft} /> : null;
}

function OpenDialog({ draft }: { draft: GrantDraft }) {
  const close = useHeddle((s) => s.closeDrafts);
  const suggest = useHeddle((s) => s.suggest);
  const [principal, setPrincipal] = useState(draft.principal ?? '');
  const [resource, setResource] = useState(draft.resource ?? '');
  const [asked, setAsked] = useState({ principal: draft.principal ?? '', resource: draft.resource ?? '' });
  useEffect(() => {
    const timer = setTimeout(() => setAsked({ principal: principal.trim(), resource: resource.trim() }), 300);
    return () => clearTimeout(timer);
  }, [principal, resource]);
  const isGrant = draft.mode === 'grant';
  return (
    <Modal title={isGrant ? 'Grant access' : 'Revoke access'} isOpen size="large" onClose={close}>
      <div className="stack is-tight change-dialog">
        <div className="change-fields">
          <SuggestField
            label={isGrant ? 'To whom' : 'From whom'}
            value={principal}
            placeholder="A role, user, group or account"
            suggest={(text) => suggest('principal', text)}
            onChange={setPrincipal}
            onDone={setPrincipal}
          />
          <SuggestField
            label="On"
            value={resource}
            placeholder="A table, database, location, LF-Tag …"
            suggest={(text) => suggest('place', text)}
            onChange={setResource}
            onDone={setResource}
          />
        </div>
        {isGrant ? <GrantForm {...asked} onDone={close} /> : <RevokeList {...asked} onDone={close} />}
      </div>
    </Modal>
  );
}
