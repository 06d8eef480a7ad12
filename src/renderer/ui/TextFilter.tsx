import Input from '@cloudscape-design/components/input';

interface TextFilterProps {
  label: string;
  value: string;
  onChange: (value: string) => void;
}

/** More than any name has, and as much as can be asked about: what is pasted beyond it finds nothing more or less. */
const LONGEST = 512;

export function TextFilter({ label, value, onChange }: TextFilterProps) {
  return (
    <Input
      type="search"
      ariaLabel={label}
      clearAriaLabel="Clear the search"
      placeholder={label}
      value={value}
      onChange={({ detail }) => onChange(detail.value.slice(0, LONGEST))}
    />
  );
}
