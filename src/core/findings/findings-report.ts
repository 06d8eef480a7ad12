import { base, rowText } from '../report/answer-report';
import type { Report } from '../report/report';
import type { Snapshot } from '../model/snapshot';
import type { Finding } from './finding';
import { RULE_WORDS } from '../report/finding-words';

/** All findings as evidence. `rows`: those shown, in their order. */
export function findingsReport(
  findings: readonly Finding[],
  { id, takenAt, connection, coverage }: Pick<Snapshot, 'id' | 'takenAt' | 'connection' | 'coverage'>,
  rows?: readonly number[],
): Report {
  const shown = rows ? rows.flatMap((row) => findings[row] ?? []) : findings;
  return {
    ...base('What should a person look at?', findingsSentence(findings), { id, takenAt, connection }, coverage),
    columns: [
      { key: 'severity', label: 'Severity' },
      { key: 'rule', label: 'Rule' },
      { key: 'sentence', label: 'Finding' },
      { key: 'remedy', label: 'Remedy' },
      { key: 'evidence', label: 'Evidence' },
      { key: 'where', label: 'Where' },
      { key: 'id', label: 'Id' },
    ],
    rows: shown.map((f) => [
      f.severity,
      RULE_WORDS[f.rule],
      f.sentence,
      f.remedy,
      f.evidence.map(rowText).join('\n'),
      f.where.join(', '),
      f.id,
    ]),
    derivations: [],
    limits: [],
    rules: [],
  };
}

export function findingsSentence(findings: readonly Finding[]): string {
  if (findings.length === 0) return 'Nothing was found that a person should look at.';
  const high = findings.filter(({ severity }) => severity === 'high').length;
  return `${String(findings.length)} ${findings.length === 1 ? 'thing needs' : 'things need'} a look${high ? `, ${String(high)} of them urgent` : ''}.`;
}
