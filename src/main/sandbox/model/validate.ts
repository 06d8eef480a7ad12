import type { Rule } from './constraints';
import type { Shape, StructureShape } from './shape';

/** One broken constraint; the path names members as the SDK does, list positions from 1. */
export interface Violation {
  path: (string | number)[];
  value: unknown;
  kind: 'required' | 'length' | 'range' | 'pattern' | 'enum';
  rule?: Rule;
}

/** All constraints that an input breaks, in the order of its members. */
export function validateInput(shape: StructureShape, input: unknown): Violation[] {
  const found: Violation[] = [];
  walk(shape, input, undefined, [], found);
  return found;
}

function walk(
  shape: Shape,
  value: unknown,
  rule: Rule | undefined,
  path: (string | number)[],
  found: Violation[],
): void {
  if (value === undefined || value === null) return;
  switch (shape.kind) {
    case 'structure': {
      const source = value as Record<string, unknown>;
      for (const member of shape.members) {
        const part = source[member.name];
        const at = [...path, member.name];
        if (part === undefined && member.required) found.push({ path: at, value: null, kind: 'required' });
        else walk(member.shape, part, member.rule, at, found);
      }
      return;
    }
    case 'list': {
      const items = value as unknown[];
      checkSize(items.length, 'length', value, rule, path, found);
      items.forEach((item, index) => walk(shape.item, item, rule?.item, [...path, index + 1], found));
      return;
    }
    case 'map': {
      const entries = Object.entries(value as Record<string, unknown>);
      checkSize(entries.length, 'length', value, rule, path, found);
      for (const [key, part] of entries) {
        checkText(key, rule?.key, [...path, key], found);
        walk(shape.value, part, rule?.value, [...path, key], found);
      }
      return;
    }
    case 'string':
      checkText(value as string, rule, path, found);
      return;
    case 'number':
      checkSize(value as number, 'range', value, rule, path, found);
      return;
    case 'blob':
      checkSize((value as Uint8Array).length, 'length', value, rule, path, found);
      return;
    default:
      return;
  }
}

function checkSize(
  size: number,
  kind: 'length' | 'range',
  value: unknown,
  rule: Rule | undefined,
  path: (string | number)[],
  found: Violation[],
): void {
  if (!rule) return;
  if ((rule.min !== undefined && size < rule.min) || (rule.max !== undefined && size > rule.max)) {
    found.push({ path, value, kind, rule });
  }
}

function checkText(text: string, rule: Rule | undefined, path: (string | number)[], found: Violation[]): void {
  if (!rule) return;
  // AWS counts code points; a JavaScript length counts UTF-16 units.
  if (rule.min !== undefined || rule.max !== undefined) checkSize(codePoints(text), 'length', text, rule, path, found);
  if (rule.pattern && !rule.pattern.test(text)) found.push({ path, value: text, kind: 'pattern', rule });
  if (rule.enum && !rule.enum.includes(text)) found.push({ path, value: text, kind: 'enum', rule });
}

function codePoints(text: string): number {
  let count = 0;
  for (const _ of text) count++;
  return count;
}

/** All failures in one message, in the wording of the service's framework (sandbox-protocol 7.8). */
export function violationMessage(style: 'coral' | 'pointer', violations: Violation[]): string {
  const word = violations.length === 1 ? 'error' : 'errors';
  const texts = violations.map(style === 'coral' ? coralText : pointerText);
  return `${violations.length} validation ${word} detected: ${texts.join('; ')}`;
}

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);

function shown(value: unknown): string {
  if (value === null) return 'null';
  if (value instanceof Uint8Array) return `'java.nio.HeapByteBuffer[pos=0 lim=${value.length} cap=${value.length}]'`;
  return `'${typeof value === 'object' ? JSON.stringify(value) : String(value)}'`;
}

function coralText({ path, value, kind, rule }: Violation): string {
  const at = path.map((step) => (typeof step === 'number' ? `${step}.member` : lowerFirst(step))).join('.');
  return `Value ${shown(value)} at '${at}' failed to satisfy constraint: Member must ${coralDemand(kind, value, rule)}`;
}

function coralDemand(kind: Violation['kind'], value: unknown, rule: Rule | undefined): string {
  if (kind === 'required') return 'not be null';
  if (kind === 'pattern') return `satisfy regular expression pattern: ${rule?.patternText ?? ''}`;
  if (kind === 'enum') return `satisfy enum value set: [${(rule?.enum ?? []).join(', ')}]`;
  const size = typeof value === 'string' ? codePoints(value) : sizeOf(value);
  const low = rule?.min !== undefined && size < rule.min;
  const bound = low ? `greater than or equal to ${rule.min}` : `less than or equal to ${rule?.max ?? ''}`;
  return `have ${kind === 'length' ? 'length' : 'value'} ${bound}`;
}

function pointerText({ path, value, kind, rule }: Violation): string {
  const at = `/${path.map((step) => (typeof step === 'number' ? step - 1 : step)).join('/')}`;
  if (kind === 'length') {
    return `Value with length ${sizeOf(value)} at '${at}' failed to satisfy constraint: Member must have length ${span(rule)}`;
  }
  const demand = kind === 'range' ? `be ${span(rule)}` : coralDemand(kind, value, rule);
  return `Value at '${at}' failed to satisfy constraint: Member must ${demand}`;
}

function span(rule: Rule | undefined): string {
  if (rule?.min !== undefined && rule.max !== undefined) return `between ${rule.min} and ${rule.max}, inclusive`;
  return rule?.min !== undefined ? `greater than or equal to ${rule.min}` : `less than or equal to ${rule?.max ?? ''}`;
}

function sizeOf(value: unknown): number {
  if (typeof value === 'number') return value;
  if (typeof value === 'string') return codePoints(value);
  if (Array.isArray(value) || value instanceof Uint8Array) return value.length;
  return Object.keys(value as object).length;
}
