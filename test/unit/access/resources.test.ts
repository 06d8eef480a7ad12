import { describe, expect, it } from 'vitest';
import { ANALYST, ask, grant, lake, onAll, onDatabase, onTable, P, role, tableOf } from './support/lake';

const SUB = `${P}:s3tablescatalog/bucket`;

describe('kinds of resources', () => {
  it('G3: ALL on a view and a link expands to what they accept (2.2)', () => {
    const TableList = [
      tableOf('v', ['id'], { TableType: 'VIRTUAL_VIEW' }),
      tableOf('l', [], { TargetTable: { CatalogId: P, DatabaseName: 'sales', Name: 'v' } }),
    ];
    const { held, row, warnings } = ask(
      lake({ TableList, PrincipalResourcePermissions: [grant(ANALYST, onAll(), ['ALL'])] }),
    );
    expect(held).toEqual([
      'DESCRIBE sales',
      'DESCRIBE sales.l',
      'DESCRIBE sales.v',
      'DROP sales.l',
      'DROP sales.v',
      'SELECT sales.v',
    ]);
    expect(row('SELECT sales.v')).toMatchObject({ dataPath: 'VIEW_INVOKER' });
    expect(row('DROP sales.l').because).toContain('L1');
    expect(warnings.join()).toContain('G2 (unverified)');
  });

  it('G10: SUPER_USER gives everything below the catalog and neither ALTER nor DROP of itself', () => {
    const sub = { Catalog: { Id: SUB } };
    const input = lake({
      CatalogList: [
        { CatalogId: `${P}:s3tablescatalog`, Name: 's3tablescatalog' },
        { CatalogId: SUB, Name: 'bucket' },
      ],
      DatabaseList: [{ Name: 'ns', CatalogId: SUB }],
      TableList: [tableOf('t', ['id'], { DatabaseName: 'ns', CatalogId: SUB })],
      PrincipalResourcePermissions: [grant(ANALYST, sub, ['SUPER_USER'])],
    });
    const { held, row } = ask(input);
    expect(held).toEqual(
      [
        `CREATE_DATABASE catalog ${SUB}`,
        `DESCRIBE catalog ${SUB}`,
        `DESCRIBE catalog ${P}:s3tablescatalog`,
        ...['ALTER', 'CREATE_TABLE', 'DESCRIBE', 'DROP'].map((p) => `${p} ns`),
        ...['ALTER', 'DELETE', 'DESCRIBE', 'DROP', 'INSERT', 'SELECT'].map((p) => `${p} ns.t`),
      ].sort(),
    );
    expect(row('SELECT ns.t').because).toContain('G10');
  });

  it('G5: a grant on a table of a sub-catalog implies DESCRIBE on its database and catalog', () => {
    const input = lake({
      CatalogList: [{ CatalogId: `${P}:fed`, Name: 'fed', FederatedCatalog: { ConnectionName: 'c' } }],
      DatabaseList: [{ Name: 'ns', CatalogId: `${P}:fed` }],
      TableList: [tableOf('t', ['id'], { DatabaseName: 'ns', CatalogId: `${P}:fed` })],
      PrincipalResourcePermissions: [
        grant(ANALYST, { Table: { CatalogId: `${P}:fed`, DatabaseName: 'ns', Name: 't' } }, ['SELECT']),
      ],
    });
    const { held, row } = ask(input);
    expect(held).toEqual([`DESCRIBE catalog ${P}:fed`, 'DESCRIBE ns', 'DESCRIBE ns.t', 'SELECT ns.t']);
    expect(row('SELECT ns.t').dataPath).toBe('FEDERATED');
  });

  it('I2: a read-only administrator sees everything and nothing more', () => {
    const auditor = role('Auditor');
    const input = lake({
      DataLakeSettings: { ReadOnlyAdmins: [{ DataLakePrincipalIdentifier: auditor }] },
      context: { principals: { [auditor]: { exists: true } } },
    });
    expect(ask(input, auditor).held).toEqual(['DESCRIBE sales', 'DESCRIBE sales.orders']);
  });

  it('L1: DROP on a link is DROP on the link, and G4 adds DESCRIBE', () => {
    const TableList = [
      tableOf('orders', ['id']),
      tableOf('l', [], { TargetTable: { CatalogId: P, DatabaseName: 'sales', Name: 'orders' } }),
    ];
    const { held } = ask(lake({ TableList, PrincipalResourcePermissions: [grant(ANALYST, onTable('l'), ['DROP'])] }));
    expect(held).toEqual(['DESCRIBE sales.l', 'DROP sales.l']);
  });

  it('G2: an all-tables grant on an empty database still implies DESCRIBE on it', () => {
    expect(
      ask(lake({ TableList: [], PrincipalResourcePermissions: [grant(ANALYST, onAll(), ['SELECT'])] })).held,
    ).toEqual(['DESCRIBE sales']);
  });

  it('rows on tables that are gone give nothing', () => {
    expect(ask(lake({ PrincipalResourcePermissions: [grant(ANALYST, onTable('dropped'), ['SELECT'])] })).held).toEqual(
      [],
    );
  });

  it('permissions of the future are kept and shown', () => {
    expect(ask(lake({ PrincipalResourcePermissions: [grant(ANALYST, onDatabase(), ['TELEPORT'])] })).held).toContain(
      'TELEPORT sales',
    );
  });

  it('D1: a location permission reaches its registered children, and an unregistered child of a registered prefix', () => {
    const location = (arn: string) => ({ DataLocation: { CatalogId: P, ResourceArn: arn } });
    const at = (arn: string) =>
      ask(lake({ PrincipalResourcePermissions: [grant(ANALYST, location(arn), ['DATA_LOCATION_ACCESS'])] })).rows.map(
        (row) => row.resource,
      );
    expect(at('arn:aws:s3:::lake')).toEqual([location('arn:aws:s3:::lake')]);
    expect(at('arn:aws:s3:::lake/sub/')).toEqual([location('arn:aws:s3:::lake/sub/')]);
    expect(at('arn:aws:s3:::elsewhere')).toEqual([]);
  });
});
