import type { ServiceId } from '../service';

/** Where a setting holds: everywhere, in one service, or for one of its operations. */
export interface Where {
  service?: ServiceId;
  operation?: string;
}

/** One setting with exceptions; the narrowest that fits a call decides. */
export interface PerOperation<T> {
  /** Without a service: everywhere, and earlier exceptions are forgotten. */
  set(value: T, where?: Where): void;
  of(service: ServiceId, operation: string): T;
}

export function perOperation<T>(everywhere: T): PerOperation<T> {
  let base = everywhere;
  const exceptions = new Map<string, T>();
  const key = (service: ServiceId, operation = '*'): string => `${service}:${operation}`;
  return {
    set(value, { service, operation } = {}) {
      if (service) exceptions.set(key(service, operation), value);
      else {
        base = value;
        exceptions.clear();
      }
    },
    of: (service, operation) => exceptions.get(key(service, operation)) ?? exceptions.get(key(service)) ?? base,
  };
}
