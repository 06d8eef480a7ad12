import type { WritingState } from '../../../contract/change';
import type { Member } from '../../../core/model/snapshot';

/**
 * Accounts for which a person has switched writing on, per connection. Held in memory alone: off again at the next start.
 */
export interface Writing {
  mayWrite(account: string): boolean;
  set(account: string, on: boolean): void;
  states(members: readonly Partial<Member>[]): WritingState[];
}

export function createWriting(connection: () => string): Writing {
  const on = new Set<string>();
  const key = (account: string): string => `${connection()}\n${account}`;
  return {
    mayWrite: (account) => on.has(key(account)),
    set: (account, value) => void (value ? on.add(key(account)) : on.delete(key(account))),
    states(members) {
      const seen = new Map<string, WritingState>();
      for (const { account, accountName, callerArn } of members) {
        if (!account || seen.has(account)) continue;
        seen.set(account, {
          account,
          ...(accountName === undefined ? {} : { accountName }),
          role: callerArn === undefined ? null : roleName(callerArn),
          on: on.has(key(account)),
        });
      }
      return [...seen.values()];
    },
  };
}

/** `Steward` of `…:assumed-role/Steward/session`, `ci` of `…:user/ci`. */
export function roleName(arn: string): string {
  const role = /:assumed-role\/([^/]+)\//.exec(arn)?.[1];
  return role ?? arn.slice(arn.lastIndexOf('/') + 1);
}
