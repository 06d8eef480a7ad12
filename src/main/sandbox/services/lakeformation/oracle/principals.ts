import type { PermissionRow } from '../../../../../core/model/lakeformation';
import { accountData } from '../../../state/lake';
import { isIamActor } from '../../../state/principals';
import type { Actor } from '../../../state/principals';
import type { World } from '../../../world';
import { conditionHolds } from './cedar';

/** How a row reaches an actor: by its name, a group, as one of all IAM principals, or under a condition on its tags. */
export type Reach = 'self' | 'group' | 'all-iam' | 'attributes';

/** Does this row (or opt-in) speak to the actor? G11, G12, G13. The gate group, accounts and organizations never do. */
export function reaches(actor: Actor, row: Pick<PermissionRow, 'Principal' | 'Condition'>): Reach | undefined {
  const principal = row.Principal.DataLakePrincipalIdentifier;
  const expression = row.Condition?.Expression;
  const holds = expression === undefined || expression === '' || conditionHolds(expression, actor.tags);
  if (!holds) return undefined;
  const by = (reach: Reach): Reach => (expression ? 'attributes' : reach);
  if (principal === actor.arn) return by('self');
  if (actor.groups.includes(principal)) return by('group');
  const all = /^(\d{12}):IAMPrincipals$/i.exec(principal);
  return all && isIamActor(actor) && actor.account === all[1] ? by('all-iam') : undefined;
}

/** Is the row a share to the whole account: its id, or an organization or unit that it belongs to (X1)? */
export function sharesWith(world: World, account: string, row: Pick<PermissionRow, 'Principal'>): boolean {
  const principal = row.Principal.DataLakePrincipalIdentifier;
  if (principal === account) return true;
  return /^arn:[^:]+:organizations:/.test(principal) && accountData(world, account) !== undefined;
}
