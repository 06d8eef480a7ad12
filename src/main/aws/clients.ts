import type { AwsCredentialIdentity } from '@smithy/types';
import type { AwsConfig, AwsHome } from './config';
import { endpointFor } from './endpoints';
import type { ServiceName } from './operations';
import { GuardedHandler } from './request-guard';
import { LOADERS } from './services';
import { FastJsonRpc, FastRestJson, TurnedQuery, quietLogger } from './wire';

export type CredentialProvider = () => Promise<AwsCredentialIdentity>;

/** Whose eyes a client has: a profile in a region, and where its credentials come from (null = unsigned operations). */
export interface ClientTarget {
  profile: string;
  region: string;
  credentials: CredentialProvider | null;
}

/** The part of an SDK client that `call` needs. */
export interface SdkClient {
  send(command: object, options?: { abortSignal?: AbortSignal }): Promise<Record<string, unknown>>;
  destroy(): void;
}

export interface SdkService {
  client: SdkClient;
  /** By operation name. */
  commands: Record<string, new (input: object) => object>;
}

export interface Clients {
  get(service: ServiceName, target: ClientTarget): Promise<SdkService>;
  /** Loads modules before they are needed; one that cannot be loaded says so to its first call. */
  load(services: readonly ServiceName[]): void;
  /** Drops the clients of a profile, and with them the credentials that the SDK keeps. */
  forget(profile: string): void;
  forgetAll(): void;
  /** For the credential providers that the SDK builds itself. */
  guard: GuardedHandler;
  close(): void;
}

const PROTOCOL: Partial<Record<ServiceName, unknown>> = {
  datazone: FastRestJson,
  glue: FastJsonRpc,
  iam: TurnedQuery,
  identitystore: FastJsonRpc,
  lakeformation: FastRestJson,
  ram: FastRestJson,
  'sso-admin': FastJsonRpc,
  sts: TurnedQuery,
};

const UNSIGNED: CredentialProvider = () => Promise.reject(new Error('This operation is not signed.'));

/**
 * SDK clients by profile, region and service. Everything that the SDK would otherwise look up in the environment or in
 * the config file of another profile is passed explicitly: endpoint, retries (off; `call` does them), modes.
 */
export function createClients(
  home: AwsHome,
  config: () => Promise<AwsConfig>,
  allowHost: (host: string) => boolean,
): Clients {
  const guard = new GuardedHandler(allowHost);
  const clients = new Map<string, Promise<SdkService>>();

  // The SDK's versions are pinned here, so its remark about future versions and Node is no news to whoever runs Heddle.
  process.env['AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED'] ??= 'true';

  async function build(service: ServiceName, target: ClientTarget): Promise<SdkService> {
    const module = await LOADERS[service]();
    const known = await config();
    const endpoint = endpointFor(home, known, target.profile, service);
    const section = known.profiles[target.profile] ?? {};
    const options = {
      region: target.region,
      credentials: target.credentials ?? UNSIGNED,
      ...(endpoint ? { endpoint } : { ignoreConfiguredEndpointUrls: true }),
      disableHostPrefix: endpoint !== undefined,
      logger: quietLogger,
      ...(PROTOCOL[service] ? { protocol: PROTOCOL[service] } : {}),
      maxAttempts: 1,
      retryMode: 'standard',
      defaultsMode: 'standard',
      useDualstackEndpoint: flag(home.env['AWS_USE_DUALSTACK_ENDPOINT'], section['use_dualstack_endpoint']),
      useFipsEndpoint: flag(home.env['AWS_USE_FIPS_ENDPOINT'], section['use_fips_endpoint']),
      userAgentAppId: 'heddle',
      requestHandler: guard,
    };
    // The nine client classes have nine unrelated configuration types; the options above are common to all of them.
    const Client = module.Client as unknown as new (options: object) => SdkClient;
    return { client: new Client(options), commands: module.commands as unknown as SdkService['commands'] };
  }

  const keyOf = (service: ServiceName, target: ClientTarget): string =>
    [target.profile, target.region, service, target.credentials ? 'signed' : 'unsigned'].join('\n');

  return {
    guard,
    get(service, target) {
      const key = keyOf(service, target);
      let client = clients.get(key);
      if (!client) {
        client = build(service, target);
        clients.set(key, client);
        client.catch(() => clients.delete(key));
      }
      return client;
    },
    load(services) {
      for (const service of services) LOADERS[service]().catch(() => undefined);
    },
    forget(profile) {
      for (const key of clients.keys()) if (key.startsWith(`${profile}\n`)) clients.delete(key);
    },
    forgetAll: () => clients.clear(),
    close() {
      clients.clear();
      guard.destroy();
    },
  };
}

const flag = (env: string | undefined, setting: string | undefined): boolean =>
  (env ?? setting)?.toLowerCase() === 'true';
