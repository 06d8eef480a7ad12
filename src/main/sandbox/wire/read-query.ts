import type { Rule } from '../model/constraints';
import type { Shape, StructureShape } from '../model/shape';
import { WireError } from './errors';
import { booleanFromText, bytesFromBase64, numberFromText, timestampFromText } from './scalars';

interface Node {
  text?: string;
  parts: Map<string, Node>;
}

const MAX_DEPTH = 32;

/** Reads the input of an awsQuery operation from form pairs: `List.member.1.Name=…`, `Map.entry.1.key=…`. */
export function readQuery(shape: StructureShape, pairs: [string, string][]): Record<string, unknown> {
  const root: Node = { parts: new Map() };
  for (const [key, value] of pairs) {
    let node = root;
    const steps = key.split('.');
    if (steps.length > MAX_DEPTH) throw malformed(`The parameter ${key} is nested too deeply`);
    for (const step of steps) {
      let next = node.parts.get(step);
      if (!next) node.parts.set(step, (next = { parts: new Map() }));
      node = next;
    }
    node.text = value;
  }
  return readNode(shape, root, undefined) as Record<string, unknown>;
}

const malformed = (message: string): WireError => new WireError('MalformedQueryString', message, 400);

function numbered(node: Node): Node[] {
  return [...node.parts]
    .filter(([name]) => /^\d+$/.test(name))
    .sort(([a], [b]) => Number(a) - Number(b))
    .map(([, part]) => part);
}

function readNode(shape: Shape, node: Node, rule: Rule | undefined): unknown {
  switch (shape.kind) {
    case 'structure': {
      const out: Record<string, unknown> = {};
      for (const member of shape.members) {
        const part = node.parts.get(member.wireName);
        if (part) out[member.name] = readNode(member.shape, part, member.rule);
      }
      return out;
    }
    case 'list': {
      // The JS client sends an empty list as `Key=`.
      const holder = shape.flattened ? node : node.parts.get(shape.itemName);
      return holder ? numbered(holder).map((part) => readNode(shape.item, part, rule?.item)) : [];
    }
    case 'map': {
      const holder = shape.flattened ? node : node.parts.get('entry');
      const entries = holder ? numbered(holder) : [];
      return Object.fromEntries(
        entries.map((entry) => [
          entry.parts.get('key')?.text ?? '',
          readNode(shape.value, entry.parts.get('value') ?? { parts: new Map() }, rule?.value),
        ]),
      );
    }
    default:
      return readText(shape, node.text ?? '', rule);
  }
}

function readText(shape: Shape, text: string, rule: Rule | undefined): unknown {
  try {
    switch (shape.kind) {
      case 'number':
        return numberFromText(text, rule);
      case 'boolean':
        return booleanFromText(text);
      case 'timestamp':
        return timestampFromText(text, shape.format === 'default' ? 'date-time' : shape.format);
      case 'blob':
        return bytesFromBase64(text);
      default:
        return text;
    }
  } catch (error) {
    throw error instanceof WireError ? new WireError('MalformedInput', error.message, 400) : error;
  }
}
