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

/** Minutes between two looks for new requests; 0 = never. `fixedBy` names the variable that the setting cannot change. */
export interface RequestPolling {
  minutes: number;
  fixedBy?: string;
}

/** What the window may ask of requests; see `Calls`. */
export interface RequestCalls {
  'requests.list': { in: null; out: RequestSummary[] };
  /** `filters`: asset id → ids of the asset filters that an approval would attach. */
  'requests.details': { in: { domainId: string; id: string; filters: Record<string, string[]> }; out: RequestDetails };
  /** With null only asks how often AWS is asked for new requests; otherwise sets it, from now on and for later starts. */
  'requests.polling': { in: { minutes: number } | null; out: RequestPolling };
  /** Reads the request, its subscription and its grants from AWS now. */
  'requests.outcome': { in: { domainId: string; id: string }; out: RequestOutcome };
}
