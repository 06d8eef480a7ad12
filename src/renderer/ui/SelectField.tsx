import FormField from '@cloudscape-design/components/form-field';
import Select from '@cloudscape-design/components/select';

interface SelectFieldProps {
  label: string;
  value: string;
  options: readonly { value: string; label: string; description?: string; disabled?: boolean }[];
  isDisabled?: boolean;
  /** The options say themselves what they are about. */
  isBare?: boolean;
  onChange: (value: string) => void;
}

/** One of a list; long lists filter as one types. */
export function SelectField({ label, value, options, isDisabled, isBare, onChange }: SelectFieldProps) {
  const select = (
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
  );
  return isBare ? (
    select
  ) : (
    <FormField label={label} stretch>
      {select}
    </FormField>
  );
}
