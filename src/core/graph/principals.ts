import { accountOfPrincipal, parseArn } from '../model/arn';
import { isGatePrincipal } from '../model/keys';
import { accountDomain, homeOf, homeOfPrincipal } from './domains';
import { addMark, addNode, type Draft } from './draft';
import { accountNodeId, consumerNodeId, gateNodeId } from './ids';
import { projectOfRole } from './products';
import type { Sources } from './sources';

/** A principal that stands for a whole account, organization or unit of one: rows to it are shares, not access (X1). */
export const isShareTarget = (principal: string): boolean =>
  /^\d{12}$/.test(principal) || /^arn:[^:]+:organizations::/.test(principal);

/**
 * The node of a principal, with the project, domain or group it belongs to. `account` is the account whose catalog the
 * row is about; it tells one account's gate group from another's.
 */
export function addPrincipal(draft: Draft, principal: string, account: string): string {
  if (isGatePrincipal(principal)) {
    const id = gateNodeId(account);
    return addNode(draft, {
      id,
      kind: 'consumer',
      label: 'IAM_ALLOWED_PRINCIPALS',
      parent: homeOf(draft, account),
      account,
    });
  }
  if (isShareTarget(principal)) return addShareTarget(draft, principal);
  const known = draft.nodes.get(consumerNodeId(principal));
  if (known) return known.id;
  const owner = accountOfPrincipal(principal);
  const project = projectOfRole(draft, principal);
  const parent = project && draft.nodes.has(project) ? project : homeOfPrincipal(draft, owner);
  const label = environmentRoleLabel(draft, principal) ?? principalLabel(draft.sources, principal);
  const id = addNode(draft, { id: consumerNodeId(principal), kind: 'consumer', label, parent, account: owner });
  if (isDeleted(draft.sources, principal))
    addMark(draft, id, 'This principal no longer exists; its grants wait for one of the same name.');
  return id;
}

/** DataZone names its roles by ids; a person knows the environment. The ARN stays in the details. */
function environmentRoleLabel(draft: Draft, arn: string): string | undefined {
  const own = /datazone_usr_(?:role_)?/.test(arn) ? draft.projectOfPrincipal.get(arn) : undefined;
  const name = own && draft.nodes.get(own)?.label;
  return name && `User role of ${name}`;
}

function addShareTarget(draft: Draft, principal: string): string {
  const id = accountNodeId(principal);
  if (!/^\d{12}$/.test(principal)) {
    const label = `${principal.includes(':ou/') ? 'Organizational unit' : 'Organization'} ${principal.split('/').pop() ?? ''}`;
    return addNode(draft, { id, kind: 'account', label, parent: homeOfPrincipal(draft, undefined) });
  }
  const member = draft.sources.memberAccounts.get(principal);
  const label = member?.accountName ? `${member.accountName} (${principal})` : `Account ${principal}`;
  const parent =
    draft.homes.get(principal) ?? (member ? accountDomain(draft, principal) : homeOfPrincipal(draft, undefined));
  addNode(draft, { id, kind: 'account', label, parent, account: principal });
  if (!member) addMark(draft, id, 'This account was not read: no profile of the connection reaches it.');
  return id;
}

/** True only where the account's IAM principals were listed and this one is not among them. */
export function isDeleted(sources: Sources, principal: string): boolean {
  const arn = parseArn(principal);
  if (arn?.service !== 'iam' || !/^(role|user)\//.test(arn.resource)) return false;
  return sources.identityRead.has(arn.account) && !sources.identities.has(principal);
}

/** The short name of a principal: the last part of its path, or the name that the identity layer knows. */
export function principalLabel(sources: Pick<Sources, 'identities'>, principal: string): string {
  const known = sources.identities.get(principal)?.name;
  if (known) return known;
  const all = /^(\d{12}):IAMPrincipals$/i.exec(principal);
  if (all) return `All IAM principals of ${all[1] ?? ''}`;
  const resource = parseArn(principal)?.resource;
  if (!resource) return principal;
  const name = resource.slice(
    Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':user'), resource.lastIndexOf(':group')) + 1,
  );
  return name || resource;
}

/** `role`, `user`, `group` …, for a sentence. */
export function principalNoun(principal: string): string {
  if (isGatePrincipal(principal)) return 'group of all IAM principals';
  const noun = /(?:^|[:/])(role|user|group)\//.exec(parseArn(principal)?.resource ?? '')?.[1];
  return noun ?? (isShareTarget(principal) ? 'account' : 'principal');
}
