import { describe, expect, it } from 'vitest';
import { redact } from '../../../src/main/app/redact';

const SECRET = 'wJalrXUtnFEMIK7MDENGbPxRfiCYEXAMPLEKEY';

describe('a log line', () => {
  it.each([
    `aws_access_key_id = AKIAIOSFODNN7EXAMPLE`,
    `key ASIAIOSFODNN7EXAMPLE in use`,
    `aws_secret_access_key=${SECRET}`,
    `{"secretAccessKey":"${SECRET}"}`,
    `{ sessionToken: '${SECRET}' }`,
    `aws_session_token = ${SECRET}`,
    `"accessToken": "${SECRET}"`,
    `refreshToken=${SECRET}`,
    `clientSecret: ${SECRET}`,
    `Authorization: AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20260101, Signature=${SECRET}`,
    `{"authorization":"Bearer ${SECRET}"}`,
    `x-amz-sso_bearer_token: ${SECRET}`,
    `X-Amz-Security-Token=${SECRET}&X-Amz-Signature=${SECRET}`,
    `{"PASSWORD":"${SECRET}"}`,
  ])('keeps nothing secret of %s', (line) => {
    expect(redact(line)).not.toContain(SECRET);
    expect(redact(line)).not.toContain('IOSFODNN7EXAMPLE');
  });

  it('is otherwise left as it is', () => {
    const line = 'crawl of arn:aws:glue:eu-central-1:111111111111:table/sales/orders took 120 ms';
    expect(redact(line)).toBe(line);
  });
});
