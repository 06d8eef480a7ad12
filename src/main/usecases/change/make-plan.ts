import type { Edit, Plan, Refused } from '../../../core/change/plan-types';
import type { Result } from '../../../core/model/result';
import { ok } from '../../../core/model/result';
import { OPERATIONS } from '../../aws/operations';
import type { MeshHost } from '../../host/port';
import { createSnapshotId } from '../../store/snapshot-id';
import type { Entropy } from '../../store/snapshot-id';
import type { PlanStore, StoredPlan } from '../../store/plan-store';

export interface PlanDeps extends Entropy {
  host: Pick<MeshHost, 'ask'>;
  plans: PlanStore;
}

/** Previews edits on the mesh on screen and keeps the plan, so that it can be applied by its id. */
export async function makePlan(
  { host, plans, ...entropy }: PlanDeps,
  edits: Edit[],
  signal?: AbortSignal,
  about: { undoes?: string; warnings?: string[] } = {},
): Promise<Result<StoredPlan>> {
  const known = edits.map((edit, number) => ({ edit, number, refused: unsupported(edit, number) }));
  const kept = known.filter((one) => !one.refused);
  const answered = await host.ask('change.plan', { edits: kept.map((one) => one.edit) }, signal);
  if (!answered.ok) return answered;
  const { plan, snapshot, connection, members } = answered.value;
  const stored: StoredPlan = {
    schema: 1,
    id: createSnapshotId(entropy),
    createdAt: entropy.now().toISOString(),
    connection,
    snapshot,
    members,
    edits: kept.map((one) => one.edit),
    plan: {
      ...plan,
      warnings: [...(about.warnings ?? []), ...plan.warnings],
      refused: [
        ...plan.refused.map((one): Refused => ({ ...one, edit: kept[one.edit]?.number ?? one.edit })),
        ...known.flatMap((one) => one.refused ?? []),
      ].sort((a, b) => a.edit - b.edit),
    },
    ...(about.undoes === undefined ? {} : { undoes: about.undoes }),
  };
  await plans.save(stored);
  return ok(stored);
}

/** Only what the operation table names as a write can ever be sent. */
function unsupported({ service, operation }: Edit, edit: number): Refused | undefined {
  if (OPERATIONS.get(`${service}:${operation}`)?.kind === 'write') return undefined;
  return {
    edit,
    code: 'UnsupportedOperation',
    message: `${service}:${operation} is not a change that Heddle makes.`,
  };
}

/** What a plan says to scripts: the frozen members first. */
export function planDocument({ id, plan, edits, snapshot, undoes }: StoredPlan): Record<string, unknown> {
  return {
    plan: id,
    gained: plan.gained,
    lost: plan.lost,
    calls: plan.calls.map(callDocument),
    warnings: plan.warnings,
    blocked: plan.refused.map((refused) => ({ ...refused, ...targetOf(edits, plan, refused) })),
    changed: plan.changed,
    kept: plan.kept,
    guards: plan.guards,
    snapshot,
    ...(undoes === undefined ? {} : { undoes }),
  };
}

const targetOf = (_edits: Edit[], plan: Plan, { edit }: Refused): Partial<Edit> => {
  const refused = plan.edits[edit];
  return refused ? { account: refused.account, service: refused.service, operation: refused.operation } : {};
};

const callDocument = ({
  account,
  region,
  service,
  operation,
  request,
  inverse,
  preconditions,
}: Plan['calls'][number]): object => ({ account, service, operation, request, region, inverse, preconditions });
