import { writeFile } from 'node:fs/promises';
import type { Report } from '../../../core/report/report';
import { fail, ok, type Result } from '../../../core/model/result';
import { troubleOf } from '../../store/failure';
import type { UseCaseDeps, UseCases } from '../port';
import { encodeReport, type ReportFormat } from './encode-report';
import { fileNameOf } from './file-name';

type ExportCalls = Pick<UseCases, 'report.export' | 'findings.list'>;

/** Writes a report where the person says; null where they decline. */
export async function saveReport(
  report: Report,
  format: ReportFormat,
  askSavePath: UseCaseDeps['askSavePath'],
): Promise<Result<{ path: string } | null>> {
  const path = await askSavePath({ name: `${fileNameOf(report.title)}.${format}`, extension: format });
  if (path === null) return ok(null);
  try {
    await writeFile(path, encodeReport(report, format), { mode: 0o600 });
    return ok({ path });
  } catch (error) {
    return fail(troubleOf(error, 'REPORT_NOT_SAVED', `The answer could not be saved as ${path}.`));
  }
}

/** Answers as files, where the person says. Others on the machine may not read them: they name who reaches what. */
export function exportCalls({ host, askSavePath }: Pick<UseCaseDeps, 'host' | 'askSavePath'>): ExportCalls {
  return {
    'findings.list': (_, signal) => host.ask('findings.list', null, signal),

    async 'report.export'({ about, format, rows }, signal) {
      const report = await host.ask('report.of', { about, ...(rows ? { rows } : {}) }, signal);
      if (!report.ok) return report;
      return saveReport(report.value, format, askSavePath);
    },
  };
}
