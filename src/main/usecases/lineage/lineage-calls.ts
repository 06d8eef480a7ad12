import { writeFile } from 'node:fs/promises';
import { fail, ok } from '../../../core/model/result';
import { troubleOf } from '../../store/failure';
import { encodeReport } from '../export/encode-report';
import type { UseCaseDeps, UseCases } from '../port';
import type { LineageCalls } from '../../../contract/lineage';

/** The lineage page over the mesh host, and its answers as files where the person says. */
export function lineageCalls({
  host,
  askSavePath,
}: Pick<UseCaseDeps, 'host' | 'askSavePath'>): Pick<UseCases, keyof LineageCalls> {
  return {
    'lineage.view': (query, signal) => host.ask('lineage.view', query, signal),
    'lineage.picture': (input, signal) => host.ask('lineage.picture', input, signal),
    'lineage.columns': (input, signal) => host.ask('lineage.columns', input, signal),
    'lineage.search': (input, signal) => host.ask('lineage.search', input, signal),
    'lineage.completeness': (_, signal) => host.ask('lineage.completeness', null, signal),
    'lineage.graph': (question, signal) => host.ask('lineage.graph', question, signal),
    'lineage.impact': (subject, signal) => host.ask('lineage.impact', subject, signal),
    'lineage.audience': (subject, signal) => host.ask('lineage.audience', subject, signal),
    'lineage.lostTags': (input, signal) => host.ask('lineage.lostTags', input, signal),
    'lineage.importPiece': (piece, signal) => host.ask('lineage.importPiece', piece, signal),
    'lineage.import': (input, signal) => host.ask('lineage.import', input, signal),
    'lineage.imports': (_, signal) => host.ask('lineage.imports', null, signal),
    'lineage.forget': (input, signal) => host.ask('lineage.forget', input, signal),

    async 'lineage.export'({ about, format }, signal) {
      const report = await host.ask('lineage.report', about, signal);
      if (!report.ok) return report;
      const path = await askSavePath({ name: `lineage-${about.ask}.${format}`, extension: format });
      if (path === null) return ok(null);
      try {
        // Others on the machine may not read it: it names who reaches what.
        await writeFile(path, encodeReport(report.value, format), { mode: 0o600 });
        return ok({ path });
      } catch (error) {
        return fail(troubleOf(error, 'REPORT_NOT_SAVED', `The list could not be saved as ${path}.`));
      }
    },
  };
}
