import FormField from '@cloudscape-design/components/form-field';
import Input from '@cloudscape-design/components/input';

interface TextFieldProps {
  label: string;
  value: string;
  placeholder?: string;
  onChange: (value: string) => void;
}

export function TextField({ label, value, placeholder, onChange }: TextFieldProps) {
  return (
    <FormField label={label}>
      <Input value={value} placeholder={placeholder} onChange={({ detail }) => onChange(detail.value)} />
    </FormField>
  );
}
