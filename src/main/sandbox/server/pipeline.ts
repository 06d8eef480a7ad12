import { randomUUID } from 'node:crypto';
import { authenticate, authError, deniedError, expiredError } from '../auth/authenticate';
import { refusal } from '../auth/policy';
import { constraintSource } from '../model/constraints';
import { serviceModel, type Operation } from '../model/operations';
import type { ServiceTraits } from '../model/services';
import { validateInput, violationMessage } from '../model/validate';
import {
  ServiceError,
  type Call,
  type Caller,
  type Handler,
  type Service,
  type ServiceId,
  type Variants,
} from '../service';
import { WireError } from '../wire/errors';
import { readJsonBody } from '../wire/read-json';
import { readQuery } from '../wire/read-query';
import { bodyText, readRest, type HttpRequest } from '../wire/read-rest';
import { respond, respondError, type HttpResponse, type WireFailure } from '../wire/respond';
import type { World } from '../world';
import type { CallLog, CallRecord } from './call-log';
import type { FaultRule, Faults } from './faults';
import { identify, type Target } from './identify';
import type { Limits } from './limits';
import type { PerOperation } from './per-operation';

export interface Pipeline {
  world: World;
  services: Map<ServiceId, Service>;
  variants: Variants;
  faults: Faults;
  limits: Limits;
  /** Least time until an answer, in milliseconds. */
  latency: PerOperation<number>;
  log: CallLog;
  clock: () => Date;
}

export interface Answer {
  response: HttpResponse;
  /** Least time until it is sent, in milliseconds. */
  latencyMs: number;
  /** A fault that spoils the delivery of the response. */
  fault?: FaultRule;
}

const NOBODY: Caller = { account: '', arn: '', principal: '', userId: '' };

/** Takes one request from its bytes to the answer: identify, authenticate, faults, limits, IAM, read, validate, handle, encode. */
export async function answer(pipeline: Pipeline, request: HttpRequest, tooLarge: boolean): Promise<Answer> {
  const requestId = randomUUID();
  const target = identify(request);
  const record: CallRecord = { service: target.service.id, operation: target.operation ?? target.asked, status: 0 };
  let fault: FaultRule | undefined;
  let response: HttpResponse;
  try {
    if (tooLarge) throw new WireError('RequestEntityTooLargeException', 'Request size exceeded the limit', 413);
    const { caller, region } = sign(pipeline, target, request);
    if (caller !== NOBODY) Object.assign(record, { account: caller.account, caller: caller.arn });
    record.region = region;
    const operation = findOperation(pipeline, target);
    const subject = { service: target.service.id, operation: operation.name, account: caller.account, region };
    fault = pipeline.faults.strike(subject);
    if (fault) strike(target.service, fault);
    const allowed = pipeline.limits.take(subject.service, subject.operation, subject.account, subject.region);
    if (!allowed) throw throttle(target.service);
    response = respond(
      operation,
      await handle(pipeline, operation, target, request, { caller, region, requestId }),
      requestId,
    );
  } catch (error) {
    const failure = toFailure(pipeline, target.service, error, record);
    record.code = failure.code;
    response = respondError(target.service, failure, requestId);
  }
  record.status = response.status;
  if (fault?.kind === '503-html') {
    response = {
      status: 503,
      headers: { 'content-type': 'text/html' },
      body: '<html><body><h1>503 Service Unavailable</h1></body></html>',
    };
    Object.assign(record, { status: 503, code: '503-html' });
  }
  if (fault?.kind === 'reset' || fault?.kind === 'truncated') record.code = fault.kind;
  pipeline.log.add(record);
  const latencyMs = pipeline.latency.of(target.service.id, target.operation ?? target.asked);
  return { response, latencyMs, ...(fault && { fault }) };
}

function sign(pipeline: Pipeline, target: Target, request: HttpRequest): { caller: Caller; region: string } {
  const { service, signature } = target;
  const unsigned = target.operation
    ? constraintSource(service.id).unsigned.includes(target.operation)
    : service.unsigned;
  if (unsigned) return { caller: NOBODY, region: pipeline.world.data.region };
  if (signature === 'none') throw authError(service.protocol, 'missing', 'Missing Authentication Token');
  if (signature === 'malformed') {
    throw authError(
      service.protocol,
      'incomplete',
      'The Authorization header is not a valid AWS4-HMAC-SHA256 signature.',
    );
  }
  return {
    caller: authenticate(pipeline.world, service, request, signature, pipeline.clock()),
    region: signature.region,
  };
}

function findOperation(pipeline: Pipeline, target: Target): Operation {
  const { service, operation: name } = target;
  const served = name !== undefined && Object.hasOwn(pipeline.services.get(service.id)?.handlers ?? {}, name);
  const operation = served ? serviceModel(service.id).operation(name) : undefined;
  if (operation) return operation;
  if (service.protocol === 'query') {
    throw new WireError(
      'InvalidAction',
      `Could not find operation ${target.asked} for version ${service.version}`,
      400,
    );
  }
  const status = service.protocol === 'json-1.1' ? 400 : 404;
  throw new WireError('UnknownOperationException', `The operation ${name ?? target.asked} is not known here`, status);
}

const throttle = ({ throttle: { code, status } }: ServiceTraits): WireError =>
  new WireError(code, 'Rate exceeded', status);

/** Faults that replace the answer; the others spoil its delivery later. */
function strike(service: ServiceTraits, fault: FaultRule): void {
  switch (fault.kind) {
    case 'throttle':
      throw throttle(service);
    case '500':
      throw new WireError(service.internal, 'An internal error occurred', 500);
    case 'expired-token':
      if (service.id === 'sso') throw new WireError('UnauthorizedException', 'Session token not found or invalid', 401);
      if (service.id === 'sso-oidc') throw new WireError('ExpiredTokenException', 'Token has expired', 400);
      throw expiredError(service.protocol);
    case 'denied':
      if (service.id === 'sso') throw new WireError('ForbiddenException', 'No access', 403);
      throw deniedError(service.protocol, 'User is not authorized to perform this operation');
    default:
      return;
  }
}

async function handle(
  pipeline: Pipeline,
  operation: Operation,
  target: Target,
  request: HttpRequest,
  who: { caller: Caller; region: string; requestId: string },
): Promise<unknown> {
  const { service } = operation;
  if (who.caller !== NOBODY) {
    const refused = refusal(pipeline.world, who.caller, service.id, operation.name);
    if (refused) throw deniedError(service.protocol, refused);
  }
  const input = readInput(operation, target, request);
  const loose = service.id === 'identitystore' && pipeline.world.data.identityStore?.looseIds === true;
  const violations = validateInput(operation.input, input).filter((v) => !(loose && v.kind === 'pattern'));
  if (violations.length > 0) {
    throw new WireError(service.validation.code, violationMessage(service.validation.style, violations), 400);
  }
  const handler = pipeline.services.get(service.id)?.handlers[operation.name] as Handler<unknown, unknown>;
  const bearer = request.headers['x-amz-sso_bearer_token'];
  const call: Call = {
    service: service.id,
    operation: operation.name,
    ...who,
    now: pipeline.clock(),
    variants: pipeline.variants,
    world: pipeline.world,
    ...(bearer === undefined ? {} : { bearer }),
  };
  for (const one of pipeline.services.values()) one.settle?.(call);
  return handler(input, call);
}

function readInput(operation: Operation, target: Target, request: HttpRequest): Record<string, unknown> {
  const { protocol } = operation.service;
  if (protocol === 'query') return readQuery(operation.input, target.form);
  if (protocol === 'json-1.1') return readJsonBody(operation.input, bodyText(request.body));
  return readRest(operation, target.labels, request);
}

/** Errors that services raise without modelling them, with the status they arrive with. */
const UNMODELLED: Record<string, number> = { ForbiddenException: 403, AccessDenied: 403, AccessDeniedException: 403 };

function toFailure(pipeline: Pipeline, service: ServiceTraits, error: unknown, record: CallRecord): WireFailure {
  const model = serviceModel(service.id);
  if (error instanceof WireError || error instanceof ServiceError) {
    const name = error instanceof WireError ? error.code : error.name;
    const modelled = model.error(name);
    const own = error instanceof WireError ? error.status : (modelled?.status ?? statusOf(service, name));
    const status =
      name === 'AccessDeniedException' && service.id === 'lakeformation'
        ? Number(pipeline.variants['denied-status'])
        : own;
    const members = error instanceof ServiceError ? error.members : {};
    return {
      code: modelled && error instanceof ServiceError ? modelled.code : name,
      message: error.message,
      status,
      members,
      modelled,
    };
  }
  record.defect = error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`sandbox: ${record.service}:${record.operation} failed: ${record.defect}\n`);
  return {
    code: service.internal,
    message: 'An internal error occurred',
    status: 500,
    modelled: model.error(service.internal),
  };
}

function statusOf(service: ServiceTraits, name: string): number {
  if (service.protocol === 'json-1.1') return 400;
  return name === service.throttle.code ? service.throttle.status : (UNMODELLED[name] ?? 400);
}
