import type { LineageSlice } from '../../store/lineage-slice';

/** As main checks again: one file holds at most this much. */
const MOST_BYTES = 50 * 1024 * 1024;

/** Hands OpenLineage files over one by one and says what became of them. */
export async function importFiles(files: readonly File[], ask: LineageSlice['askLineage']): Promise<string> {
  const said: string[] = [];
  for (const file of files) {
    if (file.size > MOST_BYTES) {
      said.push(`${file.name} is larger than 50 MB; split it between lines.`);
      continue;
    }
    const result = await ask('lineage.import', { name: file.name || 'events.json', text: await file.text() });
    said.push(result.ok ? result.value.sentence : `${file.name}: ${result.error.message}`);
  }
  return said.join(' ');
}
