import * as datazone from '@aws-sdk/client-datazone';
import * as glue from '@aws-sdk/client-glue';
import * as iam from '@aws-sdk/client-iam';
import * as identitystore from '@aws-sdk/client-identitystore';
import * as lakeformation from '@aws-sdk/client-lakeformation';
import * as ram from '@aws-sdk/client-ram';
import * as sso from '@aws-sdk/client-sso';
import * as ssoAdmin from '@aws-sdk/client-sso-admin';
import * as ssoOidc from '@aws-sdk/client-sso-oidc';
import * as sts from '@aws-sdk/client-sts';
import type { ServiceId } from '../../src/main/sandbox/service';

/** A client of any service and its operations by name, for tests that walk through all of them. */
export interface AnyClient {
  config: Record<string, unknown>;
  send(operation: string, input: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}

interface RawClient {
  config: Record<string, unknown>;
  send(command: unknown): Promise<Record<string, unknown>>;
  destroy(): void;
}

const CLIENTS: Record<ServiceId, [module: object, client: new (settings: never) => unknown]> = {
  datazone: [datazone, datazone.DataZoneClient],
  glue: [glue, glue.GlueClient],
  iam: [iam, iam.IAMClient],
  identitystore: [identitystore, identitystore.IdentitystoreClient],
  lakeformation: [lakeformation, lakeformation.LakeFormationClient],
  ram: [ram, ram.RAMClient],
  sso: [sso, sso.SSOClient],
  'sso-admin': [ssoAdmin, ssoAdmin.SSOAdminClient],
  'sso-oidc': [ssoOidc, ssoOidc.SSOOIDCClient],
  sts: [sts, sts.STSClient],
};

export function anyClient(id: ServiceId, settings: object): AnyClient {
  const [module, Client] = CLIENTS[id];
  const client = new Client(settings as never) as RawClient;
  return {
    config: client.config,
    send(operation, input) {
      const Command = (module as Record<string, new (input: unknown) => unknown>)[`${operation}Command`];
      if (!Command) throw new Error(`${id} has no command ${operation}`);
      return client.send(new Command(input));
    },
    destroy: () => {
      client.destroy();
    },
  };
}
