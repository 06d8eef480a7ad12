import { rm } from 'node:fs/promises';
import { ROW_GROUP } from './part-writer';
import type { OwnedPart } from './part-writer';
import type { PartFile } from './manifest';

/** Rows of a part that become a file of their own while more of the part is still to come. */
export const AHEAD_ROWS = 2 * ROW_GROUP;

/** The large parts of a snapshot, written while the crawl goes on, so that little is left to write at its end. */
export interface AheadWriter {
  /**
   * The part has grown; what fills a file is written behind the scenes, while `records` may grow further.
   * @throws what kept an earlier file from being written
   */
  grown(owned: OwnedPart): void;
  /**
   * Files of each part by `aheadKey`, in the order of its rows, once all under way are written. They hold the first rows.
   * @throws what kept one of them from being written
   */
  files(): Promise<ReadonlyMap<string, readonly PartFile[]>>;
  /** Forgets what was written and what was still to be. */
  drop(): Promise<void>;
}

export const aheadKey = ({ member, layer }: { member: string; layer: string }): string => `${member}\0${layer}`;

/** Removes what an unfinished write left; that it cannot be removed must not hide why it could not be finished. */
export const forget = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true }).catch(() => undefined);

/** `write` writes one file of that name into the snapshot's folder. */
export function createAheadWriter(
  folder: string,
  write: (name: string, owned: OwnedPart) => Promise<PartFile>,
): AheadWriter {
  const files = new Map<string, PartFile[]>();
  const taken = new Map<string, number>();
  let number = 0;
  let last = Promise.resolve();
  let failure: { error: unknown } | undefined;
  let dropped = false;

  async function one(name: string, owned: OwnedPart): Promise<void> {
    if (dropped || failure) return;
    try {
      const file = await write(name, owned);
      const key = aheadKey(owned.part);
      files.set(key, [...(files.get(key) ?? []), file]);
    } catch (error) {
      failure ??= { error };
    }
  }

  return {
    grown({ part, member }) {
      if (failure) throw failure.error;
      const key = aheadKey(part);
      for (let from = taken.get(key) ?? 0; part.records.length - from >= AHEAD_ROWS; from += AHEAD_ROWS) {
        taken.set(key, from + AHEAD_ROWS);
        const records = part.records.slice(from, from + AHEAD_ROWS);
        const name = `${part.layer}-ahead-${String(number++).padStart(4, '0')}`;
        last = last.then(() => one(name, { part: { ...part, records } as typeof part, member }));
      }
    },
    async files() {
      await last;
      if (failure) throw failure.error;
      return files;
    },
    async drop() {
      dropped = true;
      await last;
      await forget(folder);
    },
  };
}
