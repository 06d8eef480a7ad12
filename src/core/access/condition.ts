/**
 * The part of Cedar that attribute-based grants use (G11): hasTag, getTag, ==, && and || with parentheses over IAM
 * principal tags. Anything else is `unknown`: the row is reported as conditional, not evaluated.
 */
export type Truth = true | false | 'unknown';

/** `failed` is Cedar's evaluation error (getTag of an absent tag): the policy does not apply. */
type Value = Truth | 'failed';

const TOKEN = /\s*(?:(&&|\|\||==|[().,])|"((?:[^"\\]|\\.)*)"|([A-Za-z_][A-Za-z0-9_]*))/y;

/** Whether `expression` holds for a principal with these IAM tags. Session tags are not known statically. */
export function conditionHolds(expression: string, tags: Record<string, string> | undefined): Truth {
  const tokens = tokenize(expression);
  if (!tokens) return 'unknown';
  const parser = new Parser(tokens, tags);
  const value = parser.or();
  if (!parser.atEnd || value === 'unknown' || value === undefined) return 'unknown';
  if (tags === undefined) return 'unknown';
  return value === true;
}

/** Tag keys that a condition reads: a session tag of that name could make it true. */
export const conditionKeys = (expression: string): string[] => [
  ...new Set([...expression.matchAll(/(?:hasTag|getTag)\(\s*"((?:[^"\\]|\\.)*)"/g)].map((m) => m[1]!)),
];

interface Token {
  kind: 'sign' | 'text' | 'name';
  text: string;
}

function tokenize(expression: string): Token[] | undefined {
  const tokens: Token[] = [];
  const end = expression.trimEnd().length;
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < end) {
    const m = TOKEN.exec(expression);
    if (!m) return undefined;
    if (m[1] !== undefined) tokens.push({ kind: 'sign', text: m[1] });
    else if (m[2] !== undefined) tokens.push({ kind: 'text', text: m[2].replace(/\\(.)/g, '$1') });
    else tokens.push({ kind: 'name', text: m[3]! });
  }
  return tokens;
}

/** Recursive descent; every method answers `undefined` where the text leaves the supported part. */
class Parser {
  private at = 0;

  constructor(
    private readonly tokens: readonly Token[],
    private readonly tags: Record<string, string> | undefined,
  ) {}

  get atEnd(): boolean {
    return this.at === this.tokens.length;
  }

  or(): Value | undefined {
    let value = this.and();
    while (value !== undefined && this.take('||')) {
      const right = this.and();
      if (right === undefined) return undefined;
      value = value === false ? right : value;
    }
    return value;
  }

  private and(): Value | undefined {
    let value = this.term();
    while (value !== undefined && this.take('&&')) {
      const right = this.term();
      if (right === undefined) return undefined;
      value = value === true ? right : value;
    }
    return value;
  }

  private term(): Value | undefined {
    if (this.take('(')) {
      const value = this.or();
      return this.take(')') ? value : undefined;
    }
    const left = this.operand();
    if (left === undefined) return undefined;
    if (typeof left === 'object' && 'has' in left) return left.has;
    if (!this.take('==')) return undefined;
    const right = this.operand();
    if (right === undefined || (typeof right === 'object' && 'has' in right)) return undefined;
    if (left.text === undefined || right.text === undefined) return 'failed';
    return left.text === right.text;
  }

  private operand(): { text: string | undefined } | { has: Value } | undefined {
    const token = this.tokens[this.at];
    if (token?.kind === 'text') {
      this.at++;
      return { text: token.text };
    }
    if (!['context', '.', 'iam', '.', 'principalTags', '.'].every((word) => this.take(word))) return undefined;
    const method = this.tokens[this.at++]?.text;
    if (!this.take('(')) return undefined;
    const key = this.tokens[this.at++];
    if (key?.kind !== 'text' || !this.take(')')) return undefined;
    const value = this.tags && Object.hasOwn(this.tags, key.text) ? this.tags[key.text] : undefined;
    if (method === 'hasTag') return { has: value !== undefined };
    return method === 'getTag' ? { text: value } : undefined;
  }

  private take(text: string): boolean {
    const token = this.tokens[this.at];
    if (!token || token.kind === 'text' || token.text !== text) return false;
    this.at++;
    return true;
  }
}
