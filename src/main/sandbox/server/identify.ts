import type { ServiceId } from '../service';
import { parseAuthorization, type Signature } from '../auth/sigv4';
import { serviceModel } from '../model/operations';
import { SERVICES, type ServiceTraits } from '../model/services';
import type { HttpRequest } from '../wire/read-rest';
import { matchRoute, servicesWithRoute } from './route';

/** Which operation of which service a request means, before anything about it is checked. */
export interface Target {
  service: ServiceTraits;
  /** Undefined when the service has no such operation. */
  operation: string | undefined;
  /** What the request calls it, for messages. */
  asked: string;
  labels: Record<string, string>;
  form: [string, string][];
  signature: Signature | 'none' | 'malformed';
}

const IDS = Object.keys(SERVICES) as ServiceId[];

const isForm = (request: HttpRequest): boolean =>
  (request.headers['content-type'] ?? '').startsWith('application/x-www-form-urlencoded');

/**
 * One port serves all services. The shape of the request decides which one is meant; where several fit, the signature's
 * scope does. A scope that contradicts the request is refused later, by the service that was meant.
 */
export function identify(request: HttpRequest): Target {
  const signature = parseAuthorization(request.headers.authorization);
  const scoped =
    typeof signature === 'object' ? IDS.find((id) => SERVICES[id].signingName === signature.service) : undefined;
  const target = request.headers['x-amz-target'];
  if (target !== undefined) return byTarget(target, scoped, signature);
  const form = isForm(request) ? [...new URLSearchParams(request.body.toString('utf8'))] : request.query;
  if (form.some(([name]) => name === 'Action') && (request.path === '/' || request.path === ''))
    return byAction(form, scoped, signature);
  return byRoute(request, scoped, signature);
}

type Parsed = Target['signature'];

function byTarget(target: string, scoped: ServiceId | undefined, signature: Parsed): Target {
  const [prefix = '', asked = ''] = target.split('.');
  const id =
    IDS.find((one) => SERVICES[one].target === prefix) ?? (scoped && SERVICES[scoped].target ? scoped : undefined);
  const service = SERVICES[id ?? 'glue'];
  const exists = id !== undefined && service.target === prefix && serviceModel(id).operationNames.includes(asked);
  return { service, operation: exists ? asked : undefined, asked: target, labels: {}, form: [], signature };
}

function byAction(form: [string, string][], scoped: ServiceId | undefined, signature: Parsed): Target {
  const value = (name: string): string | undefined => form.find(([key]) => key === name)?.[1];
  const [asked, version] = [value('Action') ?? '', value('Version')];
  const fits = IDS.filter((id) => SERVICES[id].protocol === 'query' && SERVICES[id].version === version);
  const byScope = scoped && SERVICES[scoped].protocol === 'query' ? scoped : undefined;
  const id = byScope && fits.includes(byScope) ? byScope : (fits[0] ?? byScope ?? 'sts');
  const service = SERVICES[id];
  const exists = service.version === version && serviceModel(id).operationNames.includes(asked);
  return { service, operation: exists ? asked : undefined, asked, labels: {}, form, signature };
}

function byRoute(request: HttpRequest, scoped: ServiceId | undefined, signature: Parsed): Target {
  const { method, path, query } = request;
  const asked = `${method} ${path}`;
  const candidates = servicesWithRoute(method, path, query);
  const id = scoped && candidates.includes(scoped) ? scoped : candidates[0];
  const match = id && matchRoute(id, method, path, query);
  if (!id || !match) {
    return { service: SERVICES[scoped ?? 'datazone'], operation: undefined, asked, labels: {}, form: [], signature };
  }
  return { service: SERVICES[id], operation: match.operation, asked, labels: match.labels, form: [], signature };
}
