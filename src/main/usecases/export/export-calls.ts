import { writeFile } from 'node:fs/promises';
import { fail, ok } from '../../../core/model/result';
import { troubleOf } from '../../store/failure';
import type { UseCaseDeps, UseCases } from '../port';
import { encodeReport } from './encode-report';
import { fileNameOf } from './file-name';

type ExportCalls = Pick<UseCases, 'report.export' | 'findings.list'>;

/** Answers as files, where the person says. Others on the machine may not read them: they name who reaches what. */
export function exportCalls({ host, askSavePath }: Pick<UseCaseDeps, 'host' | 'askSavePath'>): ExportCalls {
  return {
    'findings.list': (_, signal) => host.ask('findings.list', null, signal),

    async 'report.export'({ about, format, rows }, signal) {
      const report = await host.ask('report.of', { about, ...(rows ? { rows } : {}) }, signal);
      if (!report.ok) return report;
      const name = fileNameOf(report.value.title);
      const path = await askSavePath({ name: `${name}.${format}`, extension: format });
      if (path === null) return ok(null);
      try {
        await writeFile(path, encodeReport(report.value, format), { mode: 0o600 });
        return ok({ path });
      } catch (error) {
        return fail(troubleOf(error, 'REPORT_NOT_SAVED', `The answer could not be saved as ${path}.`));
      }
    },
  };
}
