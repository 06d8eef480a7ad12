import type { ServiceName } from '../operations';
import type * as datazone from './datazone';
import type * as glue from './glue';
import type * as iam from './iam';
import type * as identitystore from './identitystore';
import type * as lakeformation from './lakeformation';
import type * as ram from './ram';
import type * as sso from './sso';
import type * as ssoAdmin from './sso-admin';
import type * as ssoOidc from './sso-oidc';
import type * as sts from './sts';

/** What each module of this folder exports: the SDK client and the commands that the operation table names. */
export interface ServiceModules {
  datazone: typeof datazone;
  glue: typeof glue;
  iam: typeof iam;
  identitystore: typeof identitystore;
  lakeformation: typeof lakeformation;
  ram: typeof ram;
  sso: typeof sso;
  'sso-admin': typeof ssoAdmin;
  'sso-oidc': typeof ssoOidc;
  sts: typeof sts;
}

/** One loader per service: a client costs 20 to 60 ms to load, so none is loaded before its first call. */
export const LOADERS: { [S in ServiceName]: () => Promise<ServiceModules[S]> } = {
  datazone: () => import('./datazone'),
  glue: () => import('./glue'),
  iam: () => import('./iam'),
  identitystore: () => import('./identitystore'),
  lakeformation: () => import('./lakeformation'),
  ram: () => import('./ram'),
  sso: () => import('./sso'),
  'sso-admin': () => import('./sso-admin'),
  'sso-oidc': () => import('./sso-oidc'),
  sts: () => import('./sts'),
};

type Commands<S extends ServiceName> = ServiceModules[S]['commands'];

/** `service:Name` of every operation with a command. */
export type OperationId = { [S in ServiceName]: `${S}:${keyof Commands<S> & string}` }[ServiceName];

type CommandOf<N extends OperationId> = N extends `${infer S extends ServiceName}:${infer O}`
  ? O extends keyof Commands<S>
    ? Commands<S>[O]
    : never
  : never;

/** Through `input`, not the constructor: commands whose input is wholly optional have an overload without it. */
type InputOf<C> = C extends new (...args: never[]) => { input: infer I } ? I : never;
type OutputOf<C> = C extends new (...args: never[]) => infer K
  ? K extends { resolveMiddleware: (...args: never[]) => (...args: never[]) => Promise<{ output: infer O }> }
    ? Omit<O, '$metadata'>
    : never
  : never;

/** An answer as Heddle sees it: every timestamp is an ISO 8601 string (`wire.ts` sees to it), nothing else differs. */
export type Wire<T> = T extends Date
  ? string
  : T extends Uint8Array
    ? T
    : T extends (infer U)[]
      ? Wire<U>[]
      : T extends object
        ? { [K in keyof T]: Wire<T[K]> }
        : T;

export type Input<N extends OperationId> = InputOf<CommandOf<N>>;
export type Output<N extends OperationId> = Wire<OutputOf<CommandOf<N>>>;
