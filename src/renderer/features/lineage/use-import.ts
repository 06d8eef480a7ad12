import type { LineageSlice } from '../../store/lineage-slice';
import { useHeddle } from '../../store/StoreProvider';

/** As main checks again: one file holds at most this much. */
const MOST_BYTES = 50 * 1024 * 1024;

/** Hands OpenLineage files over one by one, says which is being read and then what became of them, and draws again. */
export function useImport(): (files: readonly File[]) => Promise<void> {
  const ask = useHeddle((s) => s.askLineage);
  const say = useHeddle((s) => s.sayLineage);
  const refresh = useHeddle((s) => s.refreshLineage);
  return async (files) => {
    const said: string[] = [];
    for (const [at, file] of files.entries()) {
      const which = files.length > 1 ? ` (${at + 1} of ${files.length})` : '';
      say([...said, `Reading ${file.name}, ${sizeWords(file.size)}${which} …`].join(' '));
      said.push(await importOne(file, ask));
    }
    say(said.join(' '));
    await refresh();
  };
}

async function importOne(file: File, ask: LineageSlice['askLineage']): Promise<string> {
  if (file.size > MOST_BYTES)
    return `${file.name} is larger than 50 MB and was not read: split it, one event a line can be cut anywhere between lines.`;
  const result = await ask('lineage.import', { name: file.name || 'events.json', text: await file.text() });
  return result.ok ? result.value.sentence : `${file.name}: ${result.error.message}`;
}

const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`;
