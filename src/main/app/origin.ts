/** The scheme and host under which the window's own page is served; nothing else is ever loaded into it. */
export const SCHEME = 'app';
export const ORIGIN = 'app://console';

/**
 * Does this URL belong to `origin`? Compared after parsing: checks by `startsWith` accept `app://console.evil.example`.
 * Node's URL gives custom schemes the opaque origin `null`, hence protocol and host.
 */
export function isOfOrigin(url: string, origin: string): boolean {
  try {
    const { protocol, host } = new URL(url);
    return `${protocol}//${host}` === origin;
  } catch {
    return false;
  }
}
