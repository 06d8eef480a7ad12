import { describe, expect, it } from 'vitest';
import { conditionHolds } from '../../../src/core/access/condition';
import { evaluateCase } from '../../../src/core/access/evaluate';
import type { DecisionCase } from '../../../src/core/model/case';
import { ANALYST, ask, grant, lake, onColumns, onTable, P, role } from './support/lake';

const USER = 'arn:aws:identitystore:::user/u-1';
const GROUP = 'arn:aws:identitystore:::group/g-1';

describe('who a row names', () => {
  it('2.5: an assumed-role session acts as its role, found by name whatever its path', () => {
    const pathed = role('team/Worker');
    const input = lake({
      context: { principals: { [pathed]: { exists: true, account: P } } },
      PrincipalResourcePermissions: [grant(pathed, onColumns('orders'), ['SELECT'])],
    });
    const { access } = evaluateCase({
      id: 'session',
      kind: 'evaluate',
      input,
      evaluate: { principals: [`arn:aws:sts::${P}:assumed-role/Worker/monday`] },
    } as DecisionCase);
    expect(access.map((row) => [row.principal, row.permission]).sort()).toEqual(
      ['DESCRIBE', 'DESCRIBE', 'SELECT'].map((permission) => [pathed, permission]),
    );
  });

  it('2.5: a root user gets nothing, and the answer says that this is not confirmed', () => {
    const root = `arn:aws:iam::${P}:root`;
    const input = lake({ PrincipalResourcePermissions: [grant(root, onColumns('orders'), ['SELECT'])] });
    const { held, warnings } = ask(input, root);
    expect(held).toEqual([]);
    expect(warnings.join()).toContain('G1 (unverified)');
  });

  it('G13: a member of a group has what the group has; no implied DESCRIBE on the database (not an IAM principal)', () => {
    const context = { principals: { [USER]: { exists: true, account: P, groups: [GROUP] } } };
    const { held, row } = ask(
      lake({ context, PrincipalResourcePermissions: [grant(GROUP, onColumns('orders'), ['SELECT'])] }),
      USER,
    );
    expect(held).toEqual(['DESCRIBE sales.orders', 'SELECT sales.orders']);
    expect(row('SELECT sales.orders').because).toContain('G13');
  });

  it('G13: a SAML user and its group, a QuickSight user and its group', () => {
    for (const [user, group] of [
      [`arn:aws:iam::${P}:saml-provider/okta:user/ann`, `arn:aws:iam::${P}:saml-provider/okta:group/eng`],
      [
        `arn:aws:quicksight:eu-central-1:${P}:user/default/ann`,
        `arn:aws:quicksight:eu-central-1:${P}:group/default/eng`,
      ],
    ] as const) {
      const context = { principals: { [user]: { exists: true, groups: [group] } } };
      expect(
        ask(lake({ context, PrincipalResourcePermissions: [grant(group, onTable('orders'), ['SELECT'])] }), user).held,
      ).toContain('SELECT sales.orders');
      expect(
        ask(lake({ context, PrincipalResourcePermissions: [grant(group, onTable('orders'), ['SELECT'])] }), group).held,
      ).toEqual([]);
    }
  });

  it('G12: all IAM principals does not name users of a directory', () => {
    const context = { principals: { [USER]: { exists: true, account: P }, [ANALYST]: { exists: true } } };
    const input = lake({
      context,
      PrincipalResourcePermissions: [grant(`${P}:IAMPrincipals`, onTable('orders'), ['SELECT'])],
    });
    expect(ask(input, USER).held).toEqual([]);
    expect(ask(input).held).toContain('SELECT sales.orders');
  });

  it('G14: a role that an otherwise read account lacks has nothing, not even what IAM decides', () => {
    const input = lake({ PrincipalResourcePermissions: [grant('IAM_ALLOWED_PRINCIPALS', onTable('orders'), ['ALL'])] });
    expect(ask(input, role('Gone')).held).toEqual([]);
    expect(ask(input, role('Gone')).warnings.join()).toContain('G14');
  });

  it('G11: anything outside the supported part of Cedar is not evaluated, and said so', () => {
    const Condition = { Expression: 'context.iam.principalTags.getTag("a") like "x*"' };
    const { held, warnings } = ask(
      lake({
        PrincipalResourcePermissions: [grant(`${P}:IAMPrincipals`, onTable('orders'), ['SELECT'], { Condition })],
      }),
    );
    expect(held).toEqual([]);
    expect(warnings.join()).toContain('conditional, not evaluated');
  });
});

describe('conditions', () => {
  const has = (key: string): string => `context.iam.principalTags.hasTag("${key}")`;
  const is = (key: string, value: string): string => `context.iam.principalTags.getTag("${key}") == "${value}"`;
  const tags = { department: 'sales', site: 'berlin' };

  it.each([
    [`${has('department')} && ${is('department', 'sales')}`, true],
    [`${has('x')} && ${is('x', 'sales')}`, false],
    [`${is('department', 'hr')} || ${is('department', 'sales')}`, true],
    [`(${is('department', 'hr')} || ${is('department', 'sales')}) && ${is('site', 'paris')}`, false],
    [`${is('department', 'sales')} || ${is('missing', 'x')}`, true],
    [`${is('missing', 'x')} || ${is('department', 'sales')}`, false],
    [`!${has('x')}`, 'unknown'],
    [`${has('department')} && principal == "x"`, 'unknown'],
    ['', 'unknown'],
    [`${has('department')} ${has('site')}`, 'unknown'],
  ] as const)('%s', (expression, truth) => {
    expect(conditionHolds(expression, tags)).toBe(truth);
  });

  it('does not guess where the tags were not read', () => {
    expect(conditionHolds(has('department'), undefined)).toBe('unknown');
  });
});
