import type { Rule } from '../model/constraints';
import type { Member, Shape, StructureShape } from '../model/shape';
import { serialization } from './errors';
import { bytesFromBase64, timestampFromText } from './scalars';

type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/** Deeper bodies are refused, as AWS does; a recursive shape could otherwise exhaust the stack. */
const MAX_DEPTH = 64;

function kindOf(value: Json): string {
  if (value === null) return 'NULL_VALUE';
  if (Array.isArray(value)) return 'START_ARRAY';
  if (typeof value === 'object') return 'START_OBJECT';
  if (typeof value === 'boolean') return value ? 'TRUE_VALUE' : 'FALSE_VALUE';
  return typeof value === 'number' ? 'NUMBER_VALUE' : 'STRING_VALUE';
}

const cannot = (value: Json, target: string): Error =>
  serialization(`${kindOf(value)} can not be converted to ${target}`);

/** Reads a body strictly by its shape: wrong types are refused, unknown members and nulls are dropped. */
export function readJsonBody(shape: StructureShape, text: string): Record<string, unknown> {
  if (text === '') return {};
  let value: Json;
  try {
    value = JSON.parse(text) as Json;
  } catch {
    throw serialization('Could not parse the request body as JSON');
  }
  return readStructure(shape, value, 0, false);
}

/** A member bound to the payload is the body itself. */
export function readJsonPayload(member: Member, text: string): unknown {
  try {
    return readJson(member.shape, JSON.parse(text) as Json, member.rule, 0);
  } catch (error) {
    if (error instanceof SyntaxError) throw serialization('Could not parse the request body as JSON');
    throw error;
  }
}

/** @param nested members of a nested structure travel in the body even if they carry a binding of their own. */
function readStructure(shape: StructureShape, value: Json, depth: number, nested: boolean): Record<string, unknown> {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw serialization(`${kindOf(value)} found where a structure was expected`);
  }
  const out: Record<string, unknown> = {};
  for (const member of shape.members) {
    if (!nested && member.binding !== 'body') continue;
    const part = Object.hasOwn(value, member.wireName) ? value[member.wireName] : undefined;
    if (part === undefined || part === null) continue;
    out[member.name] = readJson(member.shape, part, member.rule, depth + 1);
  }
  if (shape.union && Object.keys(out).length !== 1) {
    throw serialization(`Exactly one member of the union ${shape.name} must be set`);
  }
  return out;
}

export function readJson(shape: Shape, value: Json, rule: Rule | undefined, depth: number): unknown {
  if (depth > MAX_DEPTH) throw serialization('The request body is nested too deeply');
  switch (shape.kind) {
    case 'structure':
      return readStructure(shape, value, depth, true);
    case 'list':
      if (!Array.isArray(value)) throw serialization(`${kindOf(value)} found where a list was expected`);
      return value.map((item) => {
        if (item === null && shape.sparse) return null;
        if (item === null) throw serialization('NULL_VALUE found inside a list');
        return readJson(shape.item, item, rule?.item, depth + 1);
      });
    case 'map':
      return readMap(shape, value, rule, depth);
    case 'string':
      if (typeof value !== 'string') throw cannot(value, 'a String');
      return value;
    case 'boolean':
      if (typeof value !== 'boolean') throw cannot(value, 'a Boolean');
      return value;
    case 'number':
      return readNumber(value, rule);
    case 'timestamp':
      return readTimestamp(shape.format, value);
    case 'blob':
      if (typeof value !== 'string') throw cannot(value, 'a Blob');
      return bytesFromBase64(value);
    case 'document':
      return value;
  }
}

function readMap(shape: Shape & { kind: 'map' }, value: Json, rule: Rule | undefined, depth: number): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) {
    throw serialization(`${kindOf(value)} found where a map was expected`);
  }
  const out: Record<string, unknown> = {};
  for (const [key, part] of Object.entries(value)) {
    if (part === null && !shape.sparse) continue;
    const read = part === null ? null : readJson(shape.value, part, rule?.value, depth + 1);
    // `__proto__` as a key would otherwise set the prototype.
    Object.defineProperty(out, key, { value: read, enumerable: true, configurable: true, writable: true });
  }
  return out;
}

function readNumber(value: Json, rule: Rule | undefined): number {
  if (typeof value === 'string' && rule?.type === undefined && /^(NaN|-?Infinity)$/.test(value)) return Number(value);
  if (typeof value !== 'number') throw cannot(value, rule?.type ? 'an Integer' : 'a Number');
  if (rule?.type && !Number.isInteger(value)) throw cannot(value, 'an Integer');
  return value;
}

function readTimestamp(format: 'default' | 'date-time' | 'http-date' | 'epoch-seconds', value: Json): Date {
  const wanted = format === 'default' ? 'epoch-seconds' : format;
  if (wanted === 'epoch-seconds') {
    if (typeof value !== 'number') throw cannot(value, 'a Timestamp');
    return new Date(value * 1000);
  }
  if (typeof value !== 'string') throw cannot(value, 'a Timestamp');
  return timestampFromText(value, wanted);
}
