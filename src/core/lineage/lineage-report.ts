import type { Snapshot } from '../model/snapshot';
import { base } from '../report/answer-report';
import type { Report } from '../report/report';
import type { AudienceAnswer, ImpactAnswer, LostTagsAnswer } from './answers';

type Origin = Pick<Snapshot, 'id' | 'takenAt' | 'connection' | 'coverage'>;

const heads = (...labels: string[]): Report['columns'] =>
  labels.map((label) => ({ key: label.toLowerCase().replace(/[^a-z]+/g, '-'), label }));
const none = { derivations: [], limits: ['Lineage is only what runs, catalogs and files have told.'], rules: [] };
const place = ({ name, column }: { name: string; column?: string }): string => `${name}${column ? `.${column}` : ''}`;

/** Who is affected if it changed or vanished. */
export function impactReport(
  subject: string,
  { sentence, rows }: ImpactAnswer,
  { coverage, ...origin }: Origin,
): Report {
  return {
    ...base(`What depends on ${subject}?`, sentence, origin, coverage),
    columns: heads(
      'Steps',
      'Kind',
      'Name',
      'Columns',
      'Owners',
      'Products',
      'Subscribers',
      'Last data',
      'Last run',
      'Id',
    ),
    rows: rows.map((row) => [
      String(row.distance),
      row.kind,
      row.name,
      row.columns?.join(', ') ?? (row.kind === 'table' || row.kind === 'dataset' ? 'any' : ''),
      row.owners.join(', '),
      row.products.join(', '),
      row.subscribers.join(', '),
      row.lastUpdate ?? '',
      row.lastRun ? `${row.lastRun.type} ${row.lastRun.job}` : '',
      row.id,
    ]),
    ...none,
  };
}

/** One line per principal and place. */
export function audienceReport(
  subject: string,
  { sentence, places }: AudienceAnswer,
  { coverage, ...origin }: Origin,
): Report {
  return {
    ...base(`Who can reach data derived from ${subject}?`, sentence, origin, coverage),
    columns: heads(
      'Principal',
      'Name',
      'Kind',
      'Derived table',
      'Column',
      'By way of',
      'Steps',
      'How',
      'Permission',
      'Rows',
      'Through',
      'New',
      'Rests on',
    ),
    rows: places.flatMap((one) =>
      one.readers.map((reader) => [
        reader.principal,
        reader.name,
        reader.kind,
        one.name,
        one.column ?? 'any',
        one.via ?? 'the source',
        String(one.distance),
        one.how,
        reader.permission,
        reader.rowFilter ?? 'all',
        reader.through,
        reader.beyond ? 'cannot read the source' : '',
        reader.because.join(' '),
      ]),
    ),
    ...none,
  };
}

export function lostTagsReport({ sentence, rows }: LostTagsAnswer, { coverage, ...origin }: Origin): Report {
  return {
    ...base('Which sensitive data lost its tag on the way?', sentence, origin, coverage),
    columns: heads('Source', 'Derived', 'Lost', 'How', 'Steps', 'Lost here first', 'Sure', 'New readers'),
    rows: rows.map((row) => [
      place(row.source),
      place(row.derived),
      row.tags.join(', '),
      row.how,
      String(row.distance),
      row.first ? 'yes' : '',
      row.certain ? '' : 'the column is not known',
      row.readers.join(', '),
    ]),
    ...none,
  };
}
