import { useState } from 'react';
import { useHeddle } from '../../store/StoreProvider';
import { Menu } from '../../ui/Menu';
import { pngOf } from '../../ui/png-of';

const ITEMS = [
  { id: 'svg', text: 'Picture (SVG)' },
  { id: 'png', text: 'Picture (PNG)' },
  { id: 'impact', text: 'Impact list (Excel)' },
  { id: 'audience', text: 'Who reaches it (Excel)' },
  { id: 'lost-tags', text: 'Lost tags (Excel)' },
] as const;

/** Pictures are drawn from the layout, not captured from the page; lists are evidence with what they rest on. */
export function ExportMenu() {
  const query = useHeddle((s) => s.lineageQuery);
  const view = useHeddle((s) => s.lineage.value);
  const ask = useHeddle((s) => s.askLineage);
  const save = useHeddle((s) => s.savePicture);
  const [said, setSaid] = useState('');
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
  const list = async (what: 'impact' | 'audience' | 'lost-tags'): Promise<string> => {
    const resource = view?.column ? `${view.focus ?? ''}#${view.column}` : (view?.focus ?? '');
    const about = what === 'lost-tags' ? { ask: what } : { ask: what, resource };
    const saved = await ask('lineage.export', { about, format: 'xlsx' });
    if (!saved.ok) return saved.error.message;
    return saved.value ? `Saved to ${saved.value.path}` : '';
  };
  const choose = async (id: string): Promise<void> => {
    if (id === 'svg' || id === 'png') setSaid(await picture(id));
    else if (id === 'impact' || id === 'audience' || id === 'lost-tags') setSaid(await list(id));
  };
  return (
    <>
      <span role="status" className="lin-said" title={said}>
        {said}
      </span>
      <Menu label="Export" items={ITEMS} onChoose={(id) => void choose(id)} />
    </>
  );
}
