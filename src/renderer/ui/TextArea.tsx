import FormField from '@cloudscape-design/components/form-field';
import Textarea from '@cloudscape-design/components/textarea';

interface TextAreaProps {
  label: string;
  value: string;
  placeholder?: string;
  rows?: number;
  isDisabled?: boolean;
  hint?: string;
  error?: string;
  onChange: (value: string) => void;
}

/** Several lines of plain text. */
export function TextArea({ label, value, placeholder, rows = 2, isDisabled, hint, error, onChange }: TextAreaProps) {
  return (
    <FormField label={label} constraintText={hint} errorText={error} stretch>
      <Textarea
        value={value}
        rows={rows}
        placeholder={placeholder}
        disabled={isDisabled}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
