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
import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import type { ServiceId } from '../service';
import { SERVICES, type ServiceTraits } from './services';
import { compileStructure, type StructureShape } from './shape';

export interface Operation {
  service: ServiceTraits;
  name: string;
  method: string;
  /** `/v2/domains/{domainIdentifier}`; a query string in it is a literal part of the route. */
  uri: string;
  status: number;
  input: StructureShape;
  output: StructureShape;
}

export interface ModelledError {
  name: string;
  /** Code on the wire; differs from the name in the query protocol only. */
  code: string;
  status: number;
  fault: 'client' | 'server';
  shape: StructureShape;
}

export interface ServiceModel {
  traits: ServiceTraits;
  operation(name: string): Operation | undefined;
  error(name: string): ModelledError | undefined;
  operationNames: string[];
  /** Method and URI of an operation without compiling its shapes. */
  http(name: string): { method: string; uri: string; status: number };
}

// The clients' package roots: deep imports of their schema files do not load in plain Node, and the application ships these anyway.
const CLIENTS: Record<ServiceId, object> = {
  datazone,
  glue,
  iam,
  identitystore,
  lakeformation,
  ram,
  sso,
  'sso-admin': ssoAdmin,
  'sso-oidc': ssoOidc,
  sts,
};

type OperationSchema = [9, string, string, unknown, SchemaRef, SchemaRef];
type HttpTrait = [method: string, uri: string, status: number];
interface RawTraits {
  http?: HttpTrait;
  httpError?: number;
  error?: 'client' | 'server';
  awsQueryError?: [string, number];
}

const models = new Map<ServiceId, ServiceModel>();

/** The operations and errors of one service as its SDK client describes them; shapes are compiled on first use. */
export function serviceModel(id: ServiceId): ServiceModel {
  const cached = models.get(id);
  if (cached) return cached;
  const operations = new Map<string, OperationSchema>();
  const errors = new Map<string, SchemaRef>();
  for (const value of Object.values(CLIENTS[id]) as unknown[]) {
    if (!Array.isArray(value)) continue;
    if (value[0] === 9) operations.set(value[2] as string, value as OperationSchema);
    else if (value[0] === -3) errors.set(value[2] as string, value as unknown as SchemaRef);
  }
  const model = createModel(SERVICES[id], operations, errors);
  models.set(id, model);
  return model;
}

function createModel(
  traits: ServiceTraits,
  operations: Map<string, OperationSchema>,
  errors: Map<string, SchemaRef>,
): ServiceModel {
  const compiledOperations = new Map<string, Operation>();
  const compiledErrors = new Map<string, ModelledError>();
  const http = (name: string): { method: string; uri: string; status: number } => {
    const trait = (operations.get(name)?.[3] as RawTraits | undefined)?.http;
    // json-1.1 and query ignore the `http` trait that some of Glue's operations carry.
    if (traits.protocol !== 'rest-json' || !trait) return { method: 'POST', uri: '/', status: 200 };
    return { method: trait[0], uri: trait[1], status: trait[2] };
  };
  return {
    traits,
    http,
    operationNames: [...operations.keys()].sort(),
    operation(name) {
      const cached = compiledOperations.get(name);
      if (cached) return cached;
      const schema = operations.get(name);
      if (!schema) return undefined;
      const operation: Operation = {
        service: traits,
        name,
        ...http(name),
        input: compileStructure(traits.id, NormalizedSchema.of(schema[4])),
        output: compileStructure(traits.id, NormalizedSchema.of(schema[5])),
      };
      compiledOperations.set(name, operation);
      return operation;
    },
    error(name) {
      const cached = compiledErrors.get(name);
      if (cached) return cached;
      const schema = errors.get(name);
      if (!schema) return undefined;
      const normalized = NormalizedSchema.of(schema);
      const raw = normalized.getMergedTraits() as RawTraits;
      const query = traits.protocol === 'query' ? raw.awsQueryError : undefined;
      const fault = raw.error ?? 'client';
      const error: ModelledError = {
        name,
        code: query?.[0] ?? name,
        status: query?.[1] ?? raw.httpError ?? (fault === 'server' ? 500 : 400),
        fault,
        shape: compileStructure(traits.id, normalized),
      };
      compiledErrors.set(name, error);
      return error;
    },
  };
}
