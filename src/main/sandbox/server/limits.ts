import type { ServiceId } from '../service';
import { perOperation, type Where } from './per-operation';

/** Requests per second per account and region, where AWS publishes them (datazone 1.2); everything else gets the default. */
const PUBLISHED: Partial<Record<ServiceId, Record<string, number>>> = {
  datazone: {
    CreateGlossary: 5,
    CreateSubscriptionRequest: 3,
    AcceptSubscriptionRequest: 3,
    RejectSubscriptionRequest: 3,
    UpdateSubscriptionRequest: 3,
    DeleteSubscriptionRequest: 3,
    CancelSubscription: 3,
    RevokeSubscription: 3,
    CreateSubscriptionGrant: 3,
    DeleteSubscriptionGrant: 3,
    UpdateSubscriptionGrantStatus: 3,
  },
};

export const DEFAULT_RATE = 20;

/** Allowed requests per second of one operation, per account and region. */
export const publishedRate = (service: ServiceId, operation: string): number =>
  PUBLISHED[service]?.[operation] ?? DEFAULT_RATE;

/** No limit, the published one, or so many requests per second. */
export type Limit = 'off' | 'published' | number;

export interface Limits {
  set(limit: Limit, where?: Where): void;
  /** Takes a token; false when the bucket is empty. */
  take(service: ServiceId, operation: string, account: string, region: string): boolean;
}

/** Token buckets that hold one second's worth and refill evenly in real time. */
export function createLimits(initial: Limit): Limits {
  const limits = perOperation(initial);
  const buckets = new Map<string, { tokens: number; at: number }>();
  return {
    set(limit, where) {
      limits.set(limit, where);
      buckets.clear();
    },
    take(service, operation, account, region) {
      const limit = limits.of(service, operation);
      if (limit === 'off') return true;
      const rate = limit === 'published' ? publishedRate(service, operation) : limit;
      const key = `${account}|${region}|${service}|${operation}`;
      const now = performance.now();
      const bucket = buckets.get(key) ?? { tokens: Math.max(1, rate), at: now };
      bucket.tokens = Math.min(Math.max(1, rate), bucket.tokens + ((now - bucket.at) / 1000) * rate);
      bucket.at = now;
      buckets.set(key, bucket);
      if (bucket.tokens < 1) return false;
      bucket.tokens--;
      return true;
    },
  };
}
