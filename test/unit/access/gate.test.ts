import { describe, expect, it } from 'vitest';
import type { Resource } from '../../../src/core/model/lakeformation';
import { ANALYST, ask, GATE, grant, lake, onAll, onColumns, onDatabase, onTable, P, Q, role } from './support/lake';

const gateOnTable = grant(GATE, onTable('orders'), ['ALL']);
const EXTERNAL = role('Reader', Q);
const external = { principals: { [EXTERNAL]: { exists: true } } };
const hybrid = [{ ResourceArn: 'arn:aws:s3:::lake', HybridAccessEnabled: true }];

describe('gate', () => {
  it('E1: is per resource: a row on the database says nothing about its tables', () => {
    const rows = [grant(GATE, onDatabase(), ['ALL']), grant(ANALYST, onTable('orders'), ['SELECT'])];
    expect(ask(lake({ PrincipalResourcePermissions: rows })).held).toEqual([
      'DESCRIBE sales.orders',
      'IAM_DECIDES sales',
      'SELECT sales.orders',
    ]);
  });

  it('E2: an opt-in on the database does not opt in its tables', () => {
    const optIn = { Resource: onDatabase(), Principal: { DataLakePrincipalIdentifier: ANALYST } };
    const rows = [gateOnTable, grant(ANALYST, onTable('orders'), ['SELECT'])];
    const { held, warnings } = ask(lake({ PrincipalResourcePermissions: rows, LakeFormationOptInsInfoList: [optIn] }));
    expect(held).toEqual(['IAM_DECIDES sales.orders']);
    expect(warnings.join()).toContain('dormant-grant');
  });

  it('says on which tables a wider grant sleeps, and that a grant option alone sleeps too', () => {
    const option = grant(ANALYST, onTable('orders'), [], { PermissionsWithGrantOption: ['INSERT'] });
    const rows = [gateOnTable, grant(ANALYST, onAll(), ['SELECT']), option];
    const dormant = ask(lake({ PrincipalResourcePermissions: rows })).warnings.filter((w) => w.startsWith('dormant'));
    expect(dormant.map((w) => w.slice(0, w.indexOf(': IAM_ALLOWED')))).toEqual([
      'dormant: E1: dormant-grant: Analyst SELECT on all tables of sales has no effect on sales.orders',
      'dormant: E1: dormant-grant: Analyst the grant option of INSERT on sales.orders has no effect',
    ]);
  });

  it('E2: the AmazonDataZoneProject tag opts in on everything', () => {
    const context = { principals: { [ANALYST]: { exists: true, tags: { AmazonDataZoneProject: 'p1' } } } };
    const rows = [gateOnTable, grant(ANALYST, onTable('orders'), ['SELECT'])];
    expect(ask(lake({ PrincipalResourcePermissions: rows, context })).held).toContain('SELECT sales.orders');
  });

  it('E7: a gate row denies a principal of another account unless the location is hybrid', () => {
    const rows = [gateOnTable, grant(EXTERNAL, onTable('orders'), ['SELECT'])];
    expect(ask(lake({ PrincipalResourcePermissions: rows, context: external }), EXTERNAL).held).toEqual([]);
    const open = ask(
      lake({ PrincipalResourcePermissions: rows, context: external, ResourceInfoList: hybrid }),
      EXTERNAL,
    );
    expect(open.held).toEqual(['DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(open.warnings.join()).toContain('E7 (inferred)');
  });

  it('E2: across accounts an opt-in on all tables counts only with one on the database', () => {
    const rows = [gateOnTable, grant(EXTERNAL, onTable('orders'), ['SELECT'])];
    const optedIn = (...resources: Resource[]): string => {
      const optIns = resources.map((on) => ({ Resource: on, Principal: { DataLakePrincipalIdentifier: EXTERNAL } }));
      const state = {
        PrincipalResourcePermissions: rows,
        context: external,
        ResourceInfoList: hybrid,
        LakeFormationOptInsInfoList: optIns,
      };
      return ask(lake(state), EXTERNAL).warnings.join();
    };
    expect(optedIn(onAll())).toContain('without opt-in');
    expect(optedIn(onAll(), onDatabase())).not.toContain('without opt-in');
  });

  it('IAM_DECIDES never reaches principals of another account', () => {
    const input = lake({ PrincipalResourcePermissions: [gateOnTable], context: external, ResourceInfoList: hybrid });
    expect(ask(input, EXTERNAL).held).toEqual([]);
  });

  it('compares the name of the gate group without regard to case', () => {
    const rows = [grant('IAM_Allowed_Principals', onTable('orders'), ['ALL'])];
    expect(ask(lake({ PrincipalResourcePermissions: rows })).held).toEqual(['IAM_DECIDES sales.orders']);
  });

  it('E6: the longest registered prefix on slash boundaries decides, with s3a and s3n alike', () => {
    const at = (Location: string, ...prefixes: string[]) => {
      const input = lake({
        ResourceInfoList: prefixes.map((ResourceArn) => ({ ResourceArn })),
        PrincipalResourcePermissions: [grant(ANALYST, onColumns('orders'), ['SELECT'])],
      });
      input.TableList[0]!.StorageDescriptor!.Location = Location;
      return ask(input).row('SELECT sales.orders').dataPath;
    };
    expect(at('s3://lake/sales/orders', 'arn:aws:s3:::lake/sale')).toBe('S3_IAM');
    expect(at('s3://lake/sales/orders', 'arn:aws:s3:::lake/sales/')).toBe('LF_VENDED');
    expect(at('s3a://lake/sales/orders', 'arn:aws:s3:::lake')).toBe('LF_VENDED');
    expect(at('s3n://lake/Sales/orders', 'arn:aws:s3:::lake/sales')).toBe('S3_IAM');
    expect(at('db/public/orders', 'arn:aws:s3:::lake')).toBe('NOT_S3');
  });

  it('only actors of the account of a row are asked: another account without rows gets nothing', () => {
    expect(ask(lake({ context: external }), EXTERNAL).rows).toEqual([]);
    expect(P).not.toBe(Q);
  });
});
