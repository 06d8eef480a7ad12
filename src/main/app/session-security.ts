import type { Session } from 'electron';
import { developmentPolicy } from './content-security-policy';
import { isOfOrigin, ORIGIN } from './origin';

/** The one permission the page gets: copying text it shows. */
const ALLOWED = 'clipboard-sanitized-write';

/**
 * Denies the page every permission and device, and every request that is not for our own scheme: all AWS traffic is in
 * main, so a compromised page has nowhere to send anything. `devServer` is set by `npm run dev` only.
 */
export function secureSession(session: Session, devServer: string | null): void {
  session.setPermissionRequestHandler((_contents, permission, decide) => {
    decide(isAllowed(permission));
  });
  session.setPermissionCheckHandler((_contents, permission) => isAllowed(permission));
  session.setDevicePermissionHandler(() => false);
  session.setDisplayMediaRequestHandler((_request, decide) => {
    decide({});
  });
  session.webRequest.onBeforeRequest((request, decide) => {
    decide({ cancel: !mayLoad(request.url, devServer) });
  });
  session.on('will-download', (event) => {
    event.preventDefault();
  });
  if (devServer !== null) {
    session.webRequest.onHeadersReceived(({ responseHeaders }, decide) => {
      decide({ responseHeaders: { ...responseHeaders, 'content-security-policy': [developmentPolicy(devServer)] } });
    });
  }
}

const isAllowed = (permission: string): boolean => permission === ALLOWED;

const mayLoad = (url: string, devServer: string | null): boolean =>
  isOfOrigin(url, ORIGIN) ||
  (devServer !== null &&
    (isOfOrigin(url, devServer) || isOfOrigin(url, devServer.replace(/^http/, 'ws')) || url.startsWith('devtools:')));
