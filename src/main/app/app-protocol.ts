import { readFile } from 'node:fs/promises';
import { protocol, type Session } from 'electron';
import { CONTENT_SECURITY_POLICY } from './content-security-policy';
import { SCHEME } from './origin';
import { pageFile } from './page-file';

/** Before `ready`: our scheme is a real origin (storage, workers, CSP), unlike file://. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page from `folder`, every answer with the policy and without sniffing. */
export function servePage(session: Session, folder: string): void {
  session.protocol.handle(SCHEME, async (request) => {
    const file = pageFile(folder, request.method, request.url);
    if ('status' in file) return answer(null, file.status, 'text/plain');
    try {
      return answer(await readFile(file.path), 200, file.type);
    } catch {
      return answer(null, 404, 'text/plain');
    }
  });
}

const answer = (body: Buffer | null, status: number, type: string): Response =>
  new Response(body === null ? null : new Uint8Array(body), {
    status,
    headers: {
      'content-type': type,
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    },
  });
