/** A text as one word of a POSIX shell: inside single quotes nothing is special but the quote itself. */
export const shellQuote = (text: string): string => `'${text.replaceAll("'", `'\\''`)}'`;
