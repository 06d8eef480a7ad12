import type { LayerRecords, Member, Snapshot } from '../../../src/core/model/snapshot';

export const MEMBER: Member = {
  id: 'admin@eu-central-1',
  profile: 'admin',
  account: '111122223333',
  region: 'eu-central-1',
  partition: 'aws',
};

/** A record that would not survive a sloppy store: members nobody knows, odd characters, nesting. */
export const ODD_ROW = {
  Principal: { DataLakePrincipalIdentifier: "arn:aws:iam::111122223333:role/O'Brien\n\u0000\ud800" },
  Resource: { Table: { DatabaseName: 'Größe "x"', Name: 'täble', TableWildcard: undefined } },
  Permissions: ['SELECT', 'SOMETHING_NEW'],
  LastUpdated: 'not a time',
  FutureMember: { deep: [1, null, { a: 1e21 }] },
} as unknown as LayerRecords['permissions'];

export const row = (i: number): LayerRecords['permissions'] => ({
  Principal: { DataLakePrincipalIdentifier: `arn:aws:iam::111122223333:role/R${String(i % 5000)}` },
  Resource: {
    Table: { CatalogId: MEMBER.account, DatabaseName: `db_${String(i % 1000)}`, Name: `t_${String(i % 100_000)}` },
  },
  Permissions: ['SELECT'],
  PermissionsWithGrantOption: [],
  LastUpdated: '2026-11-20T09:00:00Z',
  LastUpdatedBy: 'arn:aws:iam::111122223333:role/LFAdmin',
});

export const table = (i: number): LayerRecords['tables'] => ({
  Name: `t_${String(i)}`,
  DatabaseName: `db_${String(i % 1000)}`,
  CatalogId: MEMBER.account,
  TableType: 'EXTERNAL_TABLE',
  UpdateTime: '2026-11-20T09:00:00Z',
  StorageDescriptor: {
    Columns: ['id', 'name', 'email', 'amount', 'region'].map((Name) => ({ Name, Type: 'string' })),
    Location: `s3://lake/db_${String(i % 1000)}/t_${String(i)}/`,
  },
  PartitionKeys: [],
  Parameters: { classification: 'parquet' },
});

export const snapshotOf = (id: string, permissions: LayerRecords['permissions'][], connection = 'test'): Snapshot => ({
  schema: 1,
  id,
  takenAt: '2026-11-23T09:00:00.000Z',
  connection,
  members: [MEMBER],
  parts: [
    { member: MEMBER.id, layer: 'permissions', readAt: '2026-11-23T09:00:00.000Z', records: permissions },
    { member: MEMBER.id, layer: 'opt-ins', readAt: '2026-11-23T09:00:00.000Z', records: [] },
  ],
  coverage: [{ member: MEMBER.id, layer: 'jobs', reason: 'denied', kind: 'denied', action: 'glue:GetJobs' }],
});
