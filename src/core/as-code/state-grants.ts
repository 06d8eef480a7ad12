import { resourceText } from '../access/resource-text';
import { shortName } from '../access/sentence';
import { ownerOf, listedForm, resourceKey } from '../change/resource-key';
import { inputForm } from '../change/inverse-rows';
import type { PermissionRow, Resource } from '../model/lakeformation';
import { recordsOf, type Member, type Snapshot } from '../model/snapshot';
import type { Chosen } from './chosen';
import type { Left } from './code-types';
import { covers, type ChosenExpressions } from './covers';
import { statement, type StatePart } from './state-part';

interface Grant {
  member: Member;
  row: PermissionRow;
  resource: Resource;
  permissions: Set<string>;
  grantable: Set<string>;
}

/**
 * Permission rows as grants. SELECT on all columns and the other permissions of a table are two rows and one grant (LP5);
 * a row that its owner lists is granted there, any other by the account that lists it (X5).
 */
export function grantStatements(snapshot: Snapshot, chosen: Chosen, expressions: ChosenExpressions): StatePart {
  const grants = new Map<string, Grant>();
  const strangers = new Map<string, Left>();
  for (const { member, record: row } of recordsOf(snapshot, 'permissions')) {
    const principal = row.Principal.DataLakePrincipalIdentifier;
    const isChosen =
      chosen.accounts.has(member.account) ||
      chosen.principals.has(principal) ||
      covers(chosen, expressions, row.Resource, member);
    if (!isChosen) continue;
    const resource = wholeForm(row.Resource);
    const owner = ownerOf(row.Resource, member.account);
    const name = nameOf(row, resource, member);
    if (owner !== member.account && grants.has(`${owner} ${name}`)) continue;
    if (owner !== member.account && principal === member.account) {
      strangers.set(name, {
        what: `${row.Permissions.join(', ')} on ${resourceText(row.Resource)} for ${shortName(principal)}`,
        why: `account ${owner} granted it, and its own listing is not part of this state`,
      });
      continue;
    }
    const key = `${member.account} ${name}`;
    const held = grants.get(key) ?? { member, row, resource, permissions: new Set(), grantable: new Set() };
    for (const permission of row.Permissions) held.permissions.add(permission);
    for (const permission of row.PermissionsWithGrantOption ?? []) held.grantable.add(permission);
    grants.set(key, held);
  }
  for (const [key, { member, resource, row }] of grants) {
    const owner = ownerOf(resource, member.account);
    // The owner's listing may come after another account's.
    if (owner !== member.account && grants.has(`${owner} ${nameOf(row, resource, member)}`)) grants.delete(key);
  }
  const owned = new Set([...grants.keys()].map((key) => key.slice(key.indexOf(' ') + 1)));
  return {
    statements: [...grants.values()].map(({ member, row, resource, permissions, grantable }) =>
      statement(member, 'GrantPermissions', {
        Principal: { DataLakePrincipalIdentifier: row.Principal.DataLakePrincipalIdentifier },
        Resource: resource,
        Permissions: [...permissions],
        ...(grantable.size > 0 ? { PermissionsWithGrantOption: [...grantable] } : {}),
        ...(row.Condition?.Expression ? { Condition: { Expression: row.Condition.Expression } } : {}),
      }),
    ),
    left: [...strangers].filter(([name]) => !owned.has(name)).map(([, stranger]) => stranger),
  };
}

/** The form in which a row is granted: the whole table where no column is left out, never the listed wildcard (LP5, LP6). */
function wholeForm(resource: Resource): Resource {
  const given = inputForm(resource);
  const split = given.TableWithColumns;
  if (!split || split.ColumnNames?.length || split.ColumnWildcard?.ExcludedColumnNames?.length) return given;
  const { CatalogId, DatabaseName, Name } = split;
  return { Table: { ...(CatalogId === undefined ? {} : { CatalogId }), DatabaseName, Name } };
}

/** One text per grant: region, principal, resource with its choice of columns, and condition. */
function nameOf(row: PermissionRow, resource: Resource, member: Member): string {
  const split = resource.TableWithColumns;
  return JSON.stringify([
    member.region,
    row.Principal.DataLakePrincipalIdentifier,
    resourceKey(listedForm(resource, member.account)),
    split?.ColumnNames ?? split?.ColumnWildcard ?? null,
    row.Condition?.Expression ?? null,
  ]);
}
