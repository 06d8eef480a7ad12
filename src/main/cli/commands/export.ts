import { writeFile } from 'node:fs/promises';
import { counted } from '../../../core/model/counted';
import type { LineageListQuestion } from '../../../contract/lineage';
import type { AccessQuestion } from '../../../core/report/question';
import { encodeReport, REPORT_FORMATS, type ReportFormat } from '../../usecases/export/encode-report';
import { codeSubject, exportCode } from '../code-answer';
import type { Command, Flags } from '../command';
import { EXIT, UsageError, valueOf } from '../exit';
import { SNAPSHOT_OPTIONS, requiredFlag, textFlag } from '../flags';
import { withMesh } from '../with-host';

const QUESTIONS = [
  'who-can',
  'what-can',
  'explain',
  'compare',
  'matrix',
  'findings',
  'impact',
  'audience',
  'lost-tags',
];

/** `heddle export`: an answer as evidence, or a plan or a present state as code, in a file. */
export const exportAnswer: Command = {
  name: 'export',
  summary: 'an answer as evidence (csv, json, xlsx, html), or a plan or present state as code',
  usage:
    '--question who-can|what-can|explain|compare|matrix|findings|impact|audience|lost-tags [its flags] --format csv|json|xlsx|html --out FILE [--snapshot ID | --connection NAME]\n' +
    '       heddle export --plan ID | --state resource:NAME|principal:NAME|domain:NAME|account:ID --format aws-cli|cloudformation|terraform --out FILE',
  options: {
    ...SNAPSHOT_OPTIONS,
    question: { type: 'string' },
    plan: { type: 'string' },
    state: { type: 'string' },
    resource: { type: 'string' },
    principal: { type: 'string' },
    permission: { type: 'string' },
    principals: { type: 'string' },
    resources: { type: 'string' },
    what: { type: 'string' },
    from: { type: 'string' },
    to: { type: 'string' },
    format: { type: 'string' },
    out: { type: 'string' },
  },
  async run(invocation) {
    const { world, flags, json } = invocation;
    const subject = codeSubject(flags);
    if (subject) {
      if (flags['question'] !== undefined)
        throw new UsageError('--question makes evidence, --plan and --state make code: choose one.');
      return exportCode(invocation, subject);
    }
    const lineage = lineageQuestionOf(flags);
    const about = lineage ? undefined : questionOf(flags);
    const format = formatOf(flags);
    const out = requiredFlag(flags, 'out');
    return withMesh(invocation, async (host) => {
      const report = lineage
        ? valueOf(await host.ask('lineage.report', lineage, world.signal))
        : valueOf(await host.ask('report.of', { about: about! }, world.signal));
      await writeFile(out, encodeReport(report, format), { mode: 0o600 });
      if (json) world.print(JSON.stringify({ out, format, rows: report.rows.length, sentence: report.sentence }));
      else world.print(`${report.sentence}\n${counted(report.rows.length, 'row')} written to ${out}`);
      return EXIT.ok;
    });
  },
};

function formatOf(flags: Flags): ReportFormat {
  const text = requiredFlag(flags, 'format').toLowerCase();
  const format = REPORT_FORMATS.find((f) => f === text);
  if (!format) throw new UsageError(`--format takes ${REPORT_FORMATS.join(', ')}, not ${JSON.stringify(text)}.`);
  return format;
}

/** Lists of lineage, by the names of `heddle lineage`. */
function lineageQuestionOf(flags: Flags): LineageListQuestion | undefined {
  const question = requiredFlag(flags, 'question');
  if (question === 'lost-tags') return { ask: question };
  if (question !== 'impact' && question !== 'audience') return undefined;
  return { ask: question, resource: requiredFlag(flags, 'resource') };
}

function questionOf(flags: Flags): AccessQuestion | { ask: 'findings' } {
  const permission = textFlag(flags, 'permission')?.toUpperCase();
  const held = permission === undefined ? {} : { permission };
  const optional = (name: string): Record<string, string> => {
    const value = textFlag(flags, name);
    return value === undefined ? {} : { [name]: value };
  };
  switch (requiredFlag(flags, 'question')) {
    case 'who-can':
      return { ask: 'who', resource: requiredFlag(flags, 'resource'), ...held };
    case 'what-can':
      return { ask: 'what', principal: requiredFlag(flags, 'principal'), ...held };
    case 'explain':
      return {
        ask: 'why',
        principal: requiredFlag(flags, 'principal'),
        resource: requiredFlag(flags, 'resource'),
        ...held,
      };
    case 'matrix':
      return { ask: 'matrix', ...optional('principals'), ...optional('resources') };
    case 'findings':
      return { ask: 'findings' };
    case 'compare': {
      const what = textFlag(flags, 'what') ?? 'snapshots';
      if (what !== 'principals' && what !== 'resources' && what !== 'snapshots')
        throw new UsageError('--what takes principals, resources or snapshots.');
      const [from, to] = [requiredFlag(flags, 'from'), requiredFlag(flags, 'to')];
      return { ask: 'compare', what, from, to, ...optional('principal'), ...optional('resource') };
    }
    default:
      throw new UsageError(`--question takes ${QUESTIONS.join(', ')}.`);
  }
}
