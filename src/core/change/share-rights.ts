import { ALL_TABLES } from '../model/keys';
import type { PermissionRow, Resource } from '../model/lakeformation';
import { kindOf } from '../model/mesh/principals';
import type { Verdict } from './caller-rights';
import type { Draft } from './draft';
import { sameName } from './find';
import { listedForm, ownerOf, resourceKey } from './resource-key';

/**
 * Whether the acting account's administrator may pass on permissions on another account's resource (X1, X2): what a share
 * with the account lets it pass on is certain, and so is that nothing can be passed on where the owner's listing was read
 * and holds no share at all. Shares by LF-Tags and with organizations are for the service to judge.
 */
export function shareVerdict(draft: Draft, resource: Resource, wanted: readonly string[]): Verdict {
  const owner = ownerOf(resource, draft.account);
  const shares = draft.all('permissions').flatMap(({ member, record }) => {
    const holder = record.Principal.DataLakePrincipalIdentifier;
    if (holder !== draft.account && kindOf(holder) !== 'organization') return [];
    const row = { ...record, Resource: listedForm(record.Resource, member.account) };
    return ownerOf(row.Resource, member.account) === owner ? [row] : [];
  });
  const isRead = draft.members.some(
    (member) => member.account === owner && draft.as(member).reads('permissions') && !draft.as(member).isBlind,
  );
  if (shares.length === 0) return isRead ? 'no' : 'unknown';
  const options = new Set(
    shares
      .filter((row) => row.Principal.DataLakePrincipalIdentifier === draft.account && reaches(row, resource))
      .flatMap((row) => row.PermissionsWithGrantOption ?? []),
  );
  return options.has('ALL') || wanted.every((permission) => options.has(permission)) ? 'yes' : 'unknown';
}

/** Whether a share's row is about the very thing that is to be passed on, or about all tables of its database. */
function reaches({ Resource: shared }: PermissionRow, resource: Resource): boolean {
  const [held, asked] = [shared.Table ?? shared.TableWithColumns, resource.Table ?? resource.TableWithColumns];
  if (!held || !asked) return resourceKey(shared) === resourceKey(resource);
  return (
    held.CatalogId === asked.CatalogId &&
    sameName(held.DatabaseName, asked.DatabaseName) &&
    (held.Name === ALL_TABLES || sameName(held.Name, asked.Name))
  );
}
