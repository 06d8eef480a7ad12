import type { GlueTable } from '../../../../core/model/glue';

/*
 * The predicate of a data cells filter: a WHERE clause of PartiQL over the columns of the table, without arrays and maps
 * (facts lakeformation 4). Which clauses exactly the service takes is not documented: what is no expression at all is
 * refused, and functions, CASE and CAST are taken.
 */

type Kind = 'word' | 'name' | 'text' | 'number' | 'sign';
interface Lexeme {
  kind: Kind;
  text: string;
}

const LEXEME =
  /\s+|--[^\n]*|(?<text>'(?:[^']|'')*')|(?<name>"(?:[^"]|"")+")|(?<number>(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?)|(?<word>[a-z_][\w$]*)|(?<sign><>|<=|>=|!=|\|\||[-+*/%=<>().,])/giy;

/** Deeper brackets are refused, as a service with a parser of its own has to. */
const DEEPEST = 200;

class Malformed extends Error {}

function lexemesOf(expression: string): Lexeme[] {
  const lexemes: Lexeme[] = [];
  let at = 0;
  while (at < expression.length) {
    LEXEME.lastIndex = at;
    const found = LEXEME.exec(expression);
    if (!found) throw new Malformed();
    at = LEXEME.lastIndex;
    const [kind, text] = Object.entries(found.groups ?? {}).find(([, part]) => part !== undefined) ?? [];
    if (kind !== undefined && text !== undefined) lexemes.push({ kind: kind as Kind, text });
  }
  return lexemes;
}

const RESERVED = new Set('and or not in between like escape is when then else end as'.split(' '));
const COMPARING = new Set(['=', '<>', '!=', '<', '<=', '>', '>=']);
const JOINING = new Set(['+', '-', '*', '/', '%', '||']);

/** The columns that a predicate names. @throws Malformed */
class Clause {
  readonly columns: string[] = [];
  private at = 0;
  private depth = 0;
  constructor(private readonly lexemes: readonly Lexeme[]) {}

  read(): void {
    this.condition();
    if (this.at < this.lexemes.length) throw new Malformed();
  }

  private next(ahead = 0): Lexeme | undefined {
    return this.lexemes[this.at + ahead];
  }

  private take(...texts: string[]): boolean {
    const { kind, text } = this.next() ?? {};
    const isHere = (kind === 'word' || kind === 'sign') && texts.includes(text!.toLowerCase());
    if (isHere) this.at++;
    return isHere;
  }

  private need(text: string): void {
    if (!this.take(text)) throw new Malformed();
  }

  private condition(): void {
    if (++this.depth > DEEPEST) throw new Malformed();
    do {
      while (this.take('not'));
      this.comparison();
    } while (this.take('and', 'or'));
    this.depth--;
  }

  private comparison(): void {
    this.sum();
    if (this.take(...COMPARING)) return this.sum();
    if (this.take('is')) {
      this.take('not');
      if (!this.take('null', 'missing', 'true', 'false')) throw new Malformed();
      return;
    }
    const isNegated = this.take('not');
    if (this.take('in')) return this.list();
    if (this.take('between')) {
      this.sum();
      this.need('and');
      return this.sum();
    }
    if (this.take('like')) {
      this.sum();
      if (this.take('escape')) this.sum();
      return;
    }
    if (isNegated) throw new Malformed();
  }

  private sum(): void {
    do {
      while (this.take('+', '-'));
      this.operand();
    } while (this.take(...JOINING));
  }

  /** One or more in brackets. */
  private list(): void {
    this.need('(');
    do this.condition();
    while (this.take(','));
    this.need(')');
  }

  private operand(): void {
    const lexeme = this.next();
    if (!lexeme) throw new Malformed();
    if (lexeme.text === '(') return this.list();
    this.at++;
    if (lexeme.kind === 'text' || lexeme.kind === 'number') return;
    if (lexeme.kind === 'name') return this.path(lexeme.text.slice(1, -1).replaceAll('""', '"'));
    const word = lexeme.text.toLowerCase();
    if (lexeme.kind !== 'word' || RESERVED.has(word)) throw new Malformed();
    if (['true', 'false', 'null', 'missing'].includes(word)) return;
    if (['date', 'time', 'timestamp'].includes(word) && this.next()?.kind === 'text') return void this.at++;
    if (word === 'case') return this.cases();
    if (this.next()?.text !== '(') return this.path(word);
    if (word === 'cast') return this.cast();
    if (this.next(1)?.text === ')') this.at += 2;
    else this.list();
  }

  private path(column: string): void {
    this.columns.push(column.toLowerCase());
    while (this.take('.')) {
      const field = this.next();
      if (field?.kind !== 'word' && field?.kind !== 'name') throw new Malformed();
      this.at++;
    }
  }

  private cast(): void {
    this.need('(');
    this.condition();
    this.need('as');
    if (this.next()?.kind !== 'word') throw new Malformed();
    this.at++;
    if (this.next()?.text === '(') this.list();
    this.need(')');
  }

  private cases(): void {
    if (!this.take('when')) {
      this.condition();
      this.need('when');
    }
    do {
      this.condition();
      this.need('then');
      this.condition();
    } while (this.take('when'));
    if (this.take('else')) this.condition();
    this.need('end');
  }
}

/** Why the service refuses a predicate on a table; undefined where it takes it. Whether it looks up the columns is open. */
export function rowFilterTrouble(expression: string, table: GlueTable, looksUp: boolean): string | undefined {
  let columns: string[];
  try {
    const lexemes = lexemesOf(expression);
    const [only] = lexemes;
    // A text or number alone is true of no row and false of none.
    if (lexemes.length === 1 && (only?.kind === 'text' || only?.kind === 'number')) throw new Malformed();
    const clause = new Clause(lexemes);
    clause.read();
    ({ columns } = clause);
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return 'The row filter expression is not valid.';
  }
  const types = new Map(
    [...(table.StorageDescriptor?.Columns ?? []), ...(table.PartitionKeys ?? [])].map(
      ({ Name, Type }) => [Name.toLowerCase(), Type ?? ''] as const,
    ),
  );
  const absent = looksUp ? columns.find((column) => !types.has(column)) : undefined;
  if (absent !== undefined) return `Column ${absent} does not exist in the table.`;
  const nested = columns.find((column) => /^\s*(?:array|map)\b/i.test(types.get(column) ?? ''));
  return nested === undefined ? undefined : `Column ${nested} is an array or a map, which row filters do not take.`;
}
