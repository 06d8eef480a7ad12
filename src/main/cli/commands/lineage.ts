import { basename } from 'node:path';
import { counted } from '../../../core/model/counted';
import type { AudienceAnswer, ImpactAnswer, LineageAnswer, LostTagsAnswer } from '../../../core/lineage/answers';
import type { MeshHost, OpenedSnapshot } from '../../host/port';
import { readLineageFile } from '../../usecases/lineage/read-lineage-file';
import type { Command, Invocation } from '../command';
import type { ExitCode } from '../exit';
import { EXIT, UsageError, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, listFlag, numberFlag, requiredFlag, textFlag } from '../flags';
import { printLimits } from '../print-answer';
import { withHost, withMesh } from '../with-host';

/** Characters of a file that takes a moment. */
const WORTH_A_WORD = 5_000_000;

const DIRECTIONS = ['upstream', 'downstream', 'both'] as const;
const LEVELS = ['table', 'column'] as const;

/** `heddle lineage`: where data comes from and goes, and who can reach it on the way. */
export const lineage: Command = {
  name: 'lineage',
  summary: 'where data comes from, where it goes, who reaches it on the way',
  usage:
    '[impact | audience | lost-tags | import FILE… | imports | forget FILE…] [--resource R[.column]] [--to R[.column]] [--direction upstream|downstream|both] [--depth N] [--level table|column] [--as-of TIME] [--tag KEY[=VALUE]…] [--snapshot ID | --connection NAME]',
  options: {
    ...SNAPSHOT_OPTIONS,
    resource: { type: 'string' },
    to: { type: 'string' },
    direction: { type: 'string' },
    depth: { type: 'string' },
    level: { type: 'string' },
    'as-of': { type: 'string' },
    tag: { type: 'string', multiple: true },
  },
  run(invocation) {
    const [what, ...rest] = invocation.operands;
    if (what !== 'import' && what !== 'forget' && rest.length > 0)
      throw new UsageError(`${rest.join(' ')} is not understood.`);
    switch (what) {
      case undefined:
        return drawn(invocation);
      case 'impact':
        return answered(invocation, 'lineage.impact', printImpact);
      case 'audience':
        return answered(invocation, 'lineage.audience', printAudience);
      case 'lost-tags':
        return lost(invocation);
      case 'import':
        return imported(invocation, rest);
      case 'imports':
        return kept(invocation, []);
      case 'forget':
        return kept(invocation, rest);
      default:
        throw new UsageError(`${JSON.stringify(what)} is no question about lineage.`);
    }
  },
};

function oneOf<T extends string>(invocation: Invocation, name: string, values: readonly T[]): T | undefined {
  const value = textFlag(invocation.flags, name);
  if (value === undefined || (values as readonly string[]).includes(value)) return value as T | undefined;
  throw new UsageError(`--${name} is one of ${values.join(', ')}, not ${JSON.stringify(value)}.`);
}

function drawn(invocation: Invocation): Promise<ExitCode> {
  const { flags } = invocation;
  const asOf = textFlag(flags, 'as-of');
  if (asOf !== undefined && Number.isNaN(Date.parse(asOf)))
    throw new UsageError(`--as-of takes a date, not ${JSON.stringify(asOf)}.`);
  const question = {
    resource: textFlag(flags, 'resource'),
    direction: oneOf(invocation, 'direction', DIRECTIONS),
    depth: numberFlag(flags, 'depth', 1_000),
    level: oneOf(invocation, 'level', LEVELS),
    asOf: asOf === undefined ? undefined : new Date(asOf).toISOString(),
    to: textFlag(flags, 'to'),
  };
  if (question.to !== undefined && question.resource === undefined)
    throw new UsageError('--to needs --resource: a way has two ends.');
  return withMesh(invocation, async (host, { info }) => {
    const { world, json } = invocation;
    const answer = valueOf(await host.ask('lineage.graph', question, world.signal));
    const { nodes, edges, completeness, coverage, sentence, notes } = answer;
    if (json) world.print(JSON.stringify({ snapshot: info.id, nodes, edges, completeness, coverage, sentence, notes }));
    else printGraph(invocation, answer);
    return EXIT.ok;
  });
}

function printGraph({ world }: Invocation, answer: LineageAnswer): void {
  const { sentence, nodes, edges, completeness: c, coverage } = answer;
  const labels = new Map(
    nodes.map(({ id, label, parent }) => [id, parent ? `${parent.replace(/^table:/, '')}.${label}` : label]),
  );
  world.print(sentence);
  for (const { source, target, kind, at, until, witnesses } of edges) {
    const told = (witnesses ?? [{ kind, at, until }]).map(
      (one) => `${one.kind}${one.at ? ` ${one.at}` : ''}${one.until ? `, not since ${one.until}` : ''}`,
    );
    world.print(`  ${labels.get(source) ?? source} → ${labels.get(target) ?? target}  [${told.join('; ')}]`);
  }
  const counts = [
    `${counted(c.tablesWithout.length, 'table')} without any lineage`,
    `${counted(c.unjoined.length, 'name')} without a table`,
    `${counted(c.ambiguous.length, 'name')} with several`,
    `${counted(c.unreadableTotal, 'unreadable event')}`,
    `${counted(c.truncated.length, 'node')} with more neighbours than DataZone tells`,
  ];
  printLimits(world, [...answer.notes, `of ${counted(c.events, 'event')}: ${counts.join(', ')}`], coverage);
}

function answered<K extends 'lineage.impact' | 'lineage.audience'>(
  invocation: Invocation,
  name: K,
  show: (invocation: Invocation, answer: K extends 'lineage.impact' ? ImpactAnswer : AudienceAnswer) => void,
): Promise<ExitCode> {
  const resource = requiredFlag(invocation.flags, 'resource');
  return withMesh(invocation, async (host: MeshHost, _: OpenedSnapshot) => {
    const { world, json } = invocation;
    const answer = valueOf(await host.ask(name, { resource }, world.signal)) as K extends 'lineage.impact'
      ? ImpactAnswer
      : AudienceAnswer;
    if (json) world.print(JSON.stringify(answer));
    else show(invocation, answer);
    return EXIT.ok;
  });
}

function printImpact({ world }: Invocation, { sentence, rows, coverage }: ImpactAnswer): void {
  world.print(sentence);
  for (const { name, columns, distance, kind, owners, products, subscribers, lastUpdate } of rows)
    world.print(
      `  ${String(distance)}  ${kind} ${name}${columns ? `(${columns.join(', ')})` : ''}  owners: ${owners.join(', ') || 'unknown'}; products: ${products.join(', ') || 'none'}; subscribers: ${subscribers.join(', ') || 'none'}; last data: ${lastUpdate ?? 'unknown'}`,
    );
  printLimits(world, [], coverage);
}

function printAudience({ world }: Invocation, { sentence, places, coverage }: AudienceAnswer): void {
  world.print(sentence);
  for (const { name, column, how, readers, unknown } of places) {
    world.print(
      `  ${name}${column ? `.${column}` : ' (any column)'}${how === 'direct' ? '' : ` (${how})`}${unknown ? ': not decided by Lake Formation' : ''}`,
    );
    for (const { principal, permission, through, because, beyond } of readers)
      world.print(`    ${beyond ? '+ ' : '  '}${principal} ${permission} through ${through}  [${because.join(' ')}]`);
  }
  printLimits(world, [], coverage);
}

/** Exit 1 where something was lost: it is a finding. */
function lost(invocation: Invocation): Promise<ExitCode> {
  const tags = listFlag(invocation.flags, 'tag');
  return withMesh(invocation, async (host) => {
    const { world, json } = invocation;
    const answer = valueOf(await host.ask('lineage.lostTags', tags.length > 0 ? { tags } : {}, world.signal));
    if (json) world.print(JSON.stringify(answer));
    else printLost(invocation, answer);
    return answer.rows.length > 0 ? EXIT.finding : EXIT.ok;
  });
}

function printLost({ world }: Invocation, { sentence, rows, notProposed, coverage }: LostTagsAnswer): void {
  world.print(sentence);
  const place = (p: { name: string; column?: string }): string => `${p.name}${p.column ? `.${p.column}` : ''}`;
  for (const { source, derived, tags, readers, first, certain } of rows)
    world.print(
      `  ${first ? '!' : ' '} ${place(derived)} lacks ${tags.join(', ')} of ${place(source)}${certain ? '' : ' (in which column is not known)'}; new readers: ${readers.join(', ')}`,
    );
  for (const one of notProposed) world.tell(`note: ${one.tag} of ${place(one)} is not proposed: ${one.reason}`);
  printLimits(world, [], coverage);
}

function imported(invocation: Invocation, files: readonly string[]): Promise<ExitCode> {
  if (files.length === 0) throw new UsageError('Name at least one OpenLineage file.');
  return withHost(invocation, async (host) => {
    const { world, flags, json } = invocation;
    // Without a mesh files are kept all the same; they join when one is opened.
    await host.ask(
      'snapshot.open',
      { id: textFlag(flags, 'snapshot'), connection: textFlag(flags, 'connection') },
      world.signal,
    );
    const reports = [];
    for (const path of files) {
      const text = valueOf(await readLineageFile(path));
      if (text.length > WORTH_A_WORD) world.tell(`heddle: joining ${basename(path)} with the lineage …`);
      reports.push(valueOf(await host.ask('lineage.import', { name: basename(path), text }, world.signal)));
    }
    if (json) world.print(JSON.stringify({ files: reports }));
    else for (const { sentence } of reports) world.print(sentence);
    for (const { unreadable, file } of reports)
      for (const { what, reason } of unreadable.slice(0, 10)) world.tell(`note: ${file}: ${what}: ${reason}`);
    return reports.some((report) => report.events === 0) ? EXIT.finding : EXIT.ok;
  });
}

function kept(invocation: Invocation, forget: readonly string[]): Promise<ExitCode> {
  return withHost(invocation, async (host) => {
    const { world, json } = invocation;
    for (const file of forget) valueOf(await host.ask('lineage.forget', { file }, world.signal));
    const files = valueOf(await host.ask('lineage.imports', null, world.signal));
    if (json) world.print(JSON.stringify({ files }));
    else for (const { file, bytes, importedAt } of files) world.print(`${file}  ${String(bytes)} bytes  ${importedAt}`);
    return EXIT.ok;
  });
}
