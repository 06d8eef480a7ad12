import type { Trouble } from '../../../core/model/result';
import type { StoredPlan } from '../../store/plan-store';

/** Why a plan may not be applied as things are; undefined = it may. */
export function refusalOf(
  { plan }: StoredPlan,
  allowed: { writes: (account: string) => boolean; acknowledged: readonly string[] },
): Trouble | undefined {
  if (plan.refused.length > 0)
    return {
      code: 'PLAN_BLOCKED',
      message: `The plan holds ${String(plan.refused.length)} edits that would be refused: ${plan.refused[0]!.message}`,
      wayOut: 'Take them out and plan again.',
    };
  if (plan.calls.length === 0) return { code: 'PLAN_EMPTY', message: 'The plan holds no call.' };
  const locked = [...new Set(plan.calls.map((call) => call.account))].filter((account) => !allowed.writes(account));
  if (locked.length > 0)
    return {
      code: 'PLAN_WRITE_LOCKED',
      message: `Writing is off for ${locked.join(', ')}.`,
      wayOut: `Switch writing on for this account; on the command line, --write ${locked.join(' --write ')}.`,
    };
  const open = plan.guards.filter((guard) => !allowed.acknowledged.includes(guard.acknowledge));
  if (open.length > 0)
    return {
      code: 'PLAN_NOT_ACKNOWLEDGED',
      message: open.map((guard) => guard.text).join(' '),
      wayOut: `Acknowledge by name: ${[...new Set(open.map((guard) => JSON.stringify(guard.acknowledge)))].join(', ')}.`,
    };
  return undefined;
}
