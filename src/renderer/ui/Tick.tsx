import Checkbox from '@cloudscape-design/components/checkbox';
import type { ReactNode } from 'react';

interface TickProps {
  label: ReactNode;
  /** Where the words beside the box are not enough. */
  name?: string;
  note?: ReactNode;
  isOn: boolean;
  isDisabled?: boolean;
  onChange: (isOn: boolean) => void;
}

export function Tick({ label, name, note, isOn, isDisabled, onChange }: TickProps) {
  return (
    <Checkbox
      checked={isOn}
      disabled={isDisabled}
      ariaLabel={name}
      description={note}
      onChange={({ detail }) => onChange(detail.checked)}
    >
      {label}
    </Checkbox>
  );
}
