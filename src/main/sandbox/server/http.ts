import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import type { HttpRequest } from '../wire/read-rest';
import type { Answer } from './pipeline';

export interface HttpOptions {
  port: number;
  /** Answers AWS requests. */
  answer(request: HttpRequest, tooLarge: boolean): Promise<Answer>;
  /** Paths of the sandbox itself: the control path and the sign-in page. Undefined: not one of them. */
  local(request: HttpRequest): LocalAnswer | undefined;
}

export interface LocalAnswer {
  status: number;
  contentType: string;
  body: string;
  /** The hash of the one style sheet that the page may bring, as a Content-Security-Policy names it: `sha256-…`. */
  style?: string;
}

export interface RunningHttp {
  endpoint: string;
  stop(): Promise<void>;
}

/** AWS takes at most a few megabytes per request on these services. */
const MAX_BODY = 4 * 1024 * 1024;
/** Beyond this the connection is cut instead of drained. */
const MAX_DRAIN = 64 * 1024 * 1024;

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

/** Serves on 127.0.0.1 until stopped. Requests of web pages (foreign Host, any Origin) are refused. */
export async function serveHttp(options: HttpOptions): Promise<RunningHttp> {
  const server = createServer({ maxHeaderSize: 64 * 1024, keepAlive: true }, (request, response) => {
    serve(server, options, request, response).catch((error: unknown) => {
      // A client that hangs up while it sends is no news.
      if ((error as NodeJS.ErrnoException).code === 'ECONNRESET') return;
      process.stderr.write(`sandbox: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
      response.destroy();
    });
  });
  // Node's default of 5 s races with the sockets that clients keep in their pools.
  server.keepAliveTimeout = 60_000;
  server.on('clientError', (_error, socket) => {
    if (socket.writable) socket.end('HTTP/1.1 400 Bad Request\r\nconnection: close\r\ncontent-length: 0\r\n\r\n');
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port, '127.0.0.1', resolve);
  });
  return {
    endpoint: `http://127.0.0.1:${portOf(server)}`,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;

async function serve(
  server: Server,
  options: HttpOptions,
  incoming: IncomingMessage,
  outgoing: ServerResponse,
): Promise<void> {
  const { body, tooLarge } = await readBody(incoming);
  const request = toRequest(incoming, body);
  if (isForeign(request, portOf(server))) {
    outgoing.writeHead(403, { 'content-type': 'text/plain' }).end('Requests of web pages are refused.\n');
    return;
  }
  const local = options.local(request);
  if (local) {
    outgoing.writeHead(local.status, {
      'content-type': local.contentType,
      'content-security-policy': `default-src 'none'; form-action 'self'${local.style ? `; style-src '${local.style}'` : ''}`,
      'cache-control': 'no-store',
    });
    outgoing.end(local.body);
    return;
  }
  const started = performance.now();
  const { response, latencyMs, fault } = await options.answer(request, tooLarge);
  const delay = latencyMs - (performance.now() - started) + (fault?.kind === 'slow' ? (fault.delayMs ?? 3000) : 0);
  if (delay > 0) await wait(delay);
  const socket = incoming.socket as Socket;
  if (fault?.kind === 'reset') {
    socket.resetAndDestroy();
    return;
  }
  const bytes = Buffer.isBuffer(response.body) ? response.body : Buffer.from(response.body);
  const length = response.status === 204 ? {} : { 'content-length': String(bytes.length) };
  outgoing.writeHead(response.status, { ...response.headers, ...length, ...(tooLarge ? { connection: 'close' } : {}) });
  if (fault?.kind === 'truncated') {
    outgoing.write(bytes.subarray(0, Math.floor(bytes.length / 2)), () => socket.destroy());
    return;
  }
  outgoing.end(bytes);
}

/** No client of AWS sends an Origin, nor does a browser that opens a page. Host must name the sandbox (DNS rebinding). */
function isForeign({ headers: { host, origin } }: HttpRequest, port: number): boolean {
  return origin !== undefined || (host !== `127.0.0.1:${port}` && host !== `localhost:${port}`);
}

async function readBody(incoming: IncomingMessage): Promise<{ body: Buffer; tooLarge: boolean }> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size <= MAX_BODY) chunks.push(chunk);
    else if (size > MAX_DRAIN) {
      incoming.destroy();
      break;
    }
  }
  return { body: size > MAX_BODY ? Buffer.alloc(0) : Buffer.concat(chunks), tooLarge: size > MAX_BODY };
}

/** Node gives header bytes as latin1; botocore sends UTF-8 and the JS client latin1. */
function headerText(raw: string): string {
  // eslint-disable-next-line no-control-regex
  if (/^[\x00-\x7f]*$/.test(raw)) return raw;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(raw, 'latin1'));
  } catch {
    return raw;
  }
}

function toRequest(incoming: IncomingMessage, body: Buffer): HttpRequest {
  // Not `new URL`: it collapses `..` and `%2e%2e` inside labels.
  const url = incoming.url ?? '/';
  const cut = url.indexOf('?');
  const headers: Record<string, string> = {};
  for (const [name, value] of Object.entries(incoming.headers)) {
    if (value !== undefined) headers[name] = headerText(Array.isArray(value) ? value.join(',') : value);
  }
  return {
    method: incoming.method ?? 'GET',
    path: cut < 0 ? url : url.slice(0, cut),
    query: cut < 0 ? [] : parseQuery(url.slice(cut + 1)),
    headers,
    body,
  };
}

/** Unlike a form, a query string keeps `+` as it is in AWS's signing; clients send spaces as %20. */
function parseQuery(text: string): [string, string][] {
  const decode = (part: string): string => {
    try {
      return decodeURIComponent(part);
    } catch {
      return part;
    }
  };
  return text
    .split('&')
    .filter((pair) => pair !== '')
    .map((pair): [string, string] => {
      const cut = pair.indexOf('=');
      return cut < 0 ? [decode(pair), ''] : [decode(pair.slice(0, cut)), decode(pair.slice(cut + 1))];
    });
}
