import { useState } from 'react';
import { toSvg } from '../../../core/graph/svg';
import { useHeddle } from '../../store/StoreProvider';
import { Menu } from '../../ui/Menu';
import { pngOf } from '../../ui/png-of';

const ITEMS = [
  { id: 'svg', text: 'Picture (SVG)' },
  { id: 'png', text: 'Picture (PNG)' },
] as const;

/** The picture is drawn from the layout, not captured from the page: sharp at any size, whole however much is in sight. */
export function ExportMenu() {
  const view = useHeddle((s) => s.view.value);
  const name = useHeddle((s) => s.app.value?.connection?.name ?? 'mesh');
  const save = useHeddle((s) => s.savePicture);
  const [said, setSaid] = useState('');
  const choose = async (id: string): Promise<void> => {
    if (!view) return;
    const svg = toSvg(view, document.body.classList.contains('awsui-dark-mode') ? 'dark' : 'light');
    const data = id === 'png' ? await pngOf(svg) : svg;
    if (data === null) return setSaid('The picture is too large for a PNG; save it as SVG.');
    const result = await save(name, id === 'png' ? 'png' : 'svg', data);
    if (!result.ok) return setSaid(result.error.message);
    setSaid(result.value ? `Saved to ${result.value.path}` : '');
  };
  return (
    <>
      <span role="status" className="mesh-said" title={said}>
        {said}
      </span>
      <Menu label="Export" items={ITEMS} onChoose={(id) => void choose(id)} />
    </>
  );
}
