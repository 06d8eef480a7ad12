/** What a grant can be made on, as the permission × resource matrix tells them apart (facts lakeformation 2.2). */
export type GrantPlace = 'table' | 'view' | 'columns' | 'filter' | 'link' | 'database' | 'tag-tables' | 'tag-databases';

const ACCEPTED: Record<GrantPlace, readonly string[]> = {
  table: ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER', 'DROP', 'ALL'],
  view: ['SELECT', 'DESCRIBE', 'DROP', 'ALL'],
  columns: ['SELECT'],
  filter: ['SELECT'],
  link: ['DESCRIBE', 'DROP'],
  database: ['DESCRIBE', 'CREATE_TABLE', 'ALTER', 'DROP', 'ALL'],
  'tag-tables': ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER', 'DROP', 'ALL'],
  'tag-databases': ['DESCRIBE', 'CREATE_TABLE', 'ALTER', 'DROP', 'ALL'],
};

const NAMES: Record<GrantPlace, string> = {
  table: 'tables',
  view: 'views',
  columns: 'a choice of columns',
  filter: 'data filters',
  link: 'resource links',
  database: 'databases',
  'tag-tables': 'tables by tag',
  'tag-databases': 'databases by tag',
};

/** Every permission that the dialog shows, in this order. */
export const OFFERED = ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER', 'DROP', 'CREATE_TABLE', 'ALL'] as const;

export interface OfferedPermission {
  name: string;
  /** Why it is not available here; absent = it is. */
  reason?: string;
}

/** What may be granted on a place, and why the rest may not. */
export const offeredOn = (place: GrantPlace): OfferedPermission[] =>
  OFFERED.map((name) => (ACCEPTED[place].includes(name) ? { name } : { name, reason: reasonOf(name, place) }));

function reasonOf(name: string, place: GrantPlace): string {
  if (name === 'CREATE_TABLE') return 'Tables are created in databases: grant it there.';
  if (place === 'columns' || place === 'filter') return `Only SELECT can be limited to ${NAMES[place]}.`;
  if (place === 'link') return 'A resource link takes DESCRIBE and DROP; grant on the table that it points to.';
  if (place === 'view') return 'A view holds no data of its own.';
  return `${name} does not exist on ${NAMES[place]}: grant it on the tables.`;
}
