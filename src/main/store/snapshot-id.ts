/** Supplies what must not be guessed at: time and randomness. */
export interface Entropy {
  now: () => Date;
  /** Lower-case letters and digits, at least 6. */
  random: () => string;
}

/** `20261123T025734123Z-k3v9qz`: sorts by time, also within a second, and is a file name everywhere. */
export function createSnapshotId({ now, random }: Entropy): string {
  return `${now().toISOString().replace(/[-:.]/g, '')}-${random().slice(0, 6)}`;
}

export const isSnapshotId = (text: string): boolean => /^\d{8}T\d{9}Z-[a-z0-9]{6}$/.test(text);
