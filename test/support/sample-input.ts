import * as fc from 'fast-check';
import type { Rule } from '../../src/main/sandbox/model/constraints';
import type { Member, Shape, StructureShape } from '../../src/main/sandbox/model/shape';

export interface SampleOptions {
  /** Optional members too; without it only what is required. */
  full: boolean;
  /** Chooses the member of each union. */
  pick: number;
  /** Value of a member bound to the response's status. */
  status?: number;
  /** Numbers of unknown width are whole: outputs carry no constraints, and botocore cuts fractions off integers. */
  whole?: boolean;
}

/** A value of the shape that satisfies every known constraint, the same on every run. */
export function sample(shape: StructureShape, options: SampleOptions): Record<string, unknown> {
  return sampleStructure(shape, options, []) ?? {};
}

/** Recursive structures end where they would repeat: `undefined` says that the value cannot be built here. */
function sampleStructure(
  shape: StructureShape,
  options: SampleOptions,
  path: string[],
): Record<string, unknown> | undefined {
  if (path.filter((name) => name === shape.name).length >= 2) return undefined;
  const inside = [...path, shape.name];
  const out: Record<string, unknown> = {};
  if (shape.union) {
    for (let turn = 0; turn < shape.members.length; turn++) {
      const member = shape.members[(options.pick + turn) % shape.members.length] as Member;
      const value = sampleMember(member, options, inside);
      if (value !== undefined) return { [member.name]: value };
    }
    return undefined;
  }
  for (const member of shape.members) {
    if (!options.full && !member.required) continue;
    const value = member.binding === 'status' ? options.status : sampleMember(member, options, inside);
    if (value !== undefined) out[member.name] = value;
    else if (member.required) return undefined;
  }
  return out;
}

const sampleMember = (member: Member, options: SampleOptions, path: string[]): unknown =>
  // Headers carry whole seconds.
  member.binding === 'header' && member.shape.kind === 'timestamp'
    ? new Date(1_700_000_000_000)
    : sampleValue(member.shape, member.rule, options, path);

function sampleValue(shape: Shape, rule: Rule | undefined, options: SampleOptions, path: string[]): unknown {
  switch (shape.kind) {
    case 'structure':
      return sampleStructure(shape, options, path);
    case 'list': {
      const item = sampleValue(shape.item, rule?.item, options, path);
      if (item === undefined) return rule?.min ? undefined : [];
      return Array.from({ length: Math.min(Math.max(rule?.min ?? 0, 2), rule?.max ?? 2) }, () => item);
    }
    case 'map': {
      const value = sampleValue(shape.value, rule?.value, options, path);
      return value === undefined ? {} : { [sampleText(rule?.key)]: value };
    }
    case 'string':
      return sampleText(rule);
    case 'number':
      return rule?.type
        ? Math.max(rule.min ?? 1, Math.min(rule.max ?? 7, 7))
        : Math.max(rule?.min ?? 0, options.whole ? 3 : 0.5);
    case 'boolean':
      return true;
    case 'timestamp':
      return new Date(shape.format === 'http-date' ? 1_700_000_000_000 : 1_700_000_000_123);
    case 'blob':
      return new Uint8Array(Math.max(rule?.min ?? 0, 3)).fill(254);
    case 'document':
      return { text: 'a <b>', list: [1, true, null], nested: { 'key é': -0.5 } };
  }
}

const PLAIN = 'a/b c&d=é+%2F <x>';
const texts = new Map<Rule, string>();

function sampleText(rule: Rule | undefined): string {
  if (!rule) return PLAIN;
  let text = texts.get(rule);
  if (text === undefined) texts.set(rule, (text = findText(rule)));
  return text;
}

const CANDIDATES = [
  PLAIN,
  'Value-1',
  'value1',
  '111122223333',
  'arn:aws:iam::111122223333:role/Some-Role',
  'arn:aws:kms:eu-central-1:111122223333:key/11111111-1111-4111-8111-111111111111',
  'https://example.com/path',
  'ada@example.com',
  '2026-11-23',
  'cron(5 12 * * ? *)',
  'PT8H',
  '11111111-1111-4111-8111-111111111111',
];

/** The first text that satisfies the rule: a plain one, one drawn from the pattern, or one of the right length. */
function findText(rule: Rule): string {
  if (rule.enum) return rule.enum[0] ?? '';
  const length = (text: string): number => [...text].length;
  const fits = (text: string): boolean =>
    text !== '' &&
    length(text) >= (rule.min ?? 0) &&
    length(text) <= (rule.max ?? Infinity) &&
    (rule.pattern?.test(text) ?? true) &&
    // A text of blanks or control characters does not survive headers, and XML readers trim.
    /^[\p{L}\p{N}\p{P}\p{S}]([\p{L}\p{N}\p{P}\p{S} ]*[\p{L}\p{N}\p{P}\p{S}])?$/u.test(text);
  const sized = 'a'.repeat(Math.max(rule.min ?? 1, 1));
  const plain = [...CANDIDATES, sized, '1'.repeat(sized.length)].find(fits);
  if (plain !== undefined) return plain;
  const { pattern } = rule;
  if (!pattern) throw new Error(`No text satisfies ${JSON.stringify(rule)}`);
  const candidates = fc.stringMatching(pattern, rule.max === undefined ? {} : { maxLength: rule.max });
  const drawn = firstOf([20, 200, 2000], (numRuns) => fc.sample(candidates, { numRuns, seed: 7 }).find(fits));
  if (drawn === undefined) throw new Error(`No text satisfies ${JSON.stringify({ ...rule, pattern: pattern.source })}`);
  return drawn;
}

/** Few draws mostly do; many cost seconds. */
function firstOf<T>(counts: number[], draw: (count: number) => T | undefined): T | undefined {
  for (const count of counts) {
    const found = draw(count);
    if (found !== undefined) return found;
  }
  return undefined;
}
