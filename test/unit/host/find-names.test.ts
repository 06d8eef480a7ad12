import { describe, expect, test } from 'vitest';
import type { Snapshot } from '../../../src/core/model/snapshot';
import { findPrincipal } from '../../../src/main/host/find-principal';
import { findResource } from '../../../src/main/host/find-resource';
import { buildNameIndex } from '../../../src/main/host/name-index';
import { MEMBER, snapshotOf } from '../store/mesh-fixture';

const role = (name: string): string => `arn:aws:iam::111122223333:role/${name}`;
const grant = (principal: string): never =>
  ({ Principal: { DataLakePrincipalIdentifier: principal }, Resource: {}, Permissions: [] }) as never;
const table = (CatalogId: string | undefined, DatabaseName: string, Name: string, columns: string[]): never =>
  ({ CatalogId, DatabaseName, Name, StorageDescriptor: { Columns: columns.map((c) => ({ Name: c })) } }) as never;

const snapshot: Snapshot = {
  ...snapshotOf('x', [
    grant(role('Analyst')),
    grant(role('team/DataAnalyst')),
    grant(role('b/Writer')),
    grant(role('a/Writer')),
    grant('IAM_ALLOWED_PRINCIPALS'),
  ]),
};
snapshot.parts.push(
  {
    member: MEMBER.id,
    layer: 'databases',
    readAt: '',
    records: [{ Name: 'sales' }, { Name: 'sales', CatalogId: '444455556666' }, { Name: 'hr' }],
  },
  {
    member: MEMBER.id,
    layer: 'tables',
    readAt: '',
    records: [
      table(undefined, 'sales', 'orders', ['id', 'Email']),
      table('444455556666', 'sales', 'orders', ['id']),
      table(undefined, 'hr', 'people.v2', ['id']),
      table('111122223333:lake/dev', 'ns', 't', ['id']),
    ],
  },
);
const index = buildNameIndex(snapshot);
const code = (ask: () => unknown): unknown => {
  try {
    return ask();
  } catch (error) {
    return (error as { trouble?: { code: string } }).trouble?.code;
  }
};

describe('principals', () => {
  test.each([
    ['Analyst', role('Analyst')],
    ['analyst', role('Analyst')],
    ['role/Analyst', role('Analyst')],
    ['aAnalyst', role('team/DataAnalyst')],
    [role('Nobody'), role('Nobody')],
    ['111122223333', '111122223333'],
    ['IAM_ALLOWED_PRINCIPALS', 'IAM_ALLOWED_PRINCIPALS'],
  ])('%s', (text, arn) => {
    expect(findPrincipal(index, text)).toBe(arn);
  });
  test('an ambiguous ending names the candidates', () => {
    expect(() => findPrincipal(index, 'Writer')).toThrow(`${role('a/Writer')}, ${role('b/Writer')}`);
    expect(code(() => findPrincipal(index, 'Writer'))).toBe('PRINCIPAL_AMBIGUOUS');
    expect(code(() => findPrincipal(index, 'Nobody'))).toBe('PRINCIPAL_UNKNOWN');
    expect(code(() => findPrincipal(index, ''))).toBe('PRINCIPAL_UNKNOWN');
  });
});

describe('resources', () => {
  const orders = { CatalogId: '111122223333', DatabaseName: 'sales', Name: 'orders' };
  test.each([
    ['111122223333/sales.orders', { resource: { Table: orders } }],
    ['SALES.Orders.email', { resource: { Table: orders }, column: 'Email' }],
    ['hr.people.v2', { resource: { Table: { CatalogId: '111122223333', DatabaseName: 'hr', Name: 'people.v2' } } }],
    [
      'hr.people.v2.id',
      { resource: { Table: { CatalogId: '111122223333', DatabaseName: 'hr', Name: 'people.v2' } }, column: 'id' },
    ],
    [
      '111122223333:lake/dev/ns.t',
      { resource: { Table: { CatalogId: '111122223333:lake/dev', DatabaseName: 'ns', Name: 't' } } },
    ],
    ['hr', { resource: { Database: { CatalogId: '111122223333', Name: 'hr' } } }],
    ['444455556666/sales', { resource: { Database: { CatalogId: '444455556666', Name: 'sales' } } }],
    ['444455556666/', { resource: { Catalog: { Id: '444455556666' } } }],
    ['domain=sales', { resource: { LFTag: { TagKey: 'domain', TagValues: ['sales'] } } }],
    ['s3://lake/sales/', { resource: { DataLocation: { ResourceArn: 'arn:aws:s3:::lake/sales/' } } }],
  ])('%s', (text, found) => {
    expect(findResource(index, text)).toEqual(found);
  });
  test('an ambiguous name names the candidates, an unknown one says so', () => {
    expect(() => findResource(index, 'sales.orders')).toThrow('111122223333/sales.orders, 444455556666/sales.orders');
    expect(code(() => findResource(index, 'sales.orders'))).toBe('RESOURCE_AMBIGUOUS');
    expect(code(() => findResource(index, 'sales.nothing'))).toBe('RESOURCE_UNKNOWN');
    expect(code(() => findResource(index, '999999999999/sales.orders'))).toBe('RESOURCE_UNKNOWN');
  });
});
