import type { RowToken } from './row-tokens';

const COMPARISONS = new Set(['=', '<>', '!=', '<', '<=', '>', '>=']);
const SUMS = new Set(['+', '-', '*', '/', '%', '||']);

/** Brackets within brackets that are read; deeper ones are not checked. */
const DEEPEST = 100;

/** A comparison, a value such as a text or a sum, or what may be either: a column, TRUE and FALSE. */
type Kind = 'condition' | 'value' | 'open';

/** Ends the reading: the rest is outside of what Heddle knows, or cannot be an expression at all. */
class Stop extends Error {
  constructor(
    readonly kind: 'wrong' | 'unchecked',
    readonly text: string,
  ) {
    super(text);
  }
}

/** Reads the conditions that row expressions are made of; says where a text is none, or is more than it knows. */
export class RowParser {
  private at = 0;
  private depth = 0;

  constructor(private readonly tokens: readonly RowToken[]) {}

  read(): { wrong: string[]; unchecked: string[] } {
    try {
      const whole = this.or();
      const rest = this.tokens[this.at];
      if (rest) throw new Stop('unchecked', `Not checked from “${rest.text}” on: Heddle does not know this syntax.`);
      this.holds(whole);
      return { wrong: [], unchecked: [] };
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      return { wrong: [], unchecked: [], [error.kind]: [error.text] };
    }
  }

  private or(): Kind {
    const first = this.and();
    if (!this.isWord('or')) return first;
    this.holds(first);
    while (this.word('or')) this.holds(this.and());
    return 'condition';
  }

  private and(): Kind {
    const first = this.not();
    if (!this.isWord('and')) return first;
    this.holds(first);
    while (this.word('and')) this.holds(this.not());
    return 'condition';
  }

  private not(): Kind {
    if (!this.word('not')) return this.condition();
    while (this.word('not'));
    this.holds(this.condition());
    return 'condition';
  }

  /** What AND, OR and NOT take, and what an expression is: TRUE, FALSE and a column count too. */
  private holds(kind: Kind): void {
    if (kind === 'value') throw new Stop('unchecked', 'Not checked: a value stands where a condition is expected.');
  }

  private condition(): Kind {
    const left = this.sum();
    if (!this.isComparison()) return left;
    this.comparison();
    return 'condition';
  }

  private isComparison(): boolean {
    const next = this.tokens[this.at];
    if (!next) return false;
    if (next.kind === 'sign') return COMPARISONS.has(next.text);
    return next.kind === 'name' && /^(in|between|like|is|not)$/i.test(next.text);
  }

  private comparison(): void {
    const next = this.tokens[this.at];
    if (next?.kind === 'sign') {
      this.at++;
      this.sum();
      return;
    }
    if (this.word('is')) {
      this.word('not');
      if (!this.word('null') && !this.word('missing')) this.expected('NULL');
      return;
    }
    this.word('not');
    if (this.word('like')) {
      this.sum();
      if (this.word('escape')) this.sum();
    } else if (this.word('between')) {
      this.sum();
      if (!this.word('and')) this.expected('AND');
      this.sum();
    } else if (this.word('in')) {
      if (!this.sign('(')) this.expected('a list in brackets');
      do this.sum();
      while (this.sign(','));
      this.close();
    } else this.expected('a comparison');
  }

  private sum(): Kind {
    let kind = this.value();
    for (let next = this.tokens[this.at]; next?.kind === 'sign' && SUMS.has(next.text); next = this.tokens[this.at]) {
      this.at++;
      this.value();
      kind = 'value';
    }
    return kind;
  }

  private value(): Kind {
    while (this.sign('-') || this.sign('+'));
    const token = this.tokens[this.at];
    if (!token) throw new Stop('wrong', 'The expression ends where a value is expected.');
    this.at++;
    if (token.kind === 'text' || token.kind === 'number') return 'value';
    if (token.kind === 'sign') {
      if (token.text !== '(') throw new Stop('wrong', `A value is expected where “${token.text}” stands.`);
      if (++this.depth > DEEPEST) throw new Stop('unchecked', 'Not checked: it is nested deeper than Heddle reads.');
      const inner = this.or();
      this.close();
      this.depth--;
      return inner;
    }
    const word = token.kind === 'name' ? token.text.toLowerCase() : '';
    if (word === 'true' || word === 'false') return 'open';
    if (word === 'null' || word === 'missing') return 'value';
    if (/^(date|time|timestamp)$/.test(word) && this.tokens[this.at]?.kind === 'text') {
      this.at++;
      return 'value';
    }
    if (/^(and|or|not|in|between|like|escape|is|as|then|when|else|end)$/.test(word))
      throw new Stop('wrong', `A value is expected where “${token.text}” stands.`);
    if (/^(case|cast|exists|interval|select)$/.test(word))
      throw new Stop('unchecked', `Not checked: ${token.text.toUpperCase()} is outside of what Heddle reads.`);
    if (this.tokens[this.at]?.kind === 'sign' && this.tokens[this.at]?.text === '(')
      throw new Stop('unchecked', `Not checked: Heddle does not know the function ${token.text}.`);
    while (this.sign('.')) {
      const part = this.tokens[this.at];
      if (part?.kind !== 'name' && part?.kind !== 'quoted') this.expected('the name of a field');
      this.at++;
    }
    return 'open';
  }

  private isWord(text: string): boolean {
    const token = this.tokens[this.at];
    return token?.kind === 'name' && token.text.toLowerCase() === text;
  }

  private word(text: string): boolean {
    if (!this.isWord(text)) return false;
    this.at++;
    return true;
  }

  private sign(text: string): boolean {
    const token = this.tokens[this.at];
    if (token?.kind !== 'sign' || token.text !== text) return false;
    this.at++;
    return true;
  }

  private close(): void {
    if (!this.sign(')')) this.expected('a closing bracket');
  }

  private expected(what: string): never {
    const token = this.tokens[this.at];
    throw token
      ? new Stop('unchecked', `Not checked: ${what} is expected where “${token.text}” stands.`)
      : new Stop('wrong', `The expression ends where ${what} is expected.`);
  }
}
