import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../store/atomic-file';

const settings = z.object({
  /** The connection on screen when Heddle was last used. */
  connection: z.string().optional().catch(undefined),
  theme: z.enum(['light', 'dark', 'system']).catch('system'),
  /** Snapshots kept per connection. */
  keep: z.number().int().min(1).max(1000).catch(10),
  /** Minutes between two looks for new subscription requests; 0 = never. */
  requestMinutes: z.number().min(0).max(1440).catch(5),
});

export type Settings = z.infer<typeof settings>;

const DEFAULTS: Settings = { theme: 'system', keep: 10, requestMinutes: 5 };

export interface SettingsFile {
  read(): Promise<Settings>;
  change(part: Partial<Settings>): Promise<Settings>;
}

/** `settings.json` in Heddle's folder. A missing or broken file is the defaults: nothing in it is worth refusing to start. */
export function settingsFile(home: string): SettingsFile {
  const path = join(home, 'settings.json');
  const read = async (): Promise<Settings> => {
    const text = await readFile(path, 'utf8').catch(() => '{}');
    try {
      return settings.parse(JSON.parse(text));
    } catch {
      return DEFAULTS;
    }
  };
  return {
    read,
    async change(part) {
      const next = { ...(await read()), ...part };
      await writeFileAtomically(path, `${JSON.stringify(next, null, 1)}\n`);
      return next;
    },
  };
}
