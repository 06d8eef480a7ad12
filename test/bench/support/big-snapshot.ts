import type { GlueDatabase, GlueTable } from '../../../src/core/model/glue';
import type { IdentityRecord } from '../../../src/core/model/identity';
import type {
  DataCellsFilter,
  LFTagPair,
  OptIn,
  PermissionRow,
  Resource,
  TagAssignment,
} from '../../../src/core/model/lakeformation';
import { SNAPSHOT_SCHEMA, type Layer, type Member, type Part, type Snapshot } from '../../../src/core/model/snapshot';
import { Random } from './random';

/** How large a generated mesh is. */
export interface Scale {
  tables: number;
  principals: number;
  permissions: number;
  tagKeys: number;
  seed: number;
}

export const FULL: Scale = { tables: 100_000, principals: 5_000, permissions: 1_000_000, tagKeys: 300, seed: 7 };

const PRODUCER = '111122223333';
const CONSUMER = '444455556666';
const REGION = 'eu-central-1';
const TAKEN = '2026-11-20T09:00:00.000Z';
const COLUMNS = ['id', 'customer_id', 'email', 'amount', 'region', 'created_at'];
const TABLES_PER_DATABASE = 100;
const VALUES_PER_KEY = 10;

/**
 * A seeded mesh of two accounts: databases of 100 tables, roles and Identity Center users in groups, LF-Tags with
 * overrides, and rows of every kind in believable shares. About 2 percent of the rows cross the accounts.
 */
export function bigSnapshot(scale: Scale): Snapshot {
  const random = new Random(scale.seed);
  const mesh = new Generator(scale, random);
  const members = [PRODUCER, CONSUMER].map(member);
  const parts: Part[] = [];
  const add = (account: string, layer: Layer, records: unknown[]): void => {
    parts.push({ member: `${account}@${REGION}`, layer, readAt: TAKEN, records } as unknown as Part);
  };
  add(PRODUCER, 'settings', [{ DataLakeAdmins: [{ DataLakePrincipalIdentifier: mesh.roles[0] }] }]);
  add(CONSUMER, 'settings', [{ DataLakeAdmins: [{ DataLakePrincipalIdentifier: mesh.consumers[0] }] }]);
  add(PRODUCER, 'identity', mesh.identity(PRODUCER));
  add(CONSUMER, 'identity', mesh.identity(CONSUMER));
  add(PRODUCER, 'databases', mesh.databases());
  add(PRODUCER, 'tables', mesh.tables());
  add(PRODUCER, 'locations', [
    { ResourceArn: 'arn:aws:s3:::lake' },
    { ResourceArn: 'arn:aws:s3:::lake/db_1', HybridAccessEnabled: true },
  ]);
  add(PRODUCER, 'tags', mesh.tags());
  add(PRODUCER, 'tag-assignments', mesh.assignments());
  add(PRODUCER, 'data-filters', mesh.filters());
  add(PRODUCER, 'opt-ins', mesh.optIns());
  const local: PermissionRow[] = [];
  add(PRODUCER, 'permissions', mesh.permissions(local));
  add(CONSUMER, 'permissions', local);
  return {
    schema: SNAPSHOT_SCHEMA,
    id: `big-${scale.seed}`,
    takenAt: TAKEN,
    connection: 'bench',
    members,
    parts,
    coverage: [],
  };
}

const member = (account: string): Member => ({
  id: `${account}@${REGION}`,
  profile: account,
  account,
  region: REGION,
  partition: 'aws',
});

class Generator {
  readonly roles: string[] = [];
  readonly consumers: string[] = [];
  private readonly users: string[] = [];
  private readonly groups: string[] = [];
  private readonly expressions: LFTagPair[][] = [];
  private readonly databaseCount: number;

  constructor(
    private readonly scale: Scale,
    private readonly random: Random,
  ) {
    this.databaseCount = Math.ceil(scale.tables / TABLES_PER_DATABASE);
    const roles = Math.floor(scale.principals * 0.8);
    for (let i = 0; i < roles; i++) this.roles.push(`arn:aws:iam::${PRODUCER}:role/team/role_${i}`);
    for (let i = 0; i < scale.principals * 0.1; i++) this.consumers.push(`arn:aws:iam::${CONSUMER}:role/consumer_${i}`);
    for (let i = 0; i < scale.principals * 0.1; i++) this.users.push(`arn:aws:identitystore:::user/u-${i}`);
    for (let i = 0; i < 50; i++) this.groups.push(`arn:aws:identitystore:::group/g-${i}`);
    for (let i = 0; i < 2_000; i++) this.expressions.push(this.expression());
  }

  identity(account: string): IdentityRecord[] {
    const roles = account === PRODUCER ? this.roles : this.consumers;
    const records = roles.map((arn, i): IdentityRecord => ({
      type: 'principal',
      arn,
      kind: 'role',
      name: arn.slice(arn.lastIndexOf('/') + 1),
      account,
      tags: i % 10 === 0 ? { department: 'sales' } : {},
    }));
    if (account !== PRODUCER) return records;
    this.users.forEach((arn, i) =>
      records.push({ type: 'user', arn, name: `user${i}`, groups: [this.groups[i % 50]!, this.groups[(i * 7) % 50]!] }),
    );
    return records;
  }

  databases(): GlueDatabase[] {
    return Array.from({ length: this.databaseCount }, (_, i) => ({
      Name: `db_${i}`,
      CatalogId: PRODUCER,
      LocationUri: `s3://lake/db_${i}`,
    }));
  }

  tables(): GlueTable[] {
    return Array.from({ length: this.scale.tables }, (_, t) => ({
      Name: `table_${t}`,
      DatabaseName: `db_${this.databaseOf(t)}`,
      CatalogId: PRODUCER,
      TableType: 'EXTERNAL_TABLE',
      StorageDescriptor: {
        Columns: COLUMNS.map((Name) => ({ Name, Type: 'string' })),
        Location: `s3://lake/db_${this.databaseOf(t)}/table_${t}`,
      },
      PartitionKeys: t % 4 === 0 ? [{ Name: 'day', Type: 'date' }] : [],
    }));
  }

  tags(): LFTagPair[] {
    return Array.from({ length: this.scale.tagKeys }, (_, k) => ({
      CatalogId: PRODUCER,
      TagKey: `key_${k}`,
      TagValues: Array.from({ length: VALUES_PER_KEY }, (_, v) => `value_${v}`),
    }));
  }

  assignments(): TagAssignment[] {
    const records: TagAssignment[] = [];
    for (let d = 0; d < this.databaseCount; d++) {
      records.push({
        Resource: { Database: { CatalogId: PRODUCER, Name: `db_${d}` } },
        assigned: true,
        LFTagOnDatabase: this.somePairs(4),
      });
    }
    for (let t = 0; t < this.scale.tables; t++) {
      if (this.random.next() > 0.4) continue;
      const columns = this.random.next() < 0.2 ? [{ Name: this.random.pick(COLUMNS), LFTags: this.somePairs(1) }] : [];
      records.push({
        Resource: { Table: this.table(t) },
        assigned: true,
        LFTagsOnTable: this.somePairs(2),
        LFTagsOnColumns: columns,
      });
    }
    return records;
  }

  filters(): DataCellsFilter[] {
    return Array.from({ length: Math.ceil(this.scale.tables / 50) }, (_, i) => {
      const t = i * 50;
      return {
        TableCatalogId: PRODUCER,
        DatabaseName: `db_${this.databaseOf(t)}`,
        TableName: `table_${t}`,
        Name: 'eu',
        RowFilter: { FilterExpression: "region='EU'" },
        ColumnWildcard: {},
      };
    });
  }

  optIns(): OptIn[] {
    return Array.from({ length: 2_000 }, () => ({
      Principal: { DataLakePrincipalIdentifier: this.random.pick(this.roles) },
      Resource: { Table: this.table(this.random.below(this.scale.tables)) },
    }));
  }

  /** Rows of the producer; local grants of the consumer go to `local`. */
  permissions(local: PermissionRow[]): PermissionRow[] {
    const rows: PermissionRow[] = [];
    for (let d = 0; d < this.databaseCount; d += 40)
      rows.push(this.row('IAM_ALLOWED_PRINCIPALS', { Database: { CatalogId: PRODUCER, Name: `db_${d}` } }, ['ALL']));
    while (rows.length + local.length < this.scale.permissions) {
      const dice = this.random.next();
      const t = this.skewedTable();
      if (dice < 0.02) this.cross(t, rows, local);
      else rows.push(this.row(this.holder(), ...this.grant(dice, t)));
    }
    return rows;
  }

  private grant(dice: number, t: number): [Resource, string[]] {
    const { DatabaseName, Name } = this.table(t);
    if (dice < 0.04)
      return [{ Table: { CatalogId: PRODUCER, DatabaseName, Name: 'ALL_TABLES', TableWildcard: {} } }, ['DESCRIBE']];
    if (dice < 0.07)
      return [
        { TableWithColumns: { CatalogId: PRODUCER, DatabaseName, Name: 'ALL_TABLES', ColumnWildcard: {} } },
        ['SELECT'],
      ];
    if (dice < 0.12)
      return [
        { LFTagPolicy: { CatalogId: PRODUCER, ResourceType: 'TABLE', Expression: this.random.pick(this.expressions) } },
        ['SELECT', 'DESCRIBE'],
      ];
    if (dice < 0.14)
      return [
        {
          LFTagPolicy: {
            CatalogId: PRODUCER,
            ResourceType: 'DATABASE',
            Expression: this.random.pick(this.expressions),
          },
        },
        ['DESCRIBE'],
      ];
    if (dice < 0.18)
      return [
        {
          DataCellsFilter: {
            TableCatalogId: PRODUCER,
            DatabaseName: `db_${this.databaseOf(t - (t % 50))}`,
            TableName: `table_${t - (t % 50)}`,
            Name: 'eu',
          },
        },
        ['SELECT'],
      ];
    if (dice < 0.22) return [{ Database: { CatalogId: PRODUCER, Name: DatabaseName } }, ['DESCRIBE']];
    if (dice < 0.4) return [{ Table: { CatalogId: PRODUCER, DatabaseName, Name } }, ['ALTER', 'INSERT']];
    if (dice < 0.55)
      return [
        { TableWithColumns: { CatalogId: PRODUCER, DatabaseName, Name: Name!, ColumnNames: ['id', 'amount'] } },
        ['SELECT'],
      ];
    return [{ TableWithColumns: { CatalogId: PRODUCER, DatabaseName, Name: Name!, ColumnWildcard: {} } }, ['SELECT']];
  }

  private cross(t: number, rows: PermissionRow[], local: PermissionRow[]): void {
    const { DatabaseName, Name } = this.table(t);
    const all: Resource = { TableWithColumns: { CatalogId: PRODUCER, DatabaseName, Name: Name!, ColumnWildcard: {} } };
    rows.push(this.row(CONSUMER, all, ['SELECT']));
    local.push(this.row(this.random.pick(this.consumers), all, ['SELECT']));
  }

  private holder(): string {
    const dice = this.random.next();
    if (dice < 0.85) return this.random.pick(this.roles);
    return dice < 0.93 ? this.random.pick(this.groups) : this.random.pick(this.users);
  }

  private row(principal: string, resource: Resource, permissions: string[]): PermissionRow {
    return {
      Principal: { DataLakePrincipalIdentifier: principal },
      Resource: resource,
      Permissions: permissions,
      PermissionsWithGrantOption: [],
      LastUpdated: TAKEN,
    };
  }

  private table(t: number): { CatalogId: string; DatabaseName: string; Name: string } {
    return { CatalogId: PRODUCER, DatabaseName: `db_${this.databaseOf(t)}`, Name: `table_${t}` };
  }

  /** Some tables are far more granted than others. */
  private skewedTable(): number {
    return Math.floor(this.random.next() ** 2 * this.scale.tables);
  }

  private databaseOf(t: number): number {
    return Math.floor(t / TABLES_PER_DATABASE);
  }

  private somePairs(count: number): LFTagPair[] {
    const keys = new Set<number>();
    while (keys.size < count) keys.add(Math.floor(this.random.next() ** 2 * this.scale.tagKeys));
    return [...keys].map((k) => ({
      CatalogId: PRODUCER,
      TagKey: `key_${k}`,
      TagValues: [`value_${this.random.below(VALUES_PER_KEY)}`],
    }));
  }

  private expression(): LFTagPair[] {
    return this.somePairs(1 + this.random.below(2)).map((pair) =>
      this.random.next() < 0.5
        ? pair
        : { ...pair, TagValues: [...new Set([pair.TagValues[0]!, `value_${this.random.below(VALUES_PER_KEY)}`])] },
    );
  }
}
