import type { ServiceId } from '../service';

export type Protocol = 'json-1.1' | 'rest-json' | 'query';

/** What the SDK's schemas leave out about a service; `test/unit/sandbox/model` compares it with the clients' own settings. */
export interface ServiceTraits {
  id: ServiceId;
  /** The service part of a SigV4 scope. */
  signingName: string;
  protocol: Protocol;
  version: string;
  /** `X-Amz-Target` prefix of json-1.1. */
  target?: string;
  xmlns?: string;
  /** Error code and wording of a broken constraint (sandbox-protocol 7.8; codes marked there as unverified stay data). */
  validation: { code: string; style: 'coral' | 'pointer' };
  throttle: { code: string; status: number };
  /** Code of a failure on the service's own side; status 500. */
  internal: string;
  /** Requests of the service carry no signature; single exceptions are in the constraint tables. */
  unsigned?: boolean;
}

const coral = (code: string): ServiceTraits['validation'] => ({ code, style: 'coral' });
const throttled = (code: string, status: number): ServiceTraits['throttle'] => ({ code, status });

export const SERVICES: Record<ServiceId, ServiceTraits> = {
  glue: {
    id: 'glue',
    signingName: 'glue',
    protocol: 'json-1.1',
    version: '2017-03-31',
    target: 'AWSGlue',
    validation: coral('ValidationException'),
    throttle: throttled('ThrottlingException', 400),
    internal: 'InternalServiceException',
  },
  lakeformation: {
    id: 'lakeformation',
    signingName: 'lakeformation',
    protocol: 'rest-json',
    version: '2017-03-31',
    validation: coral('InvalidInputException'),
    throttle: throttled('ThrottledException', 429),
    internal: 'InternalServiceException',
  },
  datazone: {
    id: 'datazone',
    signingName: 'datazone',
    protocol: 'rest-json',
    version: '2018-05-10',
    validation: { code: 'ValidationException', style: 'pointer' },
    throttle: throttled('ThrottlingException', 429),
    internal: 'InternalServerException',
  },
  sts: {
    id: 'sts',
    signingName: 'sts',
    protocol: 'query',
    version: '2011-06-15',
    xmlns: 'https://sts.amazonaws.com/doc/2011-06-15/',
    validation: coral('ValidationError'),
    throttle: throttled('Throttling', 400),
    internal: 'InternalFailure',
  },
  iam: {
    id: 'iam',
    signingName: 'iam',
    protocol: 'query',
    version: '2010-05-08',
    xmlns: 'https://iam.amazonaws.com/doc/2010-05-08/',
    validation: coral('ValidationError'),
    throttle: throttled('Throttling', 400),
    internal: 'ServiceFailure',
  },
  ram: {
    id: 'ram',
    signingName: 'ram',
    protocol: 'rest-json',
    version: '2018-01-04',
    validation: coral('InvalidParameterException'),
    throttle: throttled('ThrottlingException', 429),
    internal: 'ServerInternalException',
  },
  identitystore: {
    id: 'identitystore',
    signingName: 'identitystore',
    protocol: 'json-1.1',
    version: '2020-06-15',
    target: 'AWSIdentityStore',
    validation: coral('ValidationException'),
    throttle: throttled('ThrottlingException', 429),
    internal: 'InternalServerException',
  },
  sso: {
    id: 'sso',
    signingName: 'awsssoportal',
    protocol: 'rest-json',
    version: '2019-06-10',
    validation: coral('InvalidRequestException'),
    throttle: throttled('TooManyRequestsException', 429),
    internal: 'InternalServerException',
    unsigned: true,
  },
  'sso-admin': {
    id: 'sso-admin',
    signingName: 'sso',
    protocol: 'json-1.1',
    version: '2020-07-20',
    target: 'SWBExternalService',
    validation: coral('ValidationException'),
    throttle: throttled('ThrottlingException', 429),
    internal: 'InternalServerException',
  },
  'sso-oidc': {
    id: 'sso-oidc',
    signingName: 'sso-oauth',
    protocol: 'rest-json',
    version: '2019-06-10',
    validation: coral('InvalidRequestException'),
    throttle: throttled('SlowDownException', 400),
    internal: 'InternalServerException',
    unsigned: true,
  },
};
