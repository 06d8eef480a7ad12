import Input from '@cloudscape-design/components/input';

interface TextFilterProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

export function TextFilter({ label, value, onChange }: TextFilterProps) {
  return (
    <Input
      type="search"
      ariaLabel={label}
      clearAriaLabel="Clear the search"
      placeholder={label}
      value={value}
      onChange={({ detail }) => onChange(detail.value)}
    />
  );
}
