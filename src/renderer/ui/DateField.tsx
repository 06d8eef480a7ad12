import FormField from '@cloudscape-design/components/form-field';
import { useId } from 'react';
import { InlineField } from './InlineField';

interface DateFieldProps {
  label: string;
  /** `YYYY-MM-DD`; empty = none. */
  value: string;
  min?: string;
  max?: string;
  /** The label stands before the field, in one line with it. */
  isInline?: boolean;
  onChange: (value: string) => void;
}

/** A day, by the platform's own picker: it knows the person's calendar and needs no key that they must learn. */
export function DateField({ label, value, min, max, isInline, onChange }: DateFieldProps) {
  const id = useId();
  const field = (
    <input
      id={id}
      className="date-field"
      type="date"
      aria-label={isInline ? label : undefined}
      value={value}
      min={min}
      max={max}
      onChange={(event) => onChange(event.target.value)}
    />
  );
  return isInline ? (
    <InlineField label={label}>{field}</InlineField>
  ) : (
    <FormField label={label} controlId={id}>
      {field}
    </FormField>
  );
}
