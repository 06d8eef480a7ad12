import type { LineageSlice } from '../../store/lineage-slice';
import { useHeddle } from '../../store/StoreProvider';

/** As main checks again: one file holds at most this much. */
const MOST_BYTES = 50 * 1024 * 1024;
/** Characters that cross to main at once: each copy holds it up for a few milliseconds. */
const PIECE = 2 * 1024 * 1024;

/** Hands OpenLineage files over one by one, says which is being read and then what became of them, and draws again. */
export function useImport(): (files: readonly File[]) => Promise<void> {
  const ask = useHeddle((s) => s.askLineage);
  const say = useHeddle((s) => s.sayLineage);
  const refresh = useHeddle((s) => s.refreshLineage);
  return async (files) => {
    const said: string[] = [];
    for (const [at, file] of files.entries()) {
      const which = files.length > 1 ? ` (${at + 1} of ${files.length})` : '';
      const tell = (done: string): void =>
        say([...said, `Reading ${file.name}, ${done}${sizeWords(file.size)}${which} …`].join(' '));
      tell('');
      said.push(await importOne(file, ask, (part) => tell(`${Math.round(part * 100)} % of `)));
    }
    say(said.join(' '));
    await refresh();
  };
}

async function importOne(file: File, ask: LineageSlice['askLineage'], tell: (part: number) => void): Promise<string> {
  if (file.size > MOST_BYTES)
    return `${file.name} is larger than 50 MB and was not read: split it, one event a line can be cut anywhere between lines.`;
  const text = await file.text();
  const name = file.name || 'events.json';
  let upload: { upload: string } | undefined;
  let at = 0;
  for (; text.length - at > PIECE; at += PIECE) {
    upload ??= { upload: crypto.randomUUID() };
    const came = await ask('lineage.importPiece', { ...upload, text: text.slice(at, at + PIECE) });
    if (!came.ok) return `${file.name}: ${came.error.message}`;
    tell((at + PIECE) / text.length);
  }
  const result = await ask('lineage.import', { name, text: text.slice(at), ...upload });
  return result.ok ? result.value.sentence : `${file.name}: ${result.error.message}`;
}

const sizeWords = (bytes: number): string =>
  bytes < 1024 * 1024 ? `${Math.ceil(bytes / 1024)} KB` : `${Math.round(bytes / 1024 / 1024)} MB`;
