import type { ServiceName } from '../operations';

/** What each module of this folder exports: the SDK client and the commands that the operation table names. */
export interface ServiceModules {
  datazone: typeof import('./datazone');
  glue: typeof import('./glue');
  iam: typeof import('./iam');
  identitystore: typeof import('./identitystore');
  lakeformation: typeof import('./lakeformation');
  ram: typeof import('./ram');
  sso: typeof import('./sso');
  'sso-admin': typeof import('./sso-admin');
  'sso-oidc': typeof import('./sso-oidc');
  sts: typeof import('./sts');
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
