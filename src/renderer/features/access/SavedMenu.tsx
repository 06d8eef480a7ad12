import { useState } from 'react';
import { questionText } from '../../../core/report/question';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Menu } from '../../ui/Menu';
import { Modal } from '../../ui/Modal';
import { TextField } from '../../ui/TextField';

const FORGET = 'forget:';
const ASK = 'ask:';
const SAVE = 'save';

/** The questions that a person asks again and again. */
export function SavedMenu() {
  const saved = useHeddle((s) => s.saved);
  const trouble = useHeddle((s) => s.savedTrouble);
  const question = useHeddle((s) => s.question);
  const ask = useHeddle((s) => s.ask);
  const save = useHeddle((s) => s.saveQuestion);
  const forget = useHeddle((s) => s.forgetQuestion);
  const [name, setName] = useState<string | null>(null);
  const current = saved.find((s) => JSON.stringify(s.question) === JSON.stringify(question));
  const items = [
    ...saved.map((s) => ({ id: ASK + s.name, text: s.name })),
    ...(current
      ? [{ id: FORGET + current.name, text: `Forget “${current.name}”` }]
      : question
        ? [{ id: SAVE, text: 'Save this question …' }]
        : []),
  ];
  const choose = (id: string): void => {
    if (id === SAVE && question) setName(questionText(question));
    else if (id.startsWith(FORGET)) void forget(id.slice(FORGET.length));
    else {
      const wanted = saved.find((s) => ASK + s.name === id);
      if (wanted) void ask(wanted.question);
    }
  };
  const confirm = (): void => {
    if (question && name?.trim()) void save({ name: name.trim(), question });
    setName(null);
  };
  return (
    <span className="access-saved">
      {trouble ? <span role="alert">{trouble.message}</span> : null}
      {items.length > 0 ? (
        <Menu
          label={saved.length ? `Saved questions (${saved.length})` : 'Saved questions'}
          items={items}
          onChoose={choose}
        />
      ) : null}
      <Modal
        title="Save this question"
        isOpen={name !== null}
        onClose={() => setName(null)}
        size="small"
        footer={
          <div className="row is-end">
            <Button kind="link" onClick={() => setName(null)}>
              Cancel
            </Button>
            <Button kind="primary" isDisabled={!name?.trim()} onClick={confirm}>
              Save
            </Button>
          </div>
        }
      >
        <TextField label="Name" value={name ?? ''} onChange={setName} />
      </Modal>
    </span>
  );
}
