import type { Rule } from '../../src/main/sandbox/model/constraints';
import type { Operation } from '../../src/main/sandbox/model/operations';
import type { Binding, Shape, StructureShape } from '../../src/main/sandbox/model/shape';
import { sample } from './sample-input';

/** One broken input of an operation: everything else in it is right. */
export interface Negative {
  what: string;
  input: unknown;
}

type Path = (string | number)[];

/** Longer texts do not fit into request lines and headers. */
const MAX_IN_LINE = 4000;
const MAX_IN_BODY = 200_000;

/**
 * Every way to break one constraint of an operation's input: each required member dropped, each maximum exceeded, each
 * minimum undercut, each enum and pattern missed, at every place that a fully populated input reaches.
 */
export function negatives(operation: Operation): Negative[] {
  const found: Negative[] = [];
  const base = sample(operation.input, { full: true, pick: 0 });
  const add = (path: Path, what: string, value: unknown): void => {
    found.push({ what: `${operation.name} ${path.join('.')}: ${what}`, input: replaced(base, path, value) });
  };
  walkStructure(operation.input, base, [], add, 'body');
  return found;
}

type Add = (path: Path, what: string, value: unknown) => void;

function walkStructure(
  shape: StructureShape,
  value: Record<string, unknown>,
  path: Path,
  add: Add,
  outer: Binding,
): void {
  for (const member of shape.members) {
    const part = value[member.name];
    if (part === undefined) continue;
    const at = [...path, member.name];
    const binding = path.length === 0 ? member.binding : outer;
    // A request without a label has no path: clients refuse to build it.
    if (member.required && binding !== 'label' && !shape.union) add(at, 'is dropped', undefined);
    walk(member.shape, part, member.rule, at, add, binding);
  }
}

function walk(shape: Shape, value: unknown, rule: Rule | undefined, path: Path, add: Add, binding: Binding): void {
  switch (shape.kind) {
    case 'structure':
      walkStructure(shape, value as Record<string, unknown>, path, add, binding);
      return;
    case 'list': {
      const [first] = value as unknown[];
      if (first === undefined) return;
      if (rule?.max !== undefined && rule.max < 1000)
        add(path, `has ${String(rule.max + 1)} items`, Array(rule.max + 1).fill(first));
      if (rule?.min !== undefined && rule.min > 1) add(path, 'has too few items', [first]);
      walk(shape.item, first, rule?.item, [...path, 0], add, binding);
      return;
    }
    case 'number':
      if (rule?.max !== undefined && rule.max < Number.MAX_SAFE_INTEGER)
        add(path, `is ${String(rule.max + 1)}`, rule.max + 1);
      if (rule?.min !== undefined && rule.min > Number.MIN_SAFE_INTEGER)
        add(path, `is ${String(rule.min - 1)}`, rule.min - 1);
      return;
    case 'string':
      breakText(rule, path, add, binding);
      return;
    default:
      return;
  }
}

function breakText(rule: Rule | undefined, path: Path, add: Add, binding: Binding): void {
  if (rule?.enum) add(path, 'is not in the enum', 'NO_SUCH_VALUE');
  const longest = binding === 'body' ? MAX_IN_BODY : MAX_IN_LINE;
  if (rule?.max !== undefined && rule.max < longest)
    add(path, `has ${String(rule.max + 1)} characters`, 'a'.repeat(rule.max + 1));
  if (rule?.pattern && !rule.enum) {
    const miss = ['é\u0007', '!!', '\u00a0', 'a b c'].find((text) => binding === 'body' && !rule.pattern?.test(text));
    if (miss !== undefined && [...miss].length >= (rule.min ?? 0)) add(path, 'misses the pattern', miss);
  }
}

/** A copy with one value replaced; `undefined` drops it. */
function replaced(value: unknown, path: Path, by: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (index === step ? replaced(item, rest, by) : item));
  const copy = { ...(value as Record<string, unknown>) };
  copy[step] = replaced(copy[step], rest, by);
  return copy;
}
