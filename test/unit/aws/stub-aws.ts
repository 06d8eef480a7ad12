import type { IncomingMessage } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

export interface StubRequest {
  method: string;
  path: string;
  headers: IncomingMessage['headers'];
  body: string;
  /** `/ListPermissions`, or the part after the dot of X-Amz-Target, or the query Action. */
  operation: string;
}

export interface StubAnswer {
  status?: number;
  body?: unknown;
  type?: string;
  /** Ends the connection without an answer. */
  drop?: boolean;
  delayMs?: number;
}

export interface StubAws {
  endpoint: string;
  host: string;
  requests: StubRequest[];
  stop(): Promise<void>;
}

/** A server on 127.0.0.1 that answers what the test says, and remembers what was asked. */
export async function stubAws(answer: (request: StubRequest) => StubAnswer | Promise<StubAnswer>): Promise<StubAws> {
  const requests: StubRequest[] = [];
  const server = createServer((incoming, outgoing) => {
    const chunks: Buffer[] = [];
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk));
    incoming.on('end', () => {
      const body = Buffer.concat(chunks).toString('utf8');
      const path = (incoming.url ?? '/').split('?')[0] ?? '/';
      const target = incoming.headers['x-amz-target'];
      const operation =
        typeof target === 'string' ? (target.split('.')[1] ?? '') : (new URLSearchParams(body).get('Action') ?? path);
      const request = {
        method: incoming.method ?? '',
        path: incoming.url ?? '/',
        headers: incoming.headers,
        body,
        operation,
      };
      requests.push(request);
      void Promise.resolve(answer(request)).then(async (reply) => {
        if (reply.drop) return incoming.socket.destroy();
        if (reply.delayMs) await new Promise((resolve) => setTimeout(resolve, reply.delayMs));
        if (outgoing.destroyed) return;
        outgoing.writeHead(reply.status ?? 200, { 'content-type': reply.type ?? 'application/json' });
        outgoing.end(typeof reply.body === 'string' ? reply.body : JSON.stringify(reply.body ?? {}));
      });
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    endpoint: `http://127.0.0.1:${String(port)}`,
    host: `127.0.0.1:${String(port)}`,
    requests,
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

export const error = (status: number, name: string, message = name): StubAnswer => ({
  status,
  body: { __type: name, message },
});
