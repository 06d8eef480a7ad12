import { useRef, type KeyboardEvent } from 'react';
import type { UnitLine } from '../../../contract/governance';
import { unitKey } from '../../store/governance-slice';
import { useHeddle } from '../../store/StoreProvider';

const INDENT = ['is-top', 'is-1', 'is-2', 'is-3', 'is-4'];

/** Units under their domain; arrows move, Enter opens. */
export function UnitTree({ units }: { units: readonly UnitLine[] }) {
  const open = useHeddle((s) => s.openUnit);
  const choose = useHeddle((s) => s.chooseUnit);
  const list = useRef<HTMLElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step === undefined) return;
    const rows = [...(list.current?.querySelectorAll<HTMLElement>('button') ?? [])];
    const at = rows.findIndex((row) => row === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    rows[Math.max(0, Math.min(rows.length - 1, at + step))]?.focus();
  };
  return (
    <nav ref={list} className="unit-tree" aria-label="Domain units" onKeyDown={onKeyDown}>
      {units.map((unit) => (
        <button
          key={unitKey(unit)}
          type="button"
          className={`unit-line ${INDENT[Math.min(unit.depth, INDENT.length - 1)] ?? ''}`}
          aria-current={open === unitKey(unit) ? 'true' : undefined}
          onClick={() => void choose(unitKey(unit))}
        >
          <span>{unit.name}</span>
          <small>{countWords(unit)}</small>
        </button>
      ))}
    </nav>
  );
}

function countWords({ grants, rules, projects }: UnitLine): string {
  const parts = [
    grants ? `${grants} ${grants === 1 ? 'grant' : 'grants'}` : '',
    rules ? `${rules} ${rules === 1 ? 'rule' : 'rules'}` : '',
    projects ? `${projects} ${projects === 1 ? 'project' : 'projects'}` : '',
  ];
  return parts.filter(Boolean).join(' · ') || 'nothing of its own';
}
