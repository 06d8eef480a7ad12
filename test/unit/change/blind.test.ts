import { expect, it } from 'vitest';
import { blindTo } from '../../../src/core/change/blind';
import type { Edit } from '../../../src/core/change/plan-types';
import type { CoverageGap, Member, Snapshot } from '../../../src/core/model/snapshot';

const member: Member = { id: 'a', profile: 'a', account: '111122223333', region: 'eu-west-1', partition: 'aws' };
const edit = (service: Edit['service'], operation: string): Edit => ({
  account: member.account,
  service,
  operation,
  request: {},
});
const lacking = (layer: CoverageGap['layer'], account: string): Snapshot => ({
  schema: 1,
  id: 's',
  takenAt: '',
  connection: '',
  members: [member],
  parts: [],
  coverage: [{ member: 'a', layer, account, kind: 'denied', reason: 'refused' }],
});

it('a grant cannot be foreseen where the permissions of its account were refused', () => {
  const grant = edit('lakeformation', 'GrantPermissions');
  expect(blindTo(grant, member, lacking('permissions', member.account))).toBe(
    'the permissions of account 111122223333',
  );
  expect(blindTo(grant, member, lacking('permissions', '222233334444'))).toBe('');
  expect(blindTo(grant, member, lacking('jobs', member.account))).toBe('');
});

it('an approval cannot be foreseen where listings or targets were refused', () => {
  const accept = edit('datazone', 'AcceptSubscriptionRequest');
  expect(blindTo(accept, member, lacking('dz-listings', member.account))).toMatch(/^the listings of account/);
  expect(blindTo(edit('datazone', 'RejectSubscriptionRequest'), member, lacking('dz-listings', member.account))).toBe(
    '',
  );
});
