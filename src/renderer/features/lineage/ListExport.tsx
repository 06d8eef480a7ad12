import type { LineageListQuestion } from '../../../contract/lineage';
import { useHeddle } from '../../store/StoreProvider';
import { Menu } from '../../ui/Menu';

const FORMATS = [
  { id: 'csv', text: 'CSV' },
  { id: 'xlsx', text: 'Excel' },
  { id: 'json', text: 'JSON' },
  { id: 'html', text: 'HTML page' },
] as const;

/** The list as evidence, with what it rests on. */
export function ListExport({ about }: { about: LineageListQuestion }) {
  const ask = useHeddle((s) => s.askLineage);
  const say = useHeddle((s) => s.sayLineage);
  const choose = async (id: string): Promise<void> => {
    const format = FORMATS.find((one) => one.id === id)?.id;
    if (format === undefined) return;
    const saved = await ask('lineage.export', { about, format });
    say(saved.ok ? (saved.value ? `Saved to ${saved.value.path}` : null) : saved.error.message);
  };
  return <Menu label="Export list" items={FORMATS} onChoose={(id) => void choose(id)} />;
}
