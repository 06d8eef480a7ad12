import type { Caller, ServiceId } from '../service';
import type { World } from '../world';
import { findPrincipal } from './keys';

const matches = (pattern: string, action: string): boolean => {
  const source = pattern
    .toLowerCase()
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replace(/\*/g, '.*')
    .replace(/\?/g, '.');
  return new RegExp(`^${source}$`).test(action.toLowerCase());
};

/** Operations that IAM lets every identity call. */
const ALWAYS = new Set(['sts:GetCallerIdentity']);

/** IAM policy prefixes; the service id where there is no other. */
const PREFIXES: Partial<Record<ServiceId, string>> = { 'sso-admin': 'sso', 'sso-oidc': 'sso-oauth' };

export const actionOf = (service: ServiceId, operation: string): string =>
  `${PREFIXES[service] ?? service}:${operation}`;

/**
 * The sentence IAM refuses a call with, or nothing when the caller's role or user allows it. Deny wins; without `allow` a
 * principal may do everything.
 */
export function refusal(world: World, caller: Caller, service: ServiceId, operation: string): string | undefined {
  const action = actionOf(service, operation);
  if (ALWAYS.has(action)) return undefined;
  const principal = findPrincipal(world, caller.principal);
  const said = `User: ${caller.arn} is not authorized to perform: ${action} on resource: *`;
  if (principal?.deny?.some((pattern) => matches(pattern, action)))
    return `${said} with an explicit deny in an identity-based policy`;
  if (principal && (principal.allow ?? ['*']).some((pattern) => matches(pattern, action))) return undefined;
  return `${said} because no identity-based policy allows the ${action} action`;
}
