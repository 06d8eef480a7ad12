import type { Operation } from '../model/operations';
import type { Member, Shape } from '../model/shape';
import type { Rule } from '../model/constraints';
import { serialization } from './errors';
import { readJsonBody, readJsonPayload } from './read-json';
import { booleanFromText, bytesFromBase64, numberFromText, timestampFromText } from './scalars';

export interface HttpRequest {
  method: string;
  /** Path as sent, not decoded. */
  path: string;
  /** Pairs of the query string, decoded, in order. */
  query: [string, string][];
  headers: Record<string, string>;
  body: Buffer;
}

/** Text of the body; anything that is not UTF-8 is refused. */
export function bodyText(body: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    throw serialization('The request body is not valid UTF-8');
  }
}

/** Reads the input of a rest-json operation: labels, query, headers, payload and the unbound members of the body. */
export function readRest(
  operation: Operation,
  labels: Record<string, string>,
  request: HttpRequest,
): Record<string, unknown> {
  const payload = operation.input.members.find((member) => member.binding === 'payload');
  const hasBody = operation.input.members.some((member) => member.binding === 'body');
  const input = !payload && hasBody ? readJsonBody(operation.input, bodyText(request.body)) : {};
  if (payload && request.body.length > 0) {
    input[payload.name] =
      payload.shape.kind === 'blob' ? new Uint8Array(request.body) : readJsonPayload(payload, bodyText(request.body));
  }
  const bound = new Set<string>();
  for (const member of operation.input.members) {
    const value = readBound(member, labels, request);
    if (member.binding === 'query' && member.bindingName) bound.add(member.bindingName);
    if (value !== undefined) input[member.name] = value;
  }
  const rest = operation.input.members.find((member) => member.binding === 'query-params');
  if (rest) {
    const pairs = request.query.filter(([name]) => !bound.has(name));
    const asLists = rest.shape.kind === 'map' && rest.shape.value.kind === 'list';
    const map: Record<string, unknown> = {};
    for (const [name, value] of pairs)
      map[name] = asLists ? [...((map[name] as string[] | undefined) ?? []), value] : value;
    if (pairs.length > 0) input[rest.name] = map;
  }
  return input;
}

function readBound(member: Member, labels: Record<string, string>, request: HttpRequest): unknown {
  switch (member.binding) {
    case 'label': {
      const text = labels[member.name];
      return text === undefined ? undefined : fromText(member.shape, text, member.rule, 'date-time');
    }
    case 'query': {
      const values = request.query.filter(([name]) => name === member.bindingName).map(([, value]) => value);
      const [first] = values;
      if (first === undefined) return undefined;
      const { shape, rule } = member;
      if (shape.kind === 'list') return values.map((value) => fromText(shape.item, value, rule?.item, 'date-time'));
      return fromText(shape, first, rule, 'date-time');
    }
    case 'header': {
      const text = request.headers[member.bindingName ?? ''];
      if (text === undefined) return undefined;
      const { shape, rule } = member;
      if (shape.kind === 'list')
        return text.split(',').map((part) => fromText(shape.item, part.trim(), rule?.item, 'http-date'));
      return fromText(shape, text, rule, 'http-date');
    }
    default:
      return undefined;
  }
}

/** One value of a label, a query parameter or a header. */
function fromText(shape: Shape, text: string, rule: Rule | undefined, dates: 'date-time' | 'http-date'): unknown {
  switch (shape.kind) {
    case 'string':
      return text;
    case 'number':
      return numberFromText(text, rule);
    case 'boolean':
      return booleanFromText(text);
    case 'timestamp':
      return timestampFromText(text, shape.format === 'default' ? dates : shape.format);
    case 'blob':
      return bytesFromBase64(text);
    default:
      throw serialization(`A ${shape.kind} can not travel as text`);
  }
}
