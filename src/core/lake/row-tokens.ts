/** A part of a row expression; `at` counts characters from 0. */
export interface RowToken {
  kind: 'name' | 'quoted' | 'text' | 'number' | 'sign';
  /** Without the quotes, doubled quotes undone. */
  text: string;
  at: number;
}

/** Where an expression stops being readable. */
export interface Unreadable {
  message: string;
}

const NUMBER = /^(?:\d+(?:\.\d*)?|\.\d+)(?:e[+-]?\d+)?/i;
const NAME = /^[\p{L}_][\p{L}\p{N}_$]*/u;
const SIGN = /^(?:<>|!=|<=|>=|\|\||<<|>>|[=<>+\-*/%(),.[\]{}:;?@^&|!~])/;

/** Splits a row expression; an open quote or a sign that no expression has is unreadable. */
export function rowTokens(expression: string): RowToken[] | Unreadable {
  const tokens: RowToken[] = [];
  let at = 0;
  while (at < expression.length) {
    const rest = expression.slice(at);
    const space = /^\s+/.exec(rest)?.[0];
    if (space !== undefined) {
      at += space.length;
      continue;
    }
    const quote = rest[0]!;
    if (quote === "'" || quote === '"') {
      const end = closing(rest, quote);
      if (end < 0)
        return {
          message:
            quote === "'"
              ? `The text that starts at character ${String(at + 1)} is not closed: a single quote is missing.`
              : `The name that starts at character ${String(at + 1)} is not closed: a double quote is missing.`,
        };
      const text = rest.slice(1, end).replaceAll(quote + quote, quote);
      tokens.push({ kind: quote === "'" ? 'text' : 'quoted', text, at });
      at += end + 1;
      continue;
    }
    const number = NUMBER.exec(rest)?.[0];
    const name = NAME.exec(rest)?.[0];
    const sign = SIGN.exec(rest)?.[0];
    const found = number ?? name ?? sign;
    if (found === undefined)
      return { message: `The sign ${quote} at character ${String(at + 1)} has no place in a row expression.` };
    tokens.push({ kind: number === undefined ? (name === undefined ? 'sign' : 'name') : 'number', text: found, at });
    at += found.length;
  }
  return tokens;
}

/** Position of the quote that closes a text which starts with one; doubled quotes stay inside. */
function closing(text: string, quote: string): number {
  for (let at = 1; at < text.length; at++) {
    if (text[at] !== quote) continue;
    if (text[at + 1] !== quote) return at;
    at++;
  }
  return -1;
}
