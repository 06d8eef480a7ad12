import type { Left } from './code-types';
import { plainLine } from './plain-line';

/** What is not in a document, as lines of a comment. */
export const leftLines = (mark: string, left: readonly Left[]): string[] =>
  left.length === 0
    ? []
    : [`${mark}`, `${mark} Not in here:`, ...left.map(({ what, why }) => `${mark} - ${plainLine(`${what}: ${why}`)}`)];
