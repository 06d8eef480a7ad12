import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

interface TextFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  hint?: string;
  /** What is wrong with the text. */
  error?: string;
  isDisabled?: boolean;
  /** As wide as its place. */
  isWide?: boolean;
  onChange: (value: string) => void;
}

export function TextField({
  label,
  value,
  placeholder,
  hint,
  error,
  isDisabled,
  isWide = false,
  onChange,
}: TextFieldProps) {
  return (
    <FormField label={label} constraintText={hint} errorText={error} stretch={isWide}>
      <Input
        value={value}
        placeholder={placeholder}
        disabled={isDisabled}
        onChange={({ detail }) => onChange(detail.value)}
      />
    </FormField>
  );
}
