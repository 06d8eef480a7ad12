/** What a log line must never hold, each with what remains of it. */
const SECRETS: readonly [RegExp, string][] = [
  [/\b(AKIA|ASIA)[A-Z0-9]{12,}\b/g, '$1…'],
  [/(\bAuthorization["']?\s*[:=]\s*["']?)[^"'\n]+/gi, '$1…'],
  [/(\bBearer\s+)[\w.~+/=-]+/gi, '$1…'],
  [
    /((?:aws_?)?(?:secret_?access_?key|session_?token|access_?token|refresh_?token|client_?secret|device_?code)["']?\s*[:=]\s*["']?)[^\s"',}]+/gi,
    '$1…',
  ],
  [/((?:x-amz-security-token|x-amz-sso_bearer_token|X-Amz-Signature)["']?\s*[:=]\s*["']?)[^\s"',&}]+/gi, '$1…'],
  [/(\bpassword["']?\s*[:=]\s*["']?)[^\s"',}]+/gi, '$1…'],
];

/** Takes keys, tokens and signatures out of a text before it is logged. */
export const redact = (text: string): string =>
  SECRETS.reduce((line, [secret, rest]) => line.replace(secret, rest), text);
