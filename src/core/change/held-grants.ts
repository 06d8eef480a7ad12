import type { AccessIndex } from '../access/access-index';
import { resourceText } from '../access/resource-text';
import { shortName } from '../access/sentence';
import { ALL_TABLES } from '../model/keys';
import type { Resource } from '../model/lakeformation';
import { itemsOf } from '../model/mesh/groups';
import { rowMember, rowRecord } from '../model/mesh/mesh';
import { rowsOnRef, type GrantRef } from './grant-ref';
import type { Edit } from './plan-types';

/** A permission row as a person takes it back: the sentence, and the edit that revokes it. */
export interface HeldGrant {
  principal: string;
  sentence: string;
  permissions: string[];
  /** Those that they may pass on. */
  grantable: string[];
  by?: string;
  at?: string;
  revoke: Edit;
}

/** More are not offered for one question. */
const MOST = 500;

/** The rows that a principal holds, that reach an object, or both; each with the edit that takes it back. */
export function heldGrants(index: AccessIndex, principal: string | undefined, ref: GrantRef | undefined): HeldGrant[] {
  const { grants, principals } = index.mesh;
  const id = principal === undefined ? undefined : principals.ids.find(principal);
  const groups = id === undefined ? [] : [id, ...principals.entries[id]!.groups];
  const reaching = ref && rowsOnRef(index, ref);
  const rows = reaching ?? groups.flatMap((one) => [...itemsOf(grants.byPrincipal, one)]);
  const mine = id === undefined ? rows : rows.filter((row) => groups.includes(grants.principal[row]!));
  const seen = new Set<string>();
  const held: HeldGrant[] = [];
  for (const row of mine) {
    const record = rowRecord(index.mesh, row);
    const member = rowMember(index.mesh, row);
    const resource = revocable(record.Resource);
    const owner = ownerOf(resource) ?? member.account;
    // A row is revoked where it lives: a consumer's own listing of a producer's row is the producer's to revoke.
    const home = index.mesh.snapshot.members.find((m) => m.account === owner && m.region === member.region) ?? member;
    const key = JSON.stringify([record.Principal, resource, record.Condition, record.Permissions]);
    if (seen.has(key)) continue;
    seen.add(key);
    held.push({
      principal: record.Principal.DataLakePrincipalIdentifier,
      sentence: `${shortName(record.Principal.DataLakePrincipalIdentifier)}: ${record.Permissions.join(', ')} on ${resourceText(record.Resource)}`,
      permissions: record.Permissions,
      grantable: record.PermissionsWithGrantOption ?? [],
      ...(record.LastUpdatedBy === undefined ? {} : { by: shortName(record.LastUpdatedBy) }),
      ...(record.LastUpdated === undefined ? {} : { at: record.LastUpdated }),
      revoke: {
        account: home.account,
        region: home.region,
        service: 'lakeformation',
        operation: 'RevokePermissions',
        request: {
          Principal: record.Principal,
          Resource: resource,
          Permissions: record.Permissions,
          ...(record.PermissionsWithGrantOption?.length
            ? { PermissionsWithGrantOption: record.PermissionsWithGrantOption }
            : {}),
          ...(record.Condition?.Expression ? { Condition: record.Condition } : {}),
        },
      },
    });
    if (held.length >= MOST) break;
  }
  return held;
}

/** The form in which a listed row is taken back: the all-tables SELECT row is output only (LP6). */
function revocable(resource: Resource): Resource {
  const { Table, TableWithColumns } = resource;
  if (TableWithColumns?.Name === ALL_TABLES) {
    const { CatalogId, DatabaseName } = TableWithColumns;
    return { Table: { ...(CatalogId === undefined ? {} : { CatalogId }), DatabaseName, TableWildcard: {} } };
  }
  if (Table?.TableWildcard) {
    const { CatalogId, DatabaseName } = Table;
    return { Table: { ...(CatalogId === undefined ? {} : { CatalogId }), DatabaseName, TableWildcard: {} } };
  }
  return resource;
}

function ownerOf(resource: Resource): string | undefined {
  const body = Object.values(resource)[0] as { CatalogId?: string; TableCatalogId?: string; Id?: string } | undefined;
  return (body?.CatalogId ?? body?.TableCatalogId ?? body?.Id)?.split(':', 1)[0];
}
