import { counted } from '../../../core/model/counted';
import { journalStore } from '../../store/journal';
import type { JournalStore } from '../../store/journal';
import { planStore } from '../../store/plan-store';
import { openAwsDoors, signInToSandbox } from '../../usecases/aws-doors';
import { applyPlan } from '../../usecases/change/apply-plan';
import type { Applied } from '../../usecases/change/apply-plan';
import { refusalOf } from '../../usecases/change/guard-apply';
import { SANDBOX } from '../../usecases/choose-members';
import { settingsFile } from '../../usecases/settings';
import type { CliWorld, Command } from '../command';
import { EXIT, UsageError, valueOf } from '../exit';
import type { ExitCode } from '../exit';
import { listFlag } from '../flags';
import { withHost } from '../with-host';

/** `heddle apply ID`: sends a planned change, or goes on with one that ended early. */
export const apply: Command = {
  name: 'apply',
  summary: 'apply a plan, journaled and checked afterwards; again after a crash to finish it',
  usage: 'ID --write ACCOUNT… [--acknowledge NAME…]',
  options: { write: { type: 'string', multiple: true }, acknowledge: { type: 'string', multiple: true } },
  async run(invocation) {
    const { world, operands, flags, json } = invocation;
    const [id, ...more] = operands;
    if (id === undefined || more.length > 0) throw new UsageError('name one plan.');
    const accounts = new Set(listFlag(flags, 'write'));
    const stored = await planStore(world.home).open(id);
    // Names may hold commas, so this flag is not split.
    const acknowledged = (Array.isArray(flags['acknowledge']) ? flags['acknowledge'] : []).map(String);
    const mayWrite = (account: string): boolean => accounts.has(account);
    const refused = refusalOf(stored, { writes: mayWrite, acknowledged });
    if (refused) {
      world.tell(`heddle apply: ${refused.message} ${refused.wayOut ?? ''}`);
      return EXIT.finding;
    }
    return withHost(invocation, async (host) => {
      let started: ReturnType<CliWorld['startSandbox']> | undefined;
      const doors = openAwsDoors({
        ...world,
        allowHost: () => true,
        sandbox: async () => (await (started ??= world.startSandbox())).sandbox,
        mayWrite,
      });
      try {
        let aws = doors.person;
        if (stored.connection === SANDBOX) {
          const door = valueOf(await doors.sandbox());
          valueOf(await signInToSandbox(door, world.now(), world.signal));
          aws = door.aws;
        }
        const { keep } = await settingsFile(world.home).read();
        const { signal, now } = world;
        const applied = await applyPlan(
          { aws, host, journals: journalsOf(world), signal, now, keep, onProgress: () => undefined },
          stored,
          acknowledged,
        );
        if (!applied.ok && applied.error.code === 'PLAN_APPLIED') {
          world.tell(`heddle apply: ${applied.error.message} ${applied.error.wayOut ?? ''}`);
          return EXIT.finding;
        }
        return printApplied(world, json, valueOf(applied));
      } finally {
        doors.close();
        await started?.then(
          ({ stop }) => stop(),
          () => undefined,
        );
      }
    });
  },
};

const journalsOf = (world: CliWorld): JournalStore => world.journals ?? journalStore(world.home, world.now);

/** 3 where AWS refused or did not answer, 1 where the plan was stale, cancelled, or the result is not as predicted. */
function printApplied(world: CliWorld, json: boolean, applied: Applied): ExitCode {
  if (json) world.print(JSON.stringify(applied));
  else {
    const { journal, done, total } = applied;
    world.print(`journal ${journal ?? 'none'}: ${String(done)} of ${counted(total, 'call')} done`);
    world.print(applied.verified ? 'verified: AWS shows what was predicted' : 'not verified');
  }
  for (const { operation, account, code, message } of applied.failed)
    world.tell(`failed: ${operation} in ${account}: ${code}: ${message}`);
  for (const { text } of applied.differences) world.tell(`difference: ${text}`);
  if (applied.stopped !== undefined) world.tell(`heddle apply: ended early. ${applied.stopped}`);
  if (applied.failed.length > 0) return EXIT.trouble;
  return applied.verified ? EXIT.ok : EXIT.finding;
}
