import type { RuleId } from '../access/rules';
import { fail, type Result } from '../model/result';
import type { Snapshot } from '../model/snapshot';

export interface ServiceRequest {
  account: string;
  operation: string;
  request: Record<string, unknown>;
}

/** How the service would refuse a request. */
export interface ServiceRefusal {
  code: string;
  message: string;
}

export interface Applied {
  snapshot: Snapshot;
  rules: RuleId[];
  warnings: string[];
}

export function applyRequest(_snapshot: Snapshot, request: ServiceRequest): Result<Applied, ServiceRefusal> {
  return fail({ code: 'UnsupportedOperation', message: request.operation });
}
