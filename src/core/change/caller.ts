import { recordsOf, type Member, type Snapshot } from '../model/snapshot';
import type { Draft } from './draft';

/** The IAM ARN behind a member's session: the role with its path where IAM was read, else as it is without one. */
export const callerPrincipal = (draft: Draft): string | undefined =>
  principalOf(
    draft.member,
    draft.own('identity').map((record) => record.arn),
  );

export const callerOf = (snapshot: Snapshot, member: Member): string | undefined =>
  principalOf(
    member,
    [...recordsOf(snapshot, 'identity')]
      .filter((one) => one.member.account === member.account)
      .map(({ record }) => record.arn),
  );

function principalOf({ callerArn, account, partition }: Member, known: readonly string[]): string | undefined {
  const role = /:assumed-role\/([^/]+)\//.exec(callerArn ?? '')?.[1];
  if (role === undefined) return callerArn?.includes(':iam::') ? callerArn : undefined;
  const found = known.find((arn) => arn.includes(':role/') && arn.endsWith(`/${role}`));
  return found ?? `arn:${partition}:iam::${account}:role/${role}`;
}
