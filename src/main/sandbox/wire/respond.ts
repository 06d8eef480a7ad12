import type { ModelledError, Operation } from '../model/operations';
import type { Protocol, ServiceTraits } from '../model/services';
import { encodeJsonBody, jsonEncoder } from './encode-json';
import { encodeXml, encodeXmlResponse, xmlText } from './encode-xml';
import { timestampToText } from './scalars';

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
}

const CONTENT: Record<Protocol, string> = {
  'json-1.1': 'application/x-amz-json-1.1',
  'rest-json': 'application/json',
  query: 'text/xml',
};

const requestIdHeader = (requestId: string): Record<string, string> => ({ 'x-amzn-requestid': requestId });

/** Encodes what a handler returned as the operation's own answer. */
export function respond(operation: Operation, output: unknown, requestId: string): HttpResponse {
  const { service, output: shape } = operation;
  const headers: Record<string, string> = { ...requestIdHeader(requestId), 'content-type': CONTENT[service.protocol] };
  if (service.protocol === 'query') {
    return {
      status: 200,
      headers,
      body: encodeXmlResponse(operation.name, service.xmlns ?? '', shape, output, requestId),
    };
  }
  if (service.protocol === 'json-1.1') {
    return { status: 200, headers, body: JSON.stringify(encodeJsonBody(shape, output)) };
  }
  return respondRest(operation, (output ?? {}) as Record<string, unknown>, headers);
}

function respondRest(
  operation: Operation,
  output: Record<string, unknown>,
  headers: Record<string, string>,
): HttpResponse {
  let { status } = operation;
  let payload: Buffer | string | undefined;
  for (const member of operation.output.members) {
    const value = output[member.name];
    if (value === undefined || value === null) continue;
    if (member.binding === 'status') status = value as number;
    if (member.binding === 'header' && member.bindingName) headers[member.bindingName] = headerText(value);
    if (member.binding === 'payload') {
      if (member.shape.kind === 'blob') {
        payload = Buffer.from(value as Uint8Array);
        headers['content-type'] = 'application/octet-stream';
      } else payload = JSON.stringify(jsonEncoder(member.shape)(value));
    }
  }
  if (status === 204) {
    const { 'content-type': _, ...rest } = headers;
    return { status, headers: rest, body: '' };
  }
  return { status, headers, body: payload ?? JSON.stringify(encodeJsonBody(operation.output, output)) };
}

function headerText(value: unknown): string {
  if (value instanceof Date) return timestampToText(value, 'http-date');
  return Array.isArray(value) ? value.join(', ') : String(value);
}

export interface WireFailure {
  code: string;
  message: string;
  status: number;
  /** Members of a modelled error's shape besides its message. */
  members?: Record<string, unknown>;
  modelled?: ModelledError | undefined;
}

/** An error in the service's own form. */
export function respondError(service: ServiceTraits, failure: WireFailure, requestId: string): HttpResponse {
  const headers: Record<string, string> = { ...requestIdHeader(requestId), 'content-type': CONTENT[service.protocol] };
  const { status, code } = failure;
  if (service.protocol === 'query') return { status, headers, body: xmlError(service, failure, requestId) };
  if (status === 429 && service.id === 'identitystore') headers['retry-after'] = '1';
  const body = errorBody(failure);
  if (service.id === 'sso-oidc')
    return { status, headers: { ...headers, ...oidcErrorType(code) }, body: JSON.stringify(oidcBody(failure, body)) };
  if (service.protocol === 'json-1.1') return { status, headers, body: JSON.stringify({ __type: code, ...body }) };
  return { status, headers: { ...headers, 'x-amzn-errortype': code }, body: JSON.stringify(body) };
}

function errorBody({ message, members, modelled }: WireFailure): Record<string, unknown> {
  const names = modelled?.shape.members.map((member) => member.name) ?? [];
  const key = names.includes('Message') && !names.includes('message') ? 'Message' : 'message';
  if (!modelled) return { [key]: message };
  return encodeJsonBody(modelled.shape, { ...members, ...(names.includes(key) ? { [key]: message } : {}) }, true);
}

/** The real header carries a suffix that clients have to strip (sandbox-protocol 7.9). */
const oidcErrorType = (code: string): Record<string, string> => ({
  'x-amzn-errortype': `${code}:http://internal.amazon.com/coral/com.amazonaws.ssooidc/`,
});

const oidcBody = ({ code, message }: WireFailure, body: Record<string, unknown>): Record<string, unknown> => {
  const { message: _, ...members } = body;
  const name = code
    .replace(/Exception$/, '')
    .replace(/(?<=[a-z])(?=[A-Z])/g, '_')
    .toLowerCase();
  return { error: name, error_description: message, ...members };
};

function xmlError(service: ServiceTraits, failure: WireFailure, requestId: string): string {
  const { code, message, status, members, modelled } = failure;
  const known =
    modelled && members ? encodeXml(modelled.shape, { ...members, message: undefined, Message: undefined }) : '';
  const type = status >= 500 ? 'Receiver' : 'Sender';
  return (
    `<ErrorResponse xmlns="${service.xmlns ?? ''}"><Error><Type>${type}</Type><Code>${xmlText(code)}</Code>` +
    `<Message>${xmlText(message)}</Message>${known}</Error><RequestId>${xmlText(requestId)}</RequestId></ErrorResponse>`
  );
}
