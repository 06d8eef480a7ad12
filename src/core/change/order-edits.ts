import { columnForm, principalKey, type PermissionRequest } from './permission-rows';
import type { Edit } from './plan-types';
import { listedForm } from './resource-key';
import { placeKey } from './watch';

/**
 * The order in which edits can succeed, as positions: a revoke comes before a grant to the same principal on the same
 * table where one of the two limits columns and the other does not, for the service refuses the grant while the other
 * form stands (V9, V3). All else keeps its place.
 */
export function workableOrder(edits: readonly Edit[]): number[] {
  const order = edits.map((_, position): number => position);
  const grants = new Map<string, number[]>();
  const before = new Map<number, number[]>();
  edits.forEach((edit, position) => {
    const key = addressOf(edit);
    if (key === undefined) return;
    if (edit.operation === 'GrantPermissions') push(grants, key, position);
    const first = edit.operation === 'RevokePermissions' ? grants.get(key)?.find((at) => differs(edits[at]!, edit)) : undefined; // prettier-ignore
    if (first === undefined) return;
    push(before, first, position);
  });
  const moved = new Set([...before.values()].flat());
  return order.flatMap((position) => (moved.has(position) ? [] : [...(before.get(position) ?? []), position]));
}

function push<K>(lists: Map<K, number[]>, key: K, position: number): void {
  const list = lists.get(key);
  if (list) list.push(position);
  else lists.set(key, [position]);
}

/** Principal and table of a grant or revoke on a table or its columns. */
function addressOf({ operation, account, request }: Edit): string | undefined {
  if (operation !== 'GrantPermissions' && operation !== 'RevokePermissions') return undefined;
  const { Principal, Resource: resource } = request as PermissionRequest;
  if (!resource || !Principal?.DataLakePrincipalIdentifier) return undefined;
  if (!(resource.Table ?? resource.TableWithColumns)) return undefined;
  return `${account} ${principalKey(Principal.DataLakePrincipalIdentifier)} ${placeKey(listedForm(resource, account))}`;
}

/** Whether one of two requests limits columns in another way than the other. */
const differs = (a: Edit, b: Edit): boolean =>
  columnForm((a.request as PermissionRequest).Resource!) !== columnForm((b.request as PermissionRequest).Resource!);
