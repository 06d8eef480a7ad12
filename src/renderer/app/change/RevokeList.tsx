import { useEffect, useState } from 'react';
import type { HeldGrant } from '../../../core/change/held-grants';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { Button } from '../../ui/Button';
import { Tick } from '../../ui/Tick';
import { dateWords } from '../../ui/when';
import { PreviewOf } from './PreviewOf';

interface RevokeListProps {
  principal: string;
  resource: string;
  onDone: () => void;
}

/** The rows behind an access, each to be taken back as it stands; what remains by another path shows in the preview. */
export function RevokeList({ principal, resource, onDone }: RevokeListProps) {
  const ask = useHeddle((s) => s.heldGrants);
  const add = useHeddle((s) => s.addToBasket);
  const [held, setHeld] = useState<Async<HeldGrant[]>>(IDLE);
  const [chosen, setChosen] = useState<readonly string[]>([]);
  useEffect(() => {
    if (!principal && !resource) return;
    let isCurrent = true;
    setHeld(loadingAgain);
    void ask({ ...(principal ? { principal } : {}), ...(resource ? { resource } : {}) }).then((result) => {
      if (isCurrent) setHeld((before) => settled(result, before));
    });
    return () => void (isCurrent = false);
  }, [ask, principal, resource]);
  const rows = held.value ?? [];
  const edits = rows.filter((row) => chosen.includes(keyOf(row))).map(({ revoke }) => revoke);
  return (
    <>
      {held.status === 'failed' ? <p className="change-trouble">{held.trouble.message}</p> : null}
      {held.status === 'idle' ? <p className="change-none">Say from whom, on what, or both.</p> : null}
      {held.value?.length === 0 ? (
        <p className="change-none">No permission row fits; access may come from elsewhere.</p>
      ) : null}
      {rows.length ? (
        <fieldset className="change-held">
          <legend>Permission rows</legend>
          {rows.map((row) => (
            <Tick
              key={keyOf(row)}
              label={row.sentence}
              note={row.by ? `by ${row.by}${row.at ? `, ${dateWords(row.at)}` : ''}` : undefined}
              isOn={chosen.includes(keyOf(row))}
              onChange={(isOn) =>
                setChosen(isOn ? [...chosen, keyOf(row)] : chosen.filter((key) => key !== keyOf(row)))
              }
            />
          ))}
        </fieldset>
      ) : null}
      <PreviewOf edits={edits} />
      <div className="row is-end-row">
        <Button
          kind="primary"
          isDisabled={!edits.length}
          onClick={() => {
            void add(edits);
            onDone();
          }}
        >
          Add {edits.length || ''} to the basket
        </Button>
      </div>
    </>
  );
}

const keyOf = ({ revoke }: HeldGrant): string => JSON.stringify(revoke.request);
