import type { RuleId } from '../access/rules';
import { fail, type Result } from '../model/result';

/** How the service refuses a request: its error code and message, and the rule behind it. */
export interface ServiceRefusal {
  code: string;
  message: string;
  rule?: RuleId;
}

/** What a handler did: rules that rows changed by it rest on, and remarks. */
export interface Effect {
  rules: RuleId[];
  warnings: string[];
}

export type Outcome = Result<Effect, ServiceRefusal>;

export const effect = (rules: RuleId[] = [], warnings: string[] = []): Outcome => ({
  ok: true,
  value: { rules, warnings },
});

const refuse = (code: string) => (message: string, rule?: RuleId) =>
  fail<ServiceRefusal>(rule === undefined ? { code, message } : { code, message, rule });

export const invalid = refuse('InvalidInputException');
export const notFound = refuse('EntityNotFoundException');
export const exists = refuse('AlreadyExistsException');
/** DataZone's own names (facts datazone 2.4). */
export const unknownResource = refuse('ResourceNotFoundException');
export const rejected = refuse('ValidationException');
export const conflicting = refuse('ConflictException');
export const quotaReached = refuse('ServiceQuotaExceededException');

/** V5, in the words that AWS was seen to use. */
export const nothingRevoked = () =>
  invalid('No permissions revoked. Grantee has no permissions and no grantable permissions on resource.', 'V5');

/** V3 and V9, in the words that AWS was seen to use. */
export const modificationInvalid = (rule: RuleId) => invalid('Permissions modification is invalid.', rule);
