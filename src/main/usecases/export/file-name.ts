/** A title as a file name that every file system takes. */
export const fileNameOf = (title: string): string =>
  title
    .replace(/[^\p{L}\p{N}.=-]+/gu, ' ')
    .trim()
    .slice(0, 80)
    .replaceAll(' ', '-') || 'answer';
