import Checkbox from '@cloudscape-design/components/checkbox';
import { useId, type ReactNode } from 'react';

interface TickProps {
  label: ReactNode;
  /** Where the words beside the box are not enough. */
  name?: string;
  note?: ReactNode;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

/** The note of one that cannot be ticked says why: it stays as readable as any other, which the kit's own would not. */
export function Tick({ label, name, note, isOn, isDisabled = false, onChange }: TickProps) {
  const reason = useId();
  const isReason = isDisabled && note !== undefined;
  return (
    <div>
      <Checkbox
        checked={isOn}
        disabled={isDisabled}
        ariaLabel={name}
        ariaDescribedby={isReason ? reason : undefined}
        description={isReason ? undefined : note}
        onChange={({ detail }) => onChange(detail.checked)}
      >
        {label}
      </Checkbox>
      {isReason ? (
        <small id={reason} className="tick-reason">
          {note}
        </small>
      ) : null}
    </div>
  );
}
