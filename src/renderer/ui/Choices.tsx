import Multiselect from '@cloudscape-design/components/multiselect';

interface ChoicesProps {
  label: string;
  values: readonly string[];
  options: readonly { value: string; label: string }[];
  onChange: (values: string[]) => void;
}

/** A filter of many values that says how many are set; long lists filter as one types. */
export function Choices({ label, values, options, onChange }: ChoicesProps) {
  const placeholder = values.length ? `${label}: ${values.length}` : label;
  return (
    <Multiselect
      ariaLabel={label}
      placeholder={placeholder}
      hideTokens
      keepOpen
      selectedOptions={options.filter(({ value }) => values.includes(value))}
      options={[...options]}
      filteringType={options.length > 8 ? 'auto' : 'none'}
      filteringAriaLabel={`Find in ${label}`}
      empty="Nothing to choose from"
      onChange={({ detail }) => onChange(detail.selectedOptions.map(({ value }) => value ?? '').filter(Boolean))}
    />
  );
}
