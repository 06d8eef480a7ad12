import type { AwsConfig, AwsHome } from './config';
import type { ServiceName } from './operations';

/** The service's id in AWS_ENDPOINT_URL_<ID> and in `services` sections. */
const SERVICE_ID: Record<ServiceName, string> = {
  datazone: 'DATAZONE',
  glue: 'GLUE',
  iam: 'IAM',
  identitystore: 'IDENTITYSTORE',
  lakeformation: 'LAKEFORMATION',
  ram: 'RAM',
  sso: 'SSO',
  'sso-admin': 'SSO_ADMIN',
  'sso-oidc': 'SSO_OIDC',
  sts: 'STS',
};

/**
 * The endpoint a profile asks for, or undefined for AWS's own. Resolved here and always passed explicitly, because the
 * SDK reads configured endpoints of AWS_PROFILE or [default] whatever profile a client was made for (facts datazone 5.7).
 * Order: ignore flags, AWS_ENDPOINT_URL_<ID>, AWS_ENDPOINT_URL, the profile's `services` section, its `endpoint_url`.
 */
export function endpointFor(
  home: AwsHome,
  config: AwsConfig,
  profile: string,
  service: ServiceName,
): string | undefined {
  const section = config.profiles[profile] ?? {};
  const id = SERVICE_ID[service];
  const { env } = home;
  if (isTrue(env['AWS_IGNORE_CONFIGURED_ENDPOINT_URLS']) || isTrue(section['ignore_configured_endpoint_urls'])) return;
  const services = section['services'];
  return (
    env[`AWS_ENDPOINT_URL_${id}`] ??
    env['AWS_ENDPOINT_URL'] ??
    (services ? config.services[services]?.[`${id.toLowerCase()}.endpoint_url`] : undefined) ??
    section['endpoint_url']
  );
}

const isTrue = (value: string | undefined): boolean => value?.toLowerCase() === 'true';
