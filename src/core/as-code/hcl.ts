/** A value in HCL: `reference` stands as it is, everything else is quoted data. */
export type HclValue = string | number | boolean | readonly string[] | { reference: string } | HclMap | HclReferences;
interface HclMap {
  members: Readonly<Record<string, string>>;
}
interface HclReferences {
  references: readonly string[];
}

/** Arguments and nested blocks of a block, in order; an undefined value leaves the argument out. */
export type HclBody = readonly (readonly [string, HclValue | undefined] | readonly [string, { body: HclBody }])[];

/** A block as `terraform fmt` would leave it. `head` is written as it is: names of ours and references only. */
export function hclBlock(head: string, body: HclBody, depth = 0): string {
  const pad = '  '.repeat(depth);
  const inside = '  '.repeat(depth + 1);
  const lines: string[] = [];
  const present = body.filter(([, value]) => value !== undefined);
  for (let at = 0; at < present.length;) {
    const [name, value] = present[at]!;
    if (isBlock(value)) {
      if (lines.length > 0) lines.push('');
      lines.push(hclBlock(name, value.body, depth + 1));
      at++;
      continue;
    }
    let end = at;
    while (end < present.length && !isBlock(present[end]![1]) && isMap(present[end]![1]) === isMap(value)) end++;
    const run = present.slice(at, end) as (readonly [string, HclValue])[];
    const isAfterBlock = at > 0 && isBlock(present[at - 1]![1]);
    // `terraform fmt` lines up the equals signs of neighbouring arguments.
    const width = Math.max(...run.map(([key]) => key.length));
    if (isAfterBlock) lines.push('');
    for (const [key, item] of run) lines.push(`${inside}${key.padEnd(width)} = ${hclText(item, inside)}`);
    at = end;
  }
  return lines.length === 0 ? `${pad}${head} {}` : [`${pad}${head} {`, ...lines, `${pad}}`].join('\n');
}

const isBlock = (value: unknown): value is { body: HclBody } =>
  typeof value === 'object' && value !== null && 'body' in value;

/** It takes several lines, and then is lined up with none. */
const isMap = (value: unknown): boolean => typeof value === 'object' && value !== null && 'members' in value;

function hclText(value: HclValue, pad: string): string {
  if (typeof value === 'string') return hclString(value);
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  if ('reference' in value) return value.reference;
  if ('references' in value) return `[${value.references.join(', ')}]`;
  if ('members' in value) {
    const entries = Object.entries(value.members);
    if (entries.length === 0) return '{}';
    const keys = entries.map(([key]) => hclString(key));
    const width = Math.max(...keys.map((key) => key.length));
    const lines = entries.map(([, item], at) => `${pad}  ${keys[at]!.padEnd(width)} = ${hclString(item)}`);
    return ['{', ...lines, `${pad}}`].join('\n');
  }
  return `[${value.map(hclString).join(', ')}]`;
}

/**
 * A text as a quoted string of HCL. A template begins with `${` or `%{`; its first sign is written by its number, since
 * doubling it is ambiguous after another such sign. So is what a reviewer would not see.
 */
export const hclString = (text: string): string =>
  `"${text.replace(/["\\\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]|[$%](?=\{)/gu, escapedSign)}"`;

const NAMED: Record<string, string> = { '"': '\\"', '\\': '\\\\', '\n': '\\n', '\r': '\\r', '\t': '\\t' };

function escapedSign(sign: string): string {
  const code = sign.codePointAt(0) ?? 0;
  const hex = code.toString(16);
  return NAMED[sign] ?? (code > 0xffff ? `\\U${hex.padStart(8, '0')}` : `\\u${hex.padStart(4, '0')}`);
}
