import { useEffect, useState } from 'react';
import type { TagDraft } from '../../store/change-slice';
import { useHeddle } from '../../store/StoreProvider';
import { Modal } from '../../ui/Modal';
import { SuggestField } from '../../ui/SuggestField';
import { TagForm } from './TagForm';
import './change.css';

/** LF-Tags of a database, a table or one column, with the access difference while a person chooses. */
export function TagDialog() {
  const draft = useHeddle((s) => s.tagDraft);
  return draft ? <OpenDialog key={JSON.stringify(draft)} draft={draft} /> : null;
}

function OpenDialog({ draft }: { draft: TagDraft }) {
  const close = useHeddle((s) => s.closeDrafts);
  const suggest = useHeddle((s) => s.suggest);
  const [resource, setResource] = useState(draft.resource ?? '');
  const [asked, setAsked] = useState(draft.resource ?? '');
  useEffect(() => {
    const timer = setTimeout(() => setAsked(resource.trim()), 300);
    return () => clearTimeout(timer);
  }, [resource]);
  return (
    <Modal title="Change LF-Tags" isOpen size="large" onClose={close}>
      <div className="stack is-tight change-dialog">
        <SuggestField
          label="Of"
          value={resource}
          placeholder="database.table or a database"
          suggest={(text) => suggest('resource', text)}
          onChange={setResource}
          onDone={setResource}
        />
        <TagForm resource={asked} column={draft.column ?? ''} onDone={close} />
      </div>
    </Modal>
  );
}
