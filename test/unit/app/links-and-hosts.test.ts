import { describe, expect, it } from 'vitest';
import { isAllowedLink } from '../../../src/main/app/allowed-link';
import { isOfOrigin } from '../../../src/main/app/origin';
import { hostRule, isLoopback } from '../../../src/main/app/runtime-info';

describe('links to the system browser', () => {
  it.each([
    'https://docs.aws.amazon.com/lake-formation/',
    'https://console.aws.amazon.com/',
    'https://eu-central-1.console.aws.amazon.com/lakeformation/home?region=eu-central-1',
    'https://device.sso.eu-central-1.amazonaws.com/?user_code=ABCD-EFGH',
    'https://halcyon.awsapps.com/start/#/device?user_code=ABCD-EFGH',
    'https://ssoins-1234567890abcdef.portal.eu-central-1.app.aws/',
  ])('may go to %s', (url) => {
    expect(isAllowedLink(url)).toBe(true);
  });

  it.each([
    'http://console.aws.amazon.com/',
    'https://console.aws.amazon.com.evil.example/',
    'https://evilconsole.aws.amazon.com/',
    'https://a.evil.awsapps.com/',
    'https://awsapps.com/',
    'https://s3.eu-central-1.amazonaws.com/bucket/page.html',
    'https://docs.aws.amazon.com:444/',
    'https://docs.aws.amazon.com@evil.example/',
    'https://x:y@docs.aws.amazon.com/',
    'https://x@docs.aws.amazon.com/',
    'https://:y@docs.aws.amazon.com/',
    'app://console/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'HTTPS:docs.aws.amazon.com.evil.example',
    '',
  ])('may not go to %s', (url) => {
    expect(isAllowedLink(url)).toBe(false);
  });
});

describe('the origin of a URL', () => {
  it.each([
    ['app://console/', true],
    ['app://console/mesh?x=1#y', true],
    ['app://console.evil.example/', false],
    ['app://console@evil/', false],
    ['app://consoles/', false],
    ['https://console/', false],
    ['about:blank', false],
    ['', false],
  ])('%s', (url, isOurs) => {
    expect(isOfOrigin(url, 'app://console')).toBe(isOurs);
  });
});

describe('the hosts that may be reached', () => {
  it.each(['127.0.0.1', '127.0.0.1:4566', '127.8.9.1', 'localhost', 'localhost:80', '::1', '[::1]', '[::1]:8080'])(
    '%s is this machine',
    (host) => {
      expect(isLoopback(host)).toBe(true);
    },
  );
  it.each([
    '127.0.0.1.evil.example',
    'localhost.evil.example',
    '10.0.0.1',
    '0.0.0.0',
    '::',
    '2001:db8::1',
    '',
    '1270.0.0.1',
  ])('%s is not this machine', (host) => {
    expect(isLoopback(host)).toBe(false);
  });

  const host = 'glue.eu-central-1.amazonaws.com';
  it.each([
    ['a current Electron', { fallback: false }, {}, true],
    ['the fallback', { fallback: true }, {}, false],
    ['the fallback with leave', { fallback: true }, { HEDDLE_ALLOW_FALLBACK_RUNTIME: '1' }, true],
    ['the fallback with some other word', { fallback: true }, { HEDDLE_ALLOW_FALLBACK_RUNTIME: 'no' }, false],
  ])('include AWS on %s: %o %o %s', (_what, runtime, env, allowed) => {
    expect(hostRule(runtime, env)(host)).toBe(allowed);
    expect(hostRule(runtime, env)('127.0.0.1:3000')).toBe(true);
  });
});
