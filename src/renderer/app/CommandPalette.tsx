import { useEffect, useState } from 'react';
import type { SearchHit } from '../../contract/calls';
import { PAGES } from '../pages';
import { useHeddle } from '../store/StoreProvider';
import { Icon } from '../ui/Icon';
import { Palette } from '../ui/Palette';
import { kindIcon } from '../ui/kinds';

const PAGE = 'page:';
const NODE = 'node:';

/** Ctrl/Cmd-K: pages by name, and everything in the mesh by the host's own ranking. */
export function CommandPalette() {
  const isOpen = useHeddle((s) => s.isPaletteOpen);
  const setOpen = useHeddle((s) => s.setPaletteOpen);
  const navigate = useHeddle((s) => s.navigate);
  const reveal = useHeddle((s) => s.reveal);
  const [text, setText] = useState('');
  const { hits, problem } = useSearch(text, isOpen);
  const pages = PAGES.filter(({ label }) => label.toLowerCase().includes(text.trim().toLowerCase()));
  const choose = (id: string): void => {
    setOpen(false);
    setText('');
    if (id.startsWith(PAGE)) navigate(id.slice(PAGE.length));
    else void reveal(id.slice(NODE.length));
  };
  return (
    <Palette
      isOpen={isOpen}
      text={text}
      onText={setText}
      onChoose={choose}
      onClose={() => setOpen(false)}
      empty={problem ?? 'Nothing in this mesh is called that.'}
      groups={[
        {
          heading: 'In this mesh',
          items: hits.map(({ id, kind, label, path }) => ({
            id: NODE + id,
            label,
            path,
            icon: <Icon name={kindIcon(kind)} />,
          })),
        },
        {
          heading: 'Pages',
          items: pages.map(({ id, label, icon }) => ({ id: PAGE + id, label, icon: <Icon name={icon} /> })),
        },
      ]}
    />
  );
}

function useSearch(text: string, isOpen: boolean): { hits: SearchHit[]; problem?: string } {
  const search = useHeddle((s) => s.searchMesh);
  const [answer, setAnswer] = useState<{ hits: SearchHit[]; problem?: string }>({ hits: [] });
  useEffect(() => {
    if (!isOpen || !text.trim()) {
      setAnswer({ hits: [] });
      return;
    }
    let isCurrent = true;
    const timer = setTimeout(() => {
      void search(text).then((result) => {
        if (isCurrent) setAnswer(result.ok ? { hits: result.value } : { hits: [], problem: result.error.message });
      });
    }, 80);
    return () => {
      isCurrent = false;
      clearTimeout(timer);
    };
  }, [text, isOpen, search]);
  return answer;
}
