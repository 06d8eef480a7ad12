import ButtonDropdown from '@cloudscape-design/components/button-dropdown';

interface MenuProps {
  label: string;
  items: readonly { id: string; text: string }[];
  onChoose: (id: string) => void;
}

export function Menu({ label, items, onChoose }: MenuProps) {
  return (
    <ButtonDropdown items={[...items]} onItemClick={({ detail }) => onChoose(detail.id)}>
      {label}
    </ButtonDropdown>
  );
}
