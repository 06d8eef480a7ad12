import datazone from './request-shapes/datazone.json';
import lakeformation from './request-shapes/lakeformation.json';
import type { Edit } from './plan-types';
import type { ServiceRefusal } from './refusal';

/** A shape of AWS's public service model (`scripts/generate-constraints.py`), which names other shapes by their position. */
interface RequestShape {
  kind: string;
  min?: number;
  max?: number;
  pattern?: string;
  enum?: string[];
  members?: Record<string, number | undefined>;
  required?: string[];
  item?: number;
  value?: number;
}

interface ShapeTable {
  operations: Record<string, number>;
  shapes: RequestShape[];
}

type Path = readonly (string | number)[];

/** What is wrong at one place: `demand` ends the sentence "Member must …". */
interface Breach {
  path: Path;
  value: unknown;
  demand: string;
  /** Of a bound: the number that breaks it, and the whole of what it must be, as DataZone says it. */
  bound?: { what: 'length' | 'value'; size: number; span: string };
}

const TABLES: Record<string, ShapeTable> = { datazone, lakeformation };

/** Many breaches at once come of one cause; these are told, and all of them are counted. */
const TOLD = 3;

/**
 * How the service refuses a request for its form alone (types, lengths, ranges, patterns, enums, required members), in the
 * words of its framework; undefined where it takes it, or where the operation is none of those that Heddle predicts.
 */
export function formRefusal({ service, operation, request }: Edit): ServiceRefusal | undefined {
  const table = Object.hasOwn(TABLES, service) ? TABLES[service] : undefined;
  const input = table && Object.hasOwn(table.operations, operation) ? table.operations[operation] : undefined;
  if (!table || input === undefined) return undefined;
  const breaches: Breach[] = [];
  const unreadable = walk(table.shapes, input, request, [], breaches);
  if (unreadable) return { code: 'SerializationException', message: unreadable };
  const told = breaches.filter(({ path }) => service !== 'datazone' || !isId(path));
  if (told.length === 0) return undefined;
  const sentence = service === 'datazone' ? pointerSentence : coralSentence;
  return {
    code: service === 'datazone' ? 'ValidationException' : 'InvalidInputException',
    message: `${String(told.length)} validation ${told.length === 1 ? 'error' : 'errors'} detected: ${told.slice(0, TOLD).map(sentence).join('; ')}`,
  };
}

/** DataZone's ids are looked up, and refused where they name nothing; what a plan itself makes has a stand-in for one. */
const isId = (path: Path): boolean => /(identifier|Ids?)$/i.test(String(path.findLast((s) => typeof s === 'string')));

/** Collects what breaks a constraint; answers where a value is not even of its type. */
function walk(
  shapes: readonly RequestShape[],
  at: number,
  value: unknown,
  path: Path,
  found: Breach[],
): string | undefined {
  const shape = shapes[at];
  if (!shape || value === undefined) return undefined;
  const wrong = (expected: string): string => `${path.join('.') || 'The request'} must be ${expected}.`;
  if (value === null) return wrong('left out rather than null');
  switch (shape.kind) {
    case 'structure':
      if (!isRecord(value)) return wrong('an object');
      for (const name of shape.required ?? [])
        if (value[name] === undefined || value[name] === null)
          found.push({ path: [...path, name], value: null, demand: 'not be null' });
      return firstOf(Object.entries(value), ([name, part]) => {
        const member = Object.hasOwn(shape.members ?? {}, name) ? shape.members?.[name] : undefined;
        return member === undefined
          ? `${[...path, name].join('.')} is no member of this request.`
          : walk(shapes, member, part, [...path, name], found);
      });
    case 'list':
      if (!Array.isArray(value)) return wrong('a list');
      checkSize(shape, value.length, 'length', value, path, found);
      return firstOf([...value.entries()], ([index, part]) => walk(shapes, shape.item!, part, [...path, index], found));
    case 'map':
      if (!isRecord(value)) return wrong('an object');
      return firstOf(Object.entries(value), ([name, part]) => walk(shapes, shape.value!, part, [...path, name], found));
    case 'string':
      if (typeof value !== 'string') return wrong('a text');
      checkText(shape, value, path, found);
      return undefined;
    case 'number':
      if (typeof value !== 'number') return wrong('a number');
      checkSize(shape, value, 'value', value, path, found);
      return undefined;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : wrong('true or false');
    default:
      return undefined;
  }
}

function firstOf<T>(parts: readonly T[], ask: (part: T) => string | undefined): string | undefined {
  for (const part of parts) {
    const answer = ask(part);
    if (answer !== undefined) return answer;
  }
  return undefined;
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function checkText(shape: RequestShape, text: string, path: Path, found: Breach[]): void {
  // AWS counts code points; a JavaScript length counts UTF-16 units.
  if (shape.min !== undefined || shape.max !== undefined)
    checkSize(shape, [...text].length, 'length', text, path, found);
  if (shape.pattern !== undefined && !patternOf(shape.pattern).test(text))
    found.push({ path, value: text, demand: `satisfy regular expression pattern: ${shape.pattern}` });
  if (shape.enum && !shape.enum.includes(text))
    found.push({ path, value: text, demand: `satisfy enum value set: [${shape.enum.join(', ')}]` });
}

function checkSize(
  { min, max }: RequestShape,
  size: number,
  what: 'length' | 'value',
  value: unknown,
  path: Path,
  found: Breach[],
): void {
  const low = min !== undefined && size < min;
  if (!low && !(max !== undefined && size > max)) return;
  const one = low ? `greater than or equal to ${String(min)}` : `less than or equal to ${String(max)}`;
  const span = min !== undefined && max !== undefined ? `between ${String(min)} and ${String(max)}, inclusive` : one;
  found.push({ path, value, demand: `have ${what} ${one}`, bound: { what, size, span } });
}

const patterns = new Map<string, RegExp>();

/** A pattern must match the whole value, whether AWS wrote the anchors or not. Some compile only without the `u` flag. */
function patternOf(text: string): RegExp {
  const known = patterns.get(text);
  if (known) return known;
  const whole = `^(?:${text.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1')})$`;
  let made: RegExp;
  try {
    made = new RegExp(whole, 'u');
  } catch {
    made = new RegExp(whole);
  }
  patterns.set(text, made);
  return made;
}

/** A value longer than a line is cut. */
const SHOWN = 80;

function shown(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return value === null ? 'null' : `'${text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}'`;
}

const coralSentence = ({ path, value, demand }: Breach): string => {
  const at = path.map((s) => (typeof s === 'number' ? `${String(s + 1)}.member` : s[0]!.toLowerCase() + s.slice(1)));
  return `Value ${shown(value)} at '${at.join('.')}' failed to satisfy constraint: Member must ${demand}`;
};

function pointerSentence({ path, demand, bound }: Breach): string {
  const at = `at '/${path.join('/')}' failed to satisfy constraint: Member must`;
  if (bound?.what === 'length') return `Value with length ${String(bound.size)} ${at} have length ${bound.span}`;
  return `Value ${at} ${bound ? `be ${bound.span}` : demand}`;
}
