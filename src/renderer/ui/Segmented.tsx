import SegmentedControl from '@cloudscape-design/components/segmented-control';

interface SegmentedProps<T extends string> {
  label: string;
  value: T;
  options: readonly { id: T; text: string }[];
  onChange: (value: T) => void;
}

export function Segmented<T extends string>({ label, value, options, onChange }: SegmentedProps<T>) {
  return (
    <SegmentedControl
      label={label}
      selectedId={value}
      options={options.map(({ id, text }) => ({ id, text }))}
      onChange={({ detail }) => {
        const chosen = options.find(({ id }) => id === detail.selectedId);
        if (chosen) onChange(chosen.id);
      }}
    />
  );
}
