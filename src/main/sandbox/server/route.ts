import type { ServiceId } from '../service';
import { serviceModel } from '../model/operations';
import { SERVICES } from '../model/services';

/** A route of a rest-json service: its path segments, with labels in place. */
interface Route {
  operation: string;
  method: string;
  segments: ({ literal: string } | { label: string; greedy: boolean })[];
  /** Literal query parameters that belong to the route (`/token?aws_iam=t`). */
  query: [string, string][];
}

const tables = new Map<ServiceId, Route[]>();

function routesOf(id: ServiceId): Route[] {
  const cached = tables.get(id);
  if (cached) return cached;
  const model = serviceModel(id);
  const routes = model.operationNames.map((operation): Route => {
    const { method, uri } = model.http(operation);
    const [path = '/', query = ''] = uri.split('?');
    return {
      operation,
      method,
      query: [...new URLSearchParams(query)],
      segments: split(path).map((part) => {
        const label = /^\{(.+?)(\+?)\}$/.exec(part);
        return label ? { label: label[1] ?? '', greedy: label[2] === '+' } : { literal: part };
      }),
    };
  });
  // Literal segments and literal query parameters win over labels.
  const weight = (route: Route): number =>
    route.query.length * 100 + route.segments.filter((part) => 'literal' in part).length;
  routes.sort((a, b) => weight(b) - weight(a));
  tables.set(id, routes);
  return routes;
}

const split = (path: string): string[] => path.replace(/^\//, '').replace(/\/$/, '').split('/');

/** Decodes one segment; undefined when its percent encoding is broken. */
function decode(segment: string): string | undefined {
  try {
    return decodeURIComponent(segment);
  } catch {
    return undefined;
  }
}

export interface Match {
  operation: string;
  labels: Record<string, string>;
}

/** Finds the operation of a rest-json service by method and raw path. Labels are decoded per segment: they may hold `/`. */
export function matchRoute(id: ServiceId, method: string, path: string, query: [string, string][]): Match | undefined {
  const parts = split(path);
  for (const route of routesOf(id)) {
    if (route.method !== method) continue;
    if (!route.query.every(([name, value]) => query.some(([n, v]) => n === name && v === value))) continue;
    const labels = matchSegments(route, parts);
    if (labels) return { operation: route.operation, labels };
  }
  return undefined;
}

function matchSegments(route: Route, parts: string[]): Record<string, string> | undefined {
  const greedy = route.segments.some((segment) => 'greedy' in segment && segment.greedy);
  if (greedy ? parts.length < route.segments.length : parts.length !== route.segments.length) return undefined;
  const labels: Record<string, string> = {};
  for (const [index, segment] of route.segments.entries()) {
    const raw = 'greedy' in segment && segment.greedy ? parts.slice(index).join('/') : (parts[index] ?? '');
    const text = decode(raw);
    if (text === undefined) return undefined;
    if ('literal' in segment) {
      if (segment.literal !== text) return undefined;
    } else if (text === '') return undefined;
    else labels[segment.label] = text;
  }
  return labels;
}

const REST = (Object.keys(SERVICES) as ServiceId[]).filter((id) => SERVICES[id].protocol === 'rest-json');

/** The rest-json services that have this route, unsigned ones first. */
export const servicesWithRoute = (method: string, path: string, query: [string, string][]): ServiceId[] =>
  REST.filter((id) => matchRoute(id, method, path, query)).sort(
    (a, b) => Number(SERVICES[b].unsigned ?? false) - Number(SERVICES[a].unsigned ?? false),
  );
