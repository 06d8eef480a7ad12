import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import type { HttpRequest } from '../wire/read-rest';

/** A parsed `Authorization: AWS4-HMAC-SHA256 …` header. */
export interface Signature {
  accessKeyId: string;
  date: string;
  region: string;
  service: string;
  signedHeaders: string[];
  signature: string;
}

/** @returns 'none' without the header, 'malformed' when it does not parse. */
export function parseAuthorization(header: string | undefined): Signature | 'none' | 'malformed' {
  if (header === undefined) return 'none';
  const found = /^AWS4-HMAC-SHA256\s+Credential=([^,\s]+),\s*SignedHeaders=([^,\s]+),\s*Signature=([0-9a-f]{64})$/.exec(
    header.trim(),
  );
  if (!found) return 'malformed';
  // Access keys may hold `/`: the scope is the last four parts.
  const parts = (found[1] ?? '').split('/');
  const [terminator, service, region, date] = [parts.pop(), parts.pop(), parts.pop(), parts.pop()];
  if (terminator !== 'aws4_request' || !service || !region || !date || parts.length === 0) return 'malformed';
  return {
    accessKeyId: parts.join('/'),
    date,
    region,
    service,
    signedHeaders: (found[2] ?? '').split(';'),
    signature: found[3] ?? '',
  };
}

const sha256 = (data: string | Buffer): string => createHash('sha256').update(data).digest('hex');
const hmac = (key: string | Buffer, data: string): Buffer => createHmac('sha256', key).update(data, 'utf8').digest();

const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (c) => `%${c.charCodeAt(0).toString(16).toUpperCase()}`);

/** Signing normalises dot segments and repeated slashes though they are sent raw. */
function canonicalPath(path: string): string {
  const out: string[] = [];
  for (const segment of path.split('/')) {
    if (segment === '..') out.pop();
    else if (segment !== '' && segment !== '.') out.push(segment);
  }
  const normal = `/${out.join('/')}${out.length > 0 && path.endsWith('/') ? '/' : ''}`;
  // Encoded once more than it travels.
  return normal.split('/').map(encode).join('/');
}

function canonicalQuery(query: [string, string][]): string {
  return query
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => (a < b ? -1 : a > b ? 1 : x < y ? -1 : x > y ? 1 : 0))
    .map(([name, value]) => `${name}=${value}`)
    .join('&');
}

/** Does the signature fit the request under this secret? The body counts with its real hash, whatever the header says. */
export function verifySignature(request: HttpRequest, parsed: Signature, secret: string): boolean {
  const declared = request.headers['x-amz-content-sha256'];
  const hash = declared === 'UNSIGNED-PAYLOAD' ? declared : sha256(request.body);
  if (declared !== undefined && declared !== hash) return false;
  const names = parsed.signedHeaders;
  if (!names.includes('host')) return false;
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}\n`).join('');
  const canonical = [
    request.method,
    canonicalPath(request.path),
    canonicalQuery(request.query),
    headers,
    names.join(';'),
    hash,
  ].join('\n');
  const scope = `${parsed.date}/${parsed.region}/${parsed.service}/aws4_request`;
  const text = ['AWS4-HMAC-SHA256', request.headers['x-amz-date'] ?? '', scope, sha256(canonical)].join('\n');
  const key = ['aws4_request'].reduce(
    hmac,
    hmac(hmac(hmac(`AWS4${secret}`, parsed.date), parsed.region), parsed.service),
  );
  const expected = hmac(key, text);
  return timingSafeEqual(expected, Buffer.from(parsed.signature, 'hex'));
}

/** `20261123T100000Z` → Date; undefined when it is not one. */
export function parseAmzDate(text: string | undefined): Date | undefined {
  const found = /^(\d{4})(\d{2})(\d{2})T(\d{2})(\d{2})(\d{2})Z$/.exec(text ?? '');
  if (!found) return undefined;
  const date = new Date(`${found[1]}-${found[2]}-${found[3]}T${found[4]}:${found[5]}:${found[6]}Z`);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
