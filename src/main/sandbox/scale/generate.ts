import type { CaseTagAssignment } from '../../../core/model/case';
import type { GlueColumn, GlueDatabase, GlueTable } from '../../../core/model/glue';
import type { LFTagPair } from '../../../core/model/lakeformation';
import type { AccountData, LakeData, RoleData, WorldData } from '../world';
import { mix, pick } from './random';
import { databaseName, scaleRows, tableName } from './rows';

export interface ScaleOptions {
  /** Tables over all accounts. */
  tables: number;
  /** Permission rows over all accounts. */
  grants: number;
  /** IAM roles per account that hold them; raised where the grants need more. Default 200. */
  principals?: number;
  /** LF-Tag keys per account. Default 3. */
  tagKeys?: number;
  /** Default 1. */
  accounts?: number;
  seed?: number;
}

const REGION = 'eu-central-1';
const TABLES_PER_DATABASE = 500;
const CREATED = '2026-10-01T08:00:00Z';
const TYPES = ['bigint', 'string', 'timestamp', 'decimal(12,2)', 'boolean'];
const NAMES = [
  'id',
  'created_at',
  'customer',
  'email',
  'amount',
  'status',
  'country',
  'note',
  'batch',
  'score',
  'site',
  'lot',
];

/** A few schemas that all tables share, so that a hundred thousand tables stay small. */
const SCHEMAS: readonly GlueColumn[][] = Array.from({ length: 8 }, (_, schema) =>
  NAMES.slice(0, 5 + schema).map((Name, at) => ({ Name, Type: TYPES[(schema + at) % TYPES.length] ?? 'string' })),
);

const schemaOf = (seed: number, table: number): GlueColumn[] => pick(SCHEMAS, seed, 3, table);

/** `100000000001` and up. */
const accountId = (index: number): string => String(100_000_000_001 + index);

const share = (total: number, parts: number, index: number): number =>
  Math.floor(total / parts) + (index < total % parts ? 1 : 0);

function tags(count: number, account: string): LFTagPair[] {
  const first: LFTagPair[] = [
    { CatalogId: account, TagKey: 'domain', TagValues: Array.from({ length: 20 }, (_, v) => `domain${v}`) },
    { CatalogId: account, TagKey: 'sensitivity', TagValues: ['public', 'internal', 'confidential', 'secret'] },
  ];
  const more = Array.from({ length: Math.max(0, count - 2) }, (_, k) => ({
    CatalogId: account,
    TagKey: `key${k + 3}`,
    TagValues: ['a', 'b', 'c', 'd', 'e'],
  }));
  return [...first, ...more].slice(0, Math.max(1, count));
}

/** Every database carries a domain; a tenth of the tables overrides sensitivity, a fiftieth on one column too. */
function assignments(
  seed: number,
  account: string,
  databases: number,
  tables: number,
  keys: readonly LFTagPair[],
): CaseTagAssignment[] {
  const one = (key: LFTagPair | undefined, ...parts: number[]): LFTagPair[] =>
    key ? [{ CatalogId: account, TagKey: key.TagKey, TagValues: [pick(key.TagValues, seed, ...parts)] }] : [];
  const list: CaseTagAssignment[] = [];
  for (let d = 0; d < databases; d++) {
    list.push({
      Resource: { Database: { CatalogId: account, Name: databaseName(d) } },
      ShowAssignedLFTags: true,
      response: { LFTagOnDatabase: one(keys[0], 5, d) },
    });
  }
  for (let t = 0; t < tables; t++) {
    if (mix(seed, 7, t) % 10 !== 0) continue;
    const column = mix(seed, 9, t) % 5 === 0 ? [{ Name: 'email', LFTags: one(keys[1], 23, t) }] : [];
    list.push({
      Resource: {
        Table: {
          CatalogId: account,
          DatabaseName: databaseName(Math.floor(t / TABLES_PER_DATABASE)),
          Name: tableName(t),
        },
      },
      ShowAssignedLFTags: true,
      response: { LFTagsOnTable: one(keys[1], 21, t), ...(column.length > 0 && { LFTagsOnColumns: column }) },
    });
  }
  return list;
}

function lakeData(options: Required<ScaleOptions>, account: string, index: number, roles: readonly string[]): LakeData {
  const seed = mix(options.seed, index);
  const tables = share(options.tables, options.accounts, index);
  const databases = Math.ceil(tables / TABLES_PER_DATABASE);
  const keys = tags(options.tagKeys, account);
  const admin = `arn:aws:iam::${account}:role/HeddleAdmin`;
  const rowSource = scaleRows({
    seed,
    account,
    rows: tables === 0 ? 0 : share(options.grants, options.accounts, index),
    tables,
    tablesPerDatabase: TABLES_PER_DATABASE,
    principals: roles,
    tagKeys: keys,
    columns: (table) => schemaOf(seed, table).map((column) => column.Name),
    writer: admin,
  });
  const DatabaseList = Array.from({ length: databases }, (_, d): GlueDatabase => {
    return { Name: databaseName(d), CatalogId: account, CreateTime: CREATED, CreateTableDefaultPermissions: [] };
  });
  const TableList = Array.from({ length: tables }, (_, t): GlueTable => {
    const DatabaseName = databaseName(Math.floor(t / TABLES_PER_DATABASE));
    return {
      Name: tableName(t),
      DatabaseName,
      CatalogId: account,
      TableType: 'EXTERNAL_TABLE',
      CreatedBy: admin,
      CreateTime: CREATED,
      UpdateTime: CREATED,
      StorageDescriptor: {
        Columns: schemaOf(seed, t),
        Location: `s3://lake-${account}/${DatabaseName}/${tableName(t)}/`,
      },
      PartitionKeys: [],
      Parameters: { classification: 'parquet' },
      VersionId: '1',
    };
  });
  return {
    DataLakeSettings: {
      DataLakeAdmins: [{ DataLakePrincipalIdentifier: admin }],
      ReadOnlyAdmins: [],
      CreateDatabaseDefaultPermissions: [],
      CreateTableDefaultPermissions: [],
      Parameters: { CROSS_ACCOUNT_VERSION: '4', SET_SOURCE_IDENTITY: 'FALSE' },
    },
    ResourceInfoList: [
      {
        ResourceArn: `arn:aws:s3:::lake-${account}`,
        RoleArn: admin,
        LastModified: CREATED,
        HybridAccessEnabled: false,
        VerificationStatus: 'VERIFIED',
      },
    ],
    DatabaseList,
    TableList,
    LFTags: keys,
    lfTagAssignments: assignments(seed, account, databases, tables, keys),
    rowSource,
  };
}

/**
 * A mesh of any size, the same for the same seed. Tables are small objects that share their columns; permission rows are not
 * held at all but made as a page asks for them, so a million cost no memory and no start-up time.
 */
export function scaleWorld(given: ScaleOptions): WorldData {
  const accounts = Math.max(1, given.accounts ?? 1);
  const perTable = Math.ceil(given.grants / Math.max(1, given.tables));
  const principals = Math.max(given.principals ?? 200, perTable + 1);
  const options: Required<ScaleOptions> = {
    ...given,
    accounts,
    principals,
    tagKeys: given.tagKeys ?? 3,
    seed: given.seed ?? 1,
  };
  return {
    name: `scale ${given.tables} tables, ${given.grants} grants`,
    partition: 'aws',
    region: REGION,
    accounts: Array.from({ length: accounts }, (_, index): AccountData => {
      const id = accountId(index);
      const names = Array.from({ length: principals }, (__, p) => `Consumer${String(p).padStart(4, '0')}`);
      const roles: RoleData[] = [{ name: 'HeddleAdmin', assignedTo: ['heddle'] }, ...names.map((name) => ({ name }))];
      const arns = names.map((name) => `arn:aws:iam::${id}:role/${name}`);
      return { id, name: `scale-${index + 1}`, roles, regions: { [REGION]: lakeData(options, id, index, arns) } };
    }),
    identityStore: {
      identityStoreId: 'd-9067000002',
      instanceArn: 'arn:aws:sso:::instance/ssoins-7223000000000002',
      startUrl: 'https://scale.awsapps.com/start',
      sessionName: 'scale',
      users: [{ id: '00000000-0000-4000-8000-000000000001', userName: 'heddle', displayName: 'Heddle' }],
      groups: [],
    },
  };
}
