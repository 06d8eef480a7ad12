import { UNIT, type Member, type Shape, type StructureShape } from '../model/shape';
import { base64FromBytes, timestampToText } from './scalars';

/** Control characters are not allowed in XML 1.0, escaped or not. */
// eslint-disable-next-line no-control-regex
const FORBIDDEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;
const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', '\r': '&#xD;' };

export const xmlText = (text: string): string =>
  text.replace(FORBIDDEN, '').replace(/[&<>"\r]/g, (c) => ESCAPES[c] ?? c);

const element = (name: string, inner: string): string => `<${name}>${inner}</${name}>`;

/** The answer of an awsQuery operation. */
export function encodeXmlResponse(
  operation: string,
  xmlns: string,
  shape: StructureShape,
  output: unknown,
  requestId: string,
): string {
  // An empty structure has an empty result element, which botocore insists on; no output has none.
  const result = shape.name !== UNIT ? element(`${operation}Result`, encodeXml(shape, output)) : '';
  const metadata = element('ResponseMetadata', element('RequestId', xmlText(requestId)));
  return `<${operation}Response xmlns="${xmlns}">${result}${metadata}</${operation}Response>`;
}

export function encodeXml(shape: Shape, value: unknown): string {
  switch (shape.kind) {
    case 'structure': {
      const source = (value ?? {}) as Record<string, unknown>;
      return shape.members.map((member) => encodeMember(member, source[member.name])).join('');
    }
    case 'list':
      return (value as unknown[]).map((item) => element(shape.itemName, encodeXml(shape.item, item))).join('');
    case 'map':
      return Object.entries(value as Record<string, unknown>)
        .map(([key, part]) =>
          element('entry', element('key', xmlText(key)) + element('value', encodeXml(shape.value, part))),
        )
        .join('');
    case 'timestamp':
      return timestampToText(value as Date, shape.format === 'default' ? 'date-time' : shape.format);
    case 'blob':
      return base64FromBytes(value);
    default:
      return xmlText(String(value));
  }
}

function encodeMember(member: Member, value: unknown): string {
  if (value === undefined || value === null) return '';
  const { shape, wireName } = member;
  if (shape.kind === 'list' && shape.flattened) {
    return (value as unknown[]).map((item) => element(wireName, encodeXml(shape.item, item))).join('');
  }
  return element(wireName, encodeXml(shape, value));
}
