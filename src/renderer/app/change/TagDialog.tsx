import type { TagDraft } from '../../store/change-slice';
import { useHeddle } from '../../store/StoreProvider';
import { Modal } from '../../ui/Modal';
import { SuggestField } from '../../ui/SuggestField';
import { TagForm } from './TagForm';
import { useWrittenName } from './use-written-name';
import './change.css';

/** LF-Tags of a database, a table or one column, with the access difference while a person chooses. */
export function TagDialog() {
  const draft = useHeddle((s) => s.tagDraft);
  return draft ? <OpenDialog key={JSON.stringify(draft)} draft={draft} /> : null;
}

function OpenDialog({ draft }: { draft: TagDraft }) {
  const close = useHeddle((s) => s.closeDrafts);
  const suggest = useHeddle((s) => s.suggest);
  const of = useWrittenName(draft.resource);
  return (
    <Modal title="Change LF-Tags" isOpen size="large" onClose={close}>
      <div className="stack is-tight change-dialog">
        <SuggestField
          {...of.field}
          label="Of"
          placeholder="database.table or a database"
          suggest={(text) => suggest('taggable', text)}
        />
        <TagForm of={of} column={draft.column ?? ''} onDone={close} />
      </div>
    </Modal>
  );
}
