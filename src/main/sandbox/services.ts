import type { Service } from './service';
import { datazone } from './services/datazone/index';
import { glue } from './services/glue/service';
import { iam } from './services/iam/service';
import { identityStore } from './services/identitystore/service';
import { lakeFormation } from './services/lakeformation/service';
import { ram } from './services/ram/service';
import { sso } from './services/sso/index';
import { ssoAdmin } from './services/sso-admin/index';
import { ssoOidc } from './services/sso-oidc/index';
import { sts } from './services/sts/index';

/** Every service the sandbox serves. An operation without a handler is unknown to it. */
export const SERVED: readonly Service[] = [
  datazone,
  glue,
  iam,
  identityStore,
  lakeFormation,
  ram,
  sts,
  sso,
  ssoAdmin,
  ssoOidc,
];
