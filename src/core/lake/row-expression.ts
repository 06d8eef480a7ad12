import { columnType, type ColumnType } from './column-choices';
import { RowParser } from './row-parser';
import { rowTokens, type RowToken } from './row-tokens';
import type { ExpressionCheck, LakeColumn } from './views';

/**
 * Checks the row expression of a data cells filter against the columns of its table. AWS takes "a PartiQL WHERE clause",
 * without arrays and maps, structs by dotted names (facts 4, C10). Heddle knows comparisons, IN, BETWEEN, LIKE, IS NULL, AND,
 * OR, NOT and parentheses over columns and literals; of anything else it says that it was not checked, never that it holds.
 */
export function checkRowExpression(expression: string, columns: readonly LakeColumn[]): ExpressionCheck {
  if (expression.trim() === '') return { state: 'empty', remarks: [], columns: [], isRefused: true };
  const tokens = rowTokens(expression);
  if (!Array.isArray(tokens)) return { state: 'wrong', remarks: [tokens.message], columns: [], isRefused: true };
  const names = namesIn(tokens, columns);
  const grammar = new RowParser(tokens).read();
  const refused = [...bracketsIn(tokens), ...names.lists, ...grammar.wrong];
  const wrong = [...refused, ...names.wrong];
  const unchecked = [...grammar.unchecked];
  return {
    state: wrong.length > 0 ? 'wrong' : unchecked.length > 0 ? 'unchecked' : 'fine',
    remarks: [...new Set([...wrong, ...unchecked])],
    columns: names.columns,
    isRefused: refused.length > 0,
  };
}

/** Round brackets that do not pair, and the brackets of arrays and maps. */
function bracketsIn(tokens: readonly RowToken[]): string[] {
  const open: RowToken[] = [];
  for (const token of tokens) {
    if (token.kind !== 'sign') continue;
    if (/^[[\]{}]$/.test(token.text)) return ['Arrays and maps are not allowed in a row expression.'];
    if (token.text === '(') open.push(token);
    if (token.text === ')' && !open.pop())
      return [`The bracket at character ${String(token.at + 1)} closes none that is open.`];
  }
  const [first] = open;
  return first ? [`The bracket at character ${String(first.at + 1)} is not closed.`] : [];
}

const WORDS = new Set('and or not in between like escape is null missing true false case when then else end cast as date time timestamp interval exists'.split(' ')); // prettier-ignore

/** Every dotted name that is no word of the language and no function, looked up in the table. */
function namesIn(tokens: readonly RowToken[], columns: readonly LakeColumn[]) {
  const byName = new Map(columns.map((column) => [column.name.toLowerCase(), column]));
  const wrong: string[] = [];
  const lists: string[] = [];
  const used = new Set<string>();
  for (let at = 0; at < tokens.length; at++) {
    const token = tokens[at]!;
    if (token.kind !== 'name' && token.kind !== 'quoted') continue;
    if (token.kind === 'name' && WORDS.has(token.text.toLowerCase())) continue;
    const path = [token];
    while (tokens[at + 1]?.text === '.' && tokens[at + 1]?.kind === 'sign' && isName(tokens[at + 2])) {
      path.push(tokens[at + 2]!);
      at += 2;
    }
    if (token.kind === 'name' && tokens[at + 1]?.kind === 'sign' && tokens[at + 1]?.text === '(') continue;
    const column = byName.get(token.text.toLowerCase());
    if (!column) {
      const hint = token.kind === 'quoted' ? ' Double quotes name a column; a text stands in single quotes.' : '';
      wrong.push(`The table has no column ${token.text}.${hint}`);
      continue;
    }
    used.add(column.name);
    const problem = fieldProblem(column, path.slice(1));
    if (problem !== undefined) (problem.endsWith(NO_LISTS) ? lists : wrong).push(problem);
  }
  return { wrong, lists, columns: [...used] };
}

const NO_LISTS = 'row expressions take none.';

const isName = (token: RowToken | undefined): boolean => token?.kind === 'name' || token?.kind === 'quoted';

function fieldProblem(column: LakeColumn, path: readonly RowToken[]): string | undefined {
  let type: ColumnType = columnType(column.type);
  let name = column.name;
  for (const { text } of path) {
    if (type.kind === 'list') break;
    if (type.kind === 'plain') return `${name} is of type ${type.name || 'unknown'} and has no field ${text}.`;
    const field: { name: string; type: ColumnType } | undefined = type.fields.find(
      (f) => f.name.toLowerCase() === text.toLowerCase(),
    );
    if (!field) return `${name} has no field ${text}.`;
    name = `${name}.${field.name}`;
    type = field.type;
  }
  if (type.kind === 'list') return `${name} is ${type.name === 'map' ? 'a map' : 'an array'}: ${NO_LISTS}`;
  if (type.kind === 'struct')
    return `${name} is a struct: name one of its fields, as in ${name}.${type.fields[0]?.name ?? 'field'}.`;
  return undefined;
}
