import type { ReportColumn } from './report';

/** Columns of an answer about access, in the order of the files. The screen shows some of them, the rest on demand. */
export const ACCESS_COLUMNS = [
  { key: 'name', label: 'Name' },
  { key: 'kind', label: 'Kind' },
  { key: 'resource', label: 'Resource' },
  { key: 'permission', label: 'Permission' },
  { key: 'columns', label: 'Columns' },
  { key: 'rows', label: 'Rows' },
  { key: 'through', label: 'Through' },
  { key: 'path', label: 'Data path' },
  { key: 'sure', label: 'Sure' },
  { key: 'passOn', label: 'May pass on' },
  { key: 'names', label: 'Column names' },
  { key: 'principal', label: 'Principal' },
  { key: 'rules', label: 'Rules' },
  { key: 'node', label: 'Node' },
] as const satisfies readonly ReportColumn[];

export type AccessKey = (typeof ACCESS_COLUMNS)[number]['key'];

export const ACCESS_KEYS: readonly AccessKey[] = ACCESS_COLUMNS.map(({ key }) => key);

/** Columns of a comparison. */
export const COMPARE_COLUMNS = [
  { key: 'how', label: 'Change' },
  { key: 'name', label: 'Name' },
  { key: 'resource', label: 'Resource' },
  { key: 'permission', label: 'Permission' },
  { key: 'before', label: 'Before' },
  { key: 'after', label: 'After' },
  { key: 'principal', label: 'Principal' },
] as const satisfies readonly ReportColumn[];

export type CompareKey = (typeof COMPARE_COLUMNS)[number]['key'];

export const COMPARE_KEYS: readonly CompareKey[] = COMPARE_COLUMNS.map(({ key }) => key);
