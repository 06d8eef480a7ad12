import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';

interface SelectFieldProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string; description?: string }[];
  isDisabled?: boolean;
  onChange: (value: string) => void;
}

/** One of a list; long lists filter as one types. */
export function SelectField({ label, value, options, isDisabled, onChange }: SelectFieldProps) {
  return (
    <FormField label={label} stretch>
      <Select
        ariaLabel={label}
        selectedOption={options.find((option) => option.value === value) ?? null}
        options={[...options]}
        disabled={isDisabled}
        filteringType={options.length > 12 ? 'auto' : 'none'}
        filteringAriaLabel={`Find in ${label}`}
        empty="Nothing to choose from"
        onChange={({ detail }) => onChange(detail.selectedOption.value ?? '')}
      />
    </FormField>
  );
}
