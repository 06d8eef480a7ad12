/** AWS's own consoles, sign-in pages and documentation; nothing that crawled data could name gets past this. */
const HOSTS: readonly RegExp[] = [
  /^docs\.aws\.amazon\.com$/,
  /^(?:[a-z0-9-]+\.)*console\.aws\.amazon\.com$/,
  /^(?:[a-z0-9-]+\.)*console\.amazonaws-us-gov\.com$/,
  /^(?:[a-z0-9-]+\.)*console\.amazonaws\.cn$/,
  /^device\.sso\.[a-z0-9-]+\.amazonaws\.com(?:\.cn)?$/,
  /^[a-z0-9-]+\.awsapps\.(?:com|cn)$/,
  /^[a-z0-9-]+\.portal\.[a-z0-9-]+\.app\.aws$/,
  /^(?:[a-z0-9-]+\.)*signin\.aws(?:\.amazon\.com)?$/,
];

/** May the system browser be sent there? https, default port, no credentials, a host of the list. */
export function isAllowedLink(url: string): boolean {
  let parsed: URL;
  try {
    parsed = new URL(url);
  } catch {
    return false;
  }
  return (
    parsed.protocol === 'https:' &&
    parsed.port === '' &&
    parsed.username === '' &&
    parsed.password === '' &&
    HOSTS.some((host) => host.test(parsed.hostname))
  );
}
