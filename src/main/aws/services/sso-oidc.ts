import {
  SSOOIDCClient,
  RegisterClientCommand,
  StartDeviceAuthorizationCommand,
  CreateTokenCommand,
} from '@aws-sdk/client-sso-oidc';

export const Client = SSOOIDCClient;

export const commands = {
  RegisterClient: RegisterClientCommand,
  StartDeviceAuthorization: StartDeviceAuthorizationCommand,
  CreateToken: CreateTokenCommand,
};
