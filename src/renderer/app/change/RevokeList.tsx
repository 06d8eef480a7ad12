import { useEffect, useState } from 'react';
import type { HeldGrant } from '../../../core/change/held-grants';
import { IDLE, loadingAgain, settled, type Async } from '../../store/async';
import { useHeddle } from '../../store/StoreProvider';
import { Tick } from '../../ui/Tick';
import { dateWords } from '../../ui/when';
import { DraftEdits } from './DraftEdits';
import { NameTrouble } from './NameTrouble';
import { revokeEdit, wholeRow, type RevokeChoice } from './revoke-edit';
import type { WrittenName } from './use-written-name';

interface RevokeListProps {
  who: WrittenName;
  on: WrittenName;
  onDone: () => void;
}

/** The rows behind an access, each to be taken back as it stands; what remains by another path shows in the preview. */
export function RevokeList({ who, on, onDone }: RevokeListProps) {
  const { settled: principal } = who;
  const { settled: resource } = on;
  const ask = useHeddle((s) => s.heldGrants);
  const [held, setHeld] = useState<Async<HeldGrant[]>>(IDLE);
  const [chosen, setChosen] = useState<Readonly<Record<string, RevokeChoice>>>({});
  useEffect(() => {
    if (!principal && !resource) {
      setHeld(IDLE);
      return;
    }
    let isCurrent = true;
    setHeld(loadingAgain);
    void ask({ ...(principal ? { principal } : {}), ...(resource ? { resource } : {}) }).then((result) => {
      // Rows of somebody named before are no answer about a name that is not found.
      if (isCurrent) setHeld(settled(result, IDLE));
    });
    return () => void (isCurrent = false);
  }, [ask, principal, resource]);
  const rows = held.value ?? [];
  const edits = rows.flatMap((row) => {
    const choice = chosen[keyOf(row)];
    return choice ? (revokeEdit(row, choice) ?? []) : [];
  });
  const choose = (row: HeldGrant, choice: RevokeChoice | undefined): void => {
    const { [keyOf(row)]: _before, ...others } = chosen;
    setChosen(choice ? { ...others, [keyOf(row)]: choice } : others);
  };
  return (
    <>
      <NameTrouble of={held} name={who.isWriting ? who : on} />
      {held.status === 'idle' ? <p className="change-none">Say from whom, on what, or both.</p> : null}
      {held.value?.length === 0 ? (
        <p className="change-none">No permission row fits; access may come from elsewhere.</p>
      ) : null}
      {rows.length ? (
        <fieldset className="change-held">
          <legend>Permission rows</legend>
          {rows.map((row) => (
            <div key={keyOf(row)}>
              <Tick
                label={row.sentence}
                note={row.by ? `by ${row.by}${row.at ? `, ${dateWords(row.at)}` : ''}` : undefined}
                isOn={chosen[keyOf(row)] !== undefined}
                onChange={(isOn) => choose(row, isOn ? wholeRow(row) : undefined)}
              />
              <RowParts row={row} choice={chosen[keyOf(row)]} onChange={(choice) => choose(row, choice)} />
            </div>
          ))}
        </fieldset>
      ) : null}
      <DraftEdits edits={edits} onDone={onDone} />
    </>
  );
}

interface RowPartsProps {
  row: HeldGrant;
  choice: RevokeChoice | undefined;
  onChange: (choice: RevokeChoice) => void;
}

/** Which of its permissions a chosen row loses, or only the right to pass them on. */
function RowParts({ row, choice, onChange }: RowPartsProps) {
  if (!choice || (row.permissions.length < 2 && row.grantable.length === 0)) return null;
  return (
    <div className="change-parts">
      {wholeRow(row).permissions.map((name) => (
        <Tick
          key={name}
          label={name}
          name={`Take back ${name} of: ${row.sentence}`}
          isOn={choice.permissions.includes(name)}
          onChange={(isOn) =>
            onChange({
              ...choice,
              permissions: isOn ? [...choice.permissions, name] : choice.permissions.filter((p) => p !== name),
            })
          }
        />
      ))}
      {row.grantable.length ? (
        <Tick
          label="only the right to pass it on"
          name={`Take back only the right to pass it on of: ${row.sentence}`}
          isOn={choice.isOptionOnly}
          onChange={(isOptionOnly) => onChange({ ...choice, isOptionOnly })}
        />
      ) : null}
    </div>
  );
}

const keyOf = ({ revoke }: HeldGrant): string => JSON.stringify(revoke.request);
