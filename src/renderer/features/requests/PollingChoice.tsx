import { useEffect } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { SelectField } from '../../ui/SelectField';

const CHOICES = [0, 1, 5, 15, 60];

/** How often AWS is asked for new requests while Heddle runs. */
export function PollingChoice() {
  const polling = useHeddle((s) => s.polling);
  const set = useHeddle((s) => s.setPolling);
  useEffect(() => void set(), [set]);
  if (!polling) return null;
  const { minutes, fixedBy } = polling;
  const choices = CHOICES.includes(minutes) ? CHOICES : [...CHOICES, minutes].sort((a, b) => a - b);
  return (
    <div className="polling-choice" title={fixedBy ? `Set by ${fixedBy} for this run.` : undefined}>
      <SelectField
        isBare
        label="How often to look for new requests"
        value={String(minutes)}
        options={choices.map((choice) => ({ value: String(choice), label: words(choice) }))}
        isDisabled={fixedBy !== undefined}
        onChange={(chosen) => void set(Number(chosen))}
      />
    </div>
  );
}

const words = (minutes: number): string =>
  minutes === 0
    ? 'Never looks by itself'
    : minutes === 1
      ? 'Looks every minute'
      : minutes === 60
        ? 'Looks every hour'
        : `Looks every ${minutes} minutes`;
