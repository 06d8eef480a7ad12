import FormField from '@cloudscape-design/components/form-field';
import { useId } from 'react';

interface DateFieldProps {
  label: string;
  /** `YYYY-MM-DD`; empty = none. */
  value: string;
  min?: string;
  max?: string;
  onChange: (value: string) => void;
}

/** A day, by the platform's own picker: it knows the person's calendar and needs no key that they must learn. */
export function DateField({ label, value, min, max, onChange }: DateFieldProps) {
  const id = useId();
  return (
    <FormField label={label} controlId={id}>
      <input
        id={id}
        className="date-field"
        type="date"
        value={value}
        min={min}
        max={max}
        onChange={(event) => onChange(event.target.value)}
      />
    </FormField>
  );
}
