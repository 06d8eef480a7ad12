import type { Member, Snapshot } from '../model/snapshot';
import type { Left, Statement } from './code-types';

/** What one part of a state adds; `left` holds what it must leave out. */
export interface StatePart {
  statements: Statement[];
  left?: Left[];
}

/** One member per account and region: two profiles of one account list the same. */
export function places({ members }: Pick<Snapshot, 'members'>): Member[] {
  const seen = new Map<string, Member>();
  for (const member of members) {
    const key = `${member.account} ${member.region}`;
    if (!seen.has(key)) seen.set(key, member);
  }
  return [...seen.values()];
}

export const statement = (
  { account, region }: Pick<Member, 'account' | 'region'>,
  operation: string,
  request: Record<string, unknown>,
): Statement => ({ account, region, service: 'lakeformation', operation, request });
