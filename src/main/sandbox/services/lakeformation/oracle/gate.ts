import type { PermissionRow, Resource } from '../../../../../core/model/lakeformation';
import { isGatePrincipal } from '../../../../../core/model/keys';
import type { Lake } from '../../../state/lake';
import type { Actor } from '../../../state/principals';
import { scanOutward } from '../../../state/rows';
import { reaches } from './principals';
import { isInside } from './sources';

/** Who decides about one object (facts 2.1): IAM alone, nobody lets them in, or Lake Formation. */
export type Decider = 'iam' | 'denied' | 'lake-formation';

/** Opt-ins cover the object they name, or every table of a database (E2); a database opt-in says nothing about tables. */
function optedIn(lake: Lake, actor: Actor, covers: (resource: Resource) => boolean): boolean {
  if (Object.hasOwn(actor.tags, 'AmazonDataZoneProject')) return true;
  return [...lake.optIns.values()].some((optIn) => covers(optIn.Resource) && reaches(actor, optIn) !== undefined);
}

/**
 * `covers` tells whether a row's or opt-in's resource is this object. `hybrid`: the object's location is registered in
 * hybrid mode, which alone lets principals of other accounts past a gate row (E7).
 */
export function deciderOf(lake: Lake, actor: Actor, covers: (resource: Resource) => boolean, hybrid: boolean): Decider {
  const isGate = (row: PermissionRow): boolean =>
    isGatePrincipal(row.Principal.DataLakePrincipalIdentifier) && row.Permissions.length > 0 && covers(row.Resource);
  let gated = false;
  for (const { row } of scanOutward(lake.rows)) gated ||= isGate(row);
  if (!gated) return 'lake-formation';
  if (!isInside(lake, actor)) return hybrid ? 'lake-formation' : 'denied';
  return optedIn(lake, actor, covers) ? 'lake-formation' : 'iam';
}
