import { expect, it } from 'vitest';
import type { AccessIndex } from '../../../src/core/access/access-index';
import type { Edit } from '../../../src/core/change/plan-types';
import { verifyEdits } from '../../../src/core/change/verify';
import type { PermissionRow } from '../../../src/core/model/lakeformation';
import { ANALYST, grant, indexOf, lake, onColumns, onTable, P, tableOf } from '../access/support/lake';

const grantOf = (columns: string[]): Edit => ({
  account: P,
  service: 'lakeformation',
  operation: 'GrantPermissions',
  request: {
    Principal: { DataLakePrincipalIdentifier: ANALYST },
    Resource: onColumns('t0', columns),
    Permissions: ['SELECT'],
  },
});
const meshWith = (...PrincipalResourcePermissions: PermissionRow[]): AccessIndex =>
  indexOf(lake({ TableList: [tableOf('t0', ['id', 'email', 'amount'])], PrincipalResourcePermissions }));

it('says what is there instead of what was predicted, in words and with whom it is about', () => {
  const nothing = verifyEdits(meshWith(), meshWith(), [grantOf(['id', 'amount'])]);
  expect(nothing.map(({ text }) => text)).toEqual([
    'Predicted and not there: Analyst: DESCRIBE on sales.',
    'Predicted and not there: Analyst: SELECT on sales.t0.',
    'Predicted and not there: Analyst: DESCRIBE on sales.t0.',
    `What Analyst holds on sales.t0 in ${P} is not as predicted.`,
  ]);
  expect(nothing.every(({ principal }) => principal === ANALYST)).toBe(true);

  const less = meshWith(grant(ANALYST, onColumns('t0', ['id']), ['SELECT']));
  expect(verifyEdits(meshWith(), less, [grantOf(['id', 'amount'])]).map(({ text }) => text)).toContain(
    'Narrower than predicted: Analyst: SELECT on sales.t0. Predicted: id, amount; all rows. Found: id; all rows.',
  );

  const more = meshWith(grant(ANALYST, onTable('t0'), ['SELECT']));
  expect(verifyEdits(meshWith(), more, [grantOf(['id'])]).map(({ text }) => text)).toContain(
    'Wider than predicted: Analyst: SELECT on sales.t0. Predicted: id; all rows. Found: id, email, amount; all rows.',
  );
});
