import type { Service } from './service';
import { datazone } from './services/datazone/index';
import { glue } from './services/glue/service';
import { lakeFormation } from './services/lakeformation/service';
import { sso } from './services/sso/index';
import { ssoOidc } from './services/sso-oidc/index';
import { sts } from './services/sts/index';

/** Every service the sandbox serves. An operation without a handler is unknown to it. */
export const SERVED: readonly Service[] = [datazone, glue, lakeFormation, sts, sso, ssoOidc];
