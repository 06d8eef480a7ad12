import type { Snapshot } from '../model/snapshot';
import { base } from './answer-report';
import { cellText } from './cell-text';
import { questionText, type AccessQuestion } from './question';
import type { Report } from './report';
import type { MatrixView } from './views';

/** The matrix as rows: one per principal and table. */
export function matrixReport(
  question: AccessQuestion,
  view: MatrixView,
  origin: Pick<Snapshot, 'id' | 'takenAt' | 'connection'>,
): Report {
  const rows = view.principals.flatMap(({ arn, name, kind }, p) => {
    const lines: string[][] = [];
    for (let cell = view.start[p] ?? 0; cell < (view.start[p + 1] ?? 0); cell++) {
      const resource = view.resources[view.resource[cell] ?? -1];
      lines.push([
        name,
        kind,
        resource?.text ?? '',
        cellText(view.permissions, view.masks[cell] ?? 0, view.limits[cell] ?? 0),
        arn,
      ]);
    }
    return lines;
  });
  return {
    ...base(questionText(question), view.sentence, origin, view.coverage),
    columns: [
      { key: 'name', label: 'Name' },
      { key: 'kind', label: 'Kind' },
      { key: 'resource', label: 'Table' },
      { key: 'permissions', label: 'Permissions' },
      { key: 'principal', label: 'Principal' },
    ],
    rows,
    derivations: [],
    limits: view.more ? ['There are more principals than this matrix carries.'] : [],
    rules: [],
  };
}
