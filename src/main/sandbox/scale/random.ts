/** A number in [0, 2^32) that depends on its inputs alone: the same seed gives the same world, in any order of asking. */
export function mix(seed: number, ...parts: readonly number[]): number {
  let h = seed >>> 0;
  for (const part of parts) {
    h = Math.imul(h ^ (part + 0x9e3779b9), 0x85ebca6b) >>> 0;
    h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
    h = (h ^ (h >>> 16)) >>> 0;
  }
  return h;
}

/** One of a list, by the same inputs. */
export const pick = <T>(list: readonly T[], seed: number, ...parts: readonly number[]): T =>
  list[mix(seed, ...parts) % list.length] as T;
