import { useEffect } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Page } from '../../ui/Page';
import { BasketPanel } from './BasketPanel';
import { Consequences } from './Consequences';
import { JournalPanel } from './JournalPanel';
import './changes.css';

/** The change set as sentences with what it would do, and below it what was done, each with its proof. */
export function ChangesPage() {
  const lines = useHeddle((s) => s.basket.value?.lines.length ?? 0);
  const openGrant = useHeddle((s) => s.openGrant);
  const openTags = useHeddle((s) => s.openTags);
  const loadJournal = useHeddle((s) => s.loadJournal);
  useEffect(() => void loadJournal(), [loadJournal]);
  return (
    <Page
      title="Changes"
      subtitle={
        lines === 0
          ? 'Nothing is waiting to be applied.'
          : `${lines.toLocaleString('en-GB')} ${lines === 1 ? 'change waits' : 'changes wait'} to be applied. Nothing is sent before you say so.`
      }
      actions={
        <>
          <Button onClick={() => openGrant({ mode: 'grant' })}>Grant…</Button>
          <Button onClick={() => openGrant({ mode: 'revoke' })}>Revoke…</Button>
          <Button onClick={() => openTags({})}>Retag…</Button>
        </>
      }
    >
      <div className="changes">
        <BasketPanel />
        <Consequences />
        <JournalPanel />
      </div>
    </Page>
  );
}
