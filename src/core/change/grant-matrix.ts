/** What a grant can be made on, as the permission × resource matrix tells them apart (facts lakeformation 2.2). */
export type GrantPlace = keyof typeof ACCEPTED;

const DATABASE = ['DESCRIBE', 'CREATE_TABLE', 'ALTER', 'DROP', 'ALL'];
const TABLE = ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER', 'DROP', 'ALL'];

const ACCEPTED = {
  table: TABLE,
  view: ['SELECT', 'DESCRIBE', 'DROP', 'ALL'],
  columns: ['SELECT'],
  filter: ['SELECT', 'DESCRIBE', 'DROP'],
  link: ['DESCRIBE', 'DROP'],
  database: DATABASE,
  'tag-tables': TABLE,
  'tag-databases': DATABASE,
  'own-catalog': ['CREATE_DATABASE', 'CREATE_CATALOG', 'CREATE_LF_TAG', 'CREATE_LF_TAG_EXPRESSION'],
  catalog: ['DESCRIBE', 'CREATE_DATABASE', 'CREATE_CATALOG', 'ALTER', 'DROP', 'SUPER_USER', 'ALL'],
  location: ['DATA_LOCATION_ACCESS'],
  'tag-values': ['DESCRIBE', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION'],
  'tag-key': ['ALTER', 'DROP'],
  expression: ['DESCRIBE', 'ALTER', 'DROP'],
} satisfies Record<string, readonly string[]>;

const NAMES: Record<GrantPlace, string> = {
  table: 'tables',
  view: 'views',
  columns: 'a choice of columns',
  filter: 'data filters',
  link: 'resource links',
  database: 'databases',
  'tag-tables': 'tables by tag',
  'tag-databases': 'databases by tag',
  'own-catalog': 'the catalog of an account',
  catalog: 'catalogs',
  location: 'data locations',
  'tag-values': 'values of an LF-Tag',
  'tag-key': 'the key of an LF-Tag',
  expression: 'saved expressions',
};

/** Every permission that the dialog shows on data, in this order. */
export const OFFERED = ['SELECT', 'DESCRIBE', 'INSERT', 'DELETE', 'ALTER', 'DROP', 'CREATE_TABLE', 'ALL'] as const;

const ON_CATALOGS = ['CREATE_DATABASE', 'CREATE_CATALOG', 'CREATE_LF_TAG', 'CREATE_LF_TAG_EXPRESSION', 'DESCRIBE', 'ALTER', 'DROP', 'SUPER_USER', 'ALL'] as const; // prettier-ignore
const ON_TAGS = ['DESCRIBE', 'ASSOCIATE', 'GRANT_WITH_LF_TAG_EXPRESSION', 'ALTER', 'DROP'] as const;

/** The permissions that are shown on a place: those of its family. */
export function shownOn(place: GrantPlace): readonly string[] {
  switch (place) {
    case 'own-catalog':
    case 'catalog':
      return ON_CATALOGS;
    case 'tag-values':
    case 'tag-key':
      return ON_TAGS;
    case 'expression':
      return ['DESCRIBE', 'ALTER', 'DROP', 'GRANT_WITH_LF_TAG_EXPRESSION'];
    case 'location':
      return ['DATA_LOCATION_ACCESS', 'SELECT'];
    default:
      return OFFERED;
  }
}

export interface OfferedPermission {
  name: string;
  /** Why it is not available here; absent = it is. */
  reason?: string;
}

/** What may be granted on a place, and why the rest may not. */
export const offeredOn = (place: GrantPlace): OfferedPermission[] =>
  shownOn(place).map((name) =>
    (ACCEPTED[place] as readonly string[]).includes(name) ? { name } : { name, reason: reasonOf(name, place) },
  );

function reasonOf(name: string, place: GrantPlace): string {
  if (name === 'CREATE_TABLE') return 'Tables are created in databases: grant it there.';
  switch (place) {
    case 'columns':
      return 'Only SELECT can be limited to a choice of columns.';
    case 'filter':
      return 'Through a data filter only SELECT reads; DESCRIBE and DROP concern the filter itself.';
    case 'link':
      return 'A resource link takes DESCRIBE and DROP; grant on the table that it points to.';
    case 'view':
      return 'A view holds no data of its own.';
    case 'own-catalog':
      return name === 'SUPER_USER'
        ? 'SUPER_USER exists on catalogs other than the account’s own.'
        : 'AWS does not document it on the catalog of an account.';
    case 'catalog':
      return 'LF-Tags and saved expressions belong to the account: grant it on the account’s own catalog.';
    case 'location':
      return 'A data location is where tables may be placed; reading is granted on the tables.';
    case 'tag-values':
      return 'It concerns the whole key: choose the LF-Tag itself.';
    case 'tag-key':
      return 'It is granted value by value: choose the values of the LF-Tag.';
    case 'expression':
      return 'Whether AWS takes it on a saved expression is not documented: grant it on the LF-Tag.';
    default:
      return `${name} does not exist on ${NAMES[place]}: grant it on the tables.`;
  }
}
