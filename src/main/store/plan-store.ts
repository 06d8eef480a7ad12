import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Edit, Plan } from '../../core/change/plan-types';
import type { Member } from '../../core/model/snapshot';
import { writeFileAtomically } from './atomic-file';
import { Failure } from './failure';
import { ensurePrivateFolder } from './home';
import { isSnapshotId } from './snapshot-id';

/** A plan as it waits for a person to apply it. */
export interface StoredPlan {
  schema: 1;
  id: string;
  createdAt: string;
  connection: string;
  /** The snapshot that it was made from. */
  snapshot: string;
  members: Member[];
  plan: Plan;
  /** The edits with ids that the snapshot told, in the order of the calls' `edits`. */
  edits: Edit[];
  /** The journal that it undoes. */
  undoes?: string;
}

export interface PlanStore {
  save(plan: StoredPlan): Promise<void>;
  /** @throws Failure PLAN_UNKNOWN, PLAN_DAMAGED */
  open(id: string): Promise<StoredPlan>;
  ids(): Promise<string[]>;
}

/** Plans under `plans/` of Heddle's folder, 0600: they name principals and tables. */
export function planStore(home: string): PlanStore {
  const folder = join(home, 'plans');
  const pathOf = (id: string): string => join(folder, `${id}.json`);
  return {
    async save(plan) {
      await ensurePrivateFolder(folder);
      await writeFileAtomically(pathOf(plan.id), JSON.stringify(plan));
    },
    async open(id) {
      const text = isSnapshotId(id) ? await readFile(pathOf(id), 'utf8').catch(() => undefined) : undefined;
      if (text === undefined)
        throw new Failure({
          code: 'PLAN_UNKNOWN',
          message: `There is no plan ${JSON.stringify(id.slice(0, 80))}.`,
          wayOut: 'Make one with `heddle plan FILE`.',
        });
      try {
        const stored = JSON.parse(text) as StoredPlan;
        if (stored.schema === 1 && stored.id === id) return stored;
      } catch {
        // Reported below, like a plan of another shape.
      }
      throw new Failure({
        code: 'PLAN_DAMAGED',
        message: `The stored plan ${id} cannot be read.`,
        wayOut: 'Make it again; nothing was sent.',
      });
    },
    ids: async () =>
      (await readdir(folder).catch(() => []))
        .filter((name) => name.endsWith('.json'))
        .map((name) => name.slice(0, -'.json'.length))
        .filter(isSnapshotId)
        .sort(),
  };
}
