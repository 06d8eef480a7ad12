import { useHeddle } from '../../store/StoreProvider';
import { Menu } from '../../ui/Menu';
import { pngOf } from '../../ui/png-of';

const ITEMS = [
  { id: 'svg', text: 'Picture (SVG)' },
  { id: 'png', text: 'Picture (PNG)' },
] as const;

/** Pictures are drawn from the layout, not captured from the page; lists are exported where they are shown. */
export function ExportMenu() {
  const query = useHeddle((s) => s.lineageQuery);
  const view = useHeddle((s) => s.lineage.value);
  const ask = useHeddle((s) => s.askLineage);
  const save = useHeddle((s) => s.savePicture);
  const say = useHeddle((s) => s.sayLineage);
  const picture = async (format: 'svg' | 'png'): Promise<string> => {
    const theme = document.body.classList.contains('awsui-dark-mode') ? 'dark' : 'light';
    const drawn = await ask('lineage.picture', { query, theme });
    if (!drawn.ok) return drawn.error.message;
    const data = format === 'png' ? await pngOf(drawn.value.svg) : drawn.value.svg;
    if (data === null) return 'The picture is too large for a PNG; save it as SVG.';
    const saved = await save(`lineage of ${view?.label ?? 'the mesh'}`.replace(/[^\w.-]+/g, '-'), format, data);
    if (!saved.ok) return saved.error.message;
    return saved.value ? `Saved to ${saved.value.path}` : '';
  };
  return (
    <Menu
      label="Picture"
      items={ITEMS}
      onChoose={(id) => {
        if (id === 'svg' || id === 'png') void picture(id).then(say);
      }}
    />
  );
}
