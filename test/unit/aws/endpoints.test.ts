import { describe, expect, it } from 'vitest';
import type { AwsConfig, AwsHome } from '../../../src/main/aws/config';
import { endpointFor } from '../../../src/main/aws/endpoints';

const config: AwsConfig = {
  profiles: {
    p: { services: 'local', endpoint_url: 'http://profile' },
    q: { endpoint_url: 'http://profile' },
    ignoring: { endpoint_url: 'http://profile', ignore_configured_endpoint_urls: 'true' },
    plain: {},
    default: { endpoint_url: 'http://default' },
  },
  sessions: {},
  services: { local: { 'sso_oidc.endpoint_url': 'http://section', 'glue.endpoint_url': 'http://section-glue' } },
};
const home = (env: Record<string, string> = {}): AwsHome => ({
  configFile: '',
  credentialsFile: '',
  ssoCache: '',
  env,
});

describe('endpoints', () => {
  it.each([
    [
      'the service variable first',
      { AWS_ENDPOINT_URL_GLUE: 'http://g', AWS_ENDPOINT_URL: 'http://all' },
      'p',
      'glue',
      'http://g',
    ],
    ['then the general variable', { AWS_ENDPOINT_URL: 'http://all' }, 'p', 'glue', 'http://all'],
    ["then the profile's services section", {}, 'p', 'sso-oidc', 'http://section'],
    ["then the profile's own", {}, 'p', 'datazone', 'http://profile'],
    ['also without a services section', {}, 'q', 'glue', 'http://profile'],
    ['never that of [default]', {}, 'plain', 'glue', undefined],
    ['nothing where the profile ignores them', { AWS_ENDPOINT_URL: 'http://all' }, 'ignoring', 'glue', undefined],
    [
      'nothing where the environment ignores them',
      { AWS_IGNORE_CONFIGURED_ENDPOINT_URLS: 'true' },
      'q',
      'glue',
      undefined,
    ],
  ] as const)('%s', (_name, env, profile, service, expected) => {
    expect(endpointFor(home(env), config, profile, service)).toBe(expected);
  });
});
