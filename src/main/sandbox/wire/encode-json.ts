import type { Shape, StructureShape } from '../model/shape';
import { base64FromBytes, timestampToText } from './scalars';

type Encoder = (value: unknown) => unknown;

const encoders = new WeakMap<Shape, Encoder>();

/**
 * A compiled encoder from handler output to JSON values. Only declared members go out: a handler cannot leak what the
 * shape does not have.
 */
export function jsonEncoder(shape: Shape): Encoder {
  let encoder = encoders.get(shape);
  if (!encoder) {
    // Entered before it is built: recursive shapes find it.
    let built: Encoder | undefined;
    encoder = (value) => (built ??= build(shape))(value);
    encoders.set(shape, encoder);
  }
  return encoder;
}

/** The body of a structure: members bound to headers, status or payload stay out at the top only. */
export function encodeJsonBody(shape: StructureShape, value: unknown, nested = false): Record<string, unknown> {
  const source = (value ?? {}) as Record<string, unknown>;
  const out: Record<string, unknown> = {};
  for (const member of shape.members) {
    if (!nested && member.binding !== 'body') continue;
    const part = source[member.name];
    if (part !== undefined && part !== null) out[member.wireName] = jsonEncoder(member.shape)(part);
  }
  return out;
}

function build(shape: Shape): Encoder {
  switch (shape.kind) {
    case 'structure': {
      const members = shape.members.map((member) => [member.name, member.wireName, jsonEncoder(member.shape)] as const);
      return (value) => {
        const source = value as Record<string, unknown>;
        const out: Record<string, unknown> = {};
        for (const [name, wireName, encode] of members) {
          const part = source[name];
          if (part !== undefined && part !== null) out[wireName] = encode(part);
        }
        return out;
      };
    }
    case 'list': {
      const item = jsonEncoder(shape.item);
      return (value) => (value as unknown[]).map((part) => (part === null ? null : item(part)));
    }
    case 'map': {
      const item = jsonEncoder(shape.value);
      return (value) =>
        Object.fromEntries(
          Object.entries(value as Record<string, unknown>)
            .filter(([, part]) => part !== undefined)
            .map(([key, part]) => [key, part === null ? null : item(part)]),
        );
    }
    case 'timestamp': {
      const { format } = shape;
      if (format === 'default' || format === 'epoch-seconds') return (value) => (value as Date).getTime() / 1000;
      return (value) => timestampToText(value as Date, format);
    }
    case 'blob':
      return base64FromBytes;
    case 'number':
      return (value) => (typeof value === 'number' && !Number.isFinite(value) ? String(value) : value);
    default:
      return (value) => value;
  }
}
