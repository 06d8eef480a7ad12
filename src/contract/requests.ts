import type { GrantProgress, RequestDetails, RequestSummary } from '../core/change/request-preview-types';

export type * from '../core/change/request-preview-types';
export type * from '../core/change/subscription-actions';

export interface RequestOutcome {
  status: string;
  decidedBy?: string;
  /** True once no grant will change its state by itself any more. */
  settled: boolean;
  grants: GrantProgress[];
}

/** What the window may ask of requests; see `Calls`. */
export interface RequestCalls {
  'requests.list': { in: null; out: RequestSummary[] };
  /** `filters`: asset id → ids of the asset filters that an approval would attach. */
  'requests.details': { in: { domainId: string; id: string; filters: Record<string, string[]> }; out: RequestDetails };
  /** Reads the request, its subscription and its grants from AWS now. */
  'requests.outcome': { in: { domainId: string; id: string }; out: RequestOutcome };
}
