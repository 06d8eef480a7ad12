import type { AccessIndex } from '../access/access-index';
import { pathLeftToIam } from '../access/data-path';
import { tableGateRow } from '../access/gate';
import { counted } from '../model/counted';
import type { Member } from '../model/snapshot';
import type { Edit, Guard } from './plan-types';

const REGISTRATION = /^(?:Register|Update|Deregister)Resource$/;

/**
 * Registering a location, or switching it to or from hybrid mode, moves how data is reached on tables that
 * IAM_ALLOWED_PRINCIPALS holds: by S3 rights of one's own or by credentials of Lake Formation (facts 2.1). Lake Formation's
 * answers stay the same; who gets data depends on rights that Heddle does not read, so it is asked for and never guessed.
 */
export function movedPaths(
  edits: readonly { edit: Edit; member: Member }[],
  before: AccessIndex,
  after: AccessIndex,
): Guard[] {
  const registering = edits.filter(({ edit }) => REGISTRATION.test(edit.operation));
  if (registering.length === 0) return [];
  const [toOwn, toVended] = gatedTables(before, after);
  const name = registering
    .map(({ edit }) => (typeof edit.request['ResourceArn'] === 'string' ? edit.request['ResourceArn'] : ''))
    .find(Boolean);
  const guard = (count: number, what: string): Guard[] =>
    count === 0
      ? []
      : [
          {
            kind: 'not-computable',
            text: `Who reads the data of ${counted(count, 'table')} by IAM_ALLOWED_PRINCIPALS cannot be computed: ${what}`,
            acknowledge: name ?? 'location',
          },
        ];
  return [
    ...guard(
      toOwn,
      'they then need S3 rights of their own, which Heddle does not read, and lose what Lake Formation vends now.',
    ),
    ...guard(toVended, 'Lake Formation may then vend it to whoever IAM lets ask, without S3 rights (E1, unverified).'),
  ];
}

/** How many tables under the gate move to S3 rights of one's own, and how many to what Lake Formation vends. */
function gatedTables(before: AccessIndex, after: AccessIndex): [toOwn: number, toVended: number] {
  let [toOwn, toVended] = [0, 0];
  for (const table of before.mesh.catalog.tables) {
    if (!table.record || tableGateRow(before, table.id) < 0) continue;
    const was = pathLeftToIam(before, table);
    const is = pathLeftToIam(after, table);
    if (was === 'LF_VENDED' && is === 'S3_IAM') toOwn++;
    if (was === 'S3_IAM' && is === 'LF_VENDED') toVended++;
  }
  return [toOwn, toVended];
}
