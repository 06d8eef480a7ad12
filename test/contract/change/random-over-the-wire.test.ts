import { expect, test } from 'vitest';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import { randomCase } from '../cli/random-case';
import { withChangeWorld } from './change-world';
import { randomEdits } from './random-edits';
import { rawState } from './raw-state';

const MESHES = Number(process.env['HEDDLE_TEST_SEEDS'] ?? (process.env['HEDDLE_TEST_LONG'] ? 1_000 : 100));
const FIRST = Number(process.env['HEDDLE_TEST_FIRST_SEED'] ?? 1);

test.each(Array.from({ length: MESHES }, (_, i) => FIRST + i))(
  'random mesh and edits %i: observed is predicted, and undoing restores the state',
  async (seed) => {
    const decision = randomCase(seed);
    await withChangeWorld({ world: worldFromCase(decision) }, async (world) => {
      const edits = randomEdits(decision, seed, 1 + (seed % 4));
      const planned = await world.plan(edits);
      const refused = new Set(planned.document.blocked.map((one) => one.edit));
      const kept = edits.filter((_, at) => !refused.has(at));
      if (kept.length === 0) return;
      const { code, document: plan } = refused.size > 0 ? await world.plan(kept) : planned;
      expect({ code, blocked: plan.blocked }, JSON.stringify(kept)).toEqual({ code: 0, blocked: [] });
      const before = rawState(world.sandbox.world);
      const applied = await world.apply(plan);
      const about = JSON.stringify({ edits: kept, out: applied.document, err: applied.err }).slice(0, 6_000);
      expect(applied.document, about).toMatchObject({ failed: [], differences: [], verified: true });
      const undo = await world.undo(applied.document.journal!);
      if (undo.code === 2 || undo.err.includes('nothing to undo')) return;
      expect({ code: undo.code, blocked: undo.document.blocked }, about).toEqual({ code: 0, blocked: [] });
      if (undo.document.calls.length === 0) return;
      const undone = await world.apply(undo.document);
      // A row that the service would not grant today cannot come back; the plan says so.
      const isLasting = /stays:|nothing to undo/.test(JSON.stringify([plan.warnings, undo.document.warnings]));
      const back = JSON.stringify({ edits: kept, calls: undo.document.calls, out: undone.document, err: undone.err });
      expect(undone.document, back.slice(0, 6_000)).toMatchObject({ failed: [], differences: [], verified: true });
      if (!isLasting) expect(rawState(world.sandbox.world), back.slice(0, 4_000)).toBe(before);
    });
  },
);
