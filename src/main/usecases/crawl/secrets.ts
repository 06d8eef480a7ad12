import type { GlueConnection } from '../../../core/model/glue';

/** Names of connection properties whose values must never be stored: passwords, secrets, keys, tokens, key stores. */
const SECRET =
  /PASSWORD|PASSWD|SECRET|TOKEN|KEYTAB|KEYSTORE|KEY_STORE|TRUSTSTORE|PRIVATE_KEY|ACCESS_KEY|API_KEY|CREDENTIAL/i;
/** Secrets that drivers take inside the URL. */
const URL_SECRET = /((?:password|pwd|secret|token|accesskey|secretkey)=)[^;&\s]*/gi;
/** Up to the last `@` before the path: a password may hold one. */
const USER_INFO = /(:\/\/[^/\s:@]+:)[^/\s]+@/g;
/** `jdbc:oracle:thin:user/password@host`. */
const ORACLE_LOGIN = /(jdbc:oracle:\w+:[^/@\s]+\/)[^\s]+@/gi;

/**
 * What is kept of a Glue connection: no property whose name speaks of a secret, no secret inside a URL, and none of the
 * authentication settings.
 */
export function withoutSecrets(connection: Record<string, unknown>): GlueConnection {
  const { AuthenticationConfiguration: _, ...rest } = connection;
  return clean(rest) as GlueConnection;
}

function clean(value: unknown): unknown {
  if (typeof value === 'string')
    return value.replace(URL_SECRET, '$1***').replace(USER_INFO, '$1***@').replace(ORACLE_LOGIN, '$1***@');
  if (Array.isArray(value)) return value.map(clean);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([name, inner]) => (SECRET.test(name) ? [] : [[name, clean(inner)]])),
  );
}
