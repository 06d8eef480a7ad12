import { columnForm, samePrincipal, type PermissionRequest } from './permission-rows';
import type { Edit } from './plan-types';
import { listedForm } from './resource-key';
import { placeKey } from './watch';

/**
 * The order in which edits can succeed, as positions: a revoke comes before a grant to the same principal on the same
 * table where one of the two limits columns and the other does not, for the service refuses the grant while the other
 * form stands (V9, V3). All else keeps its place.
 */
export function workableOrder(edits: readonly Edit[]): number[] {
  const order = edits.map((_, position) => position);
  edits.forEach((edit, position) => {
    if (edit.operation !== 'RevokePermissions') return;
    const first = order.findIndex((other) => other < position && mustWait(edits[other]!, edit));
    if (first < 0) return;
    order.splice(order.indexOf(position), 1);
    order.splice(first, 0, position);
  });
  return order;
}

function mustWait(grant: Edit, revoke: Edit): boolean {
  if (grant.operation !== 'GrantPermissions' || grant.account !== revoke.account) return false;
  const [a, b] = [grant.request as PermissionRequest, revoke.request as PermissionRequest];
  const [to, from] = [a.Principal?.DataLakePrincipalIdentifier, b.Principal?.DataLakePrincipalIdentifier];
  if (!a.Resource || !b.Resource || to === undefined || from === undefined || !samePrincipal(to, from)) return false;
  if (!(a.Resource.Table ?? a.Resource.TableWithColumns) || !(b.Resource.Table ?? b.Resource.TableWithColumns))
    return false;
  const [on, off] = [listedForm(a.Resource, grant.account), listedForm(b.Resource, revoke.account)];
  return placeKey(on) === placeKey(off) && columnForm(on) !== columnForm(off);
}
