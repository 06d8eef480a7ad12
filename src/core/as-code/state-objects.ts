import type { AccessIndex } from '../access/access-index';
import { locationOf } from '../access/data-path';
import { listedForm, resourceKey } from '../change/resource-key';
import { accountOfCatalog } from '../model/keys';
import { registrationOf } from '../model/mesh/locations';
import { recordsOf, type Snapshot } from '../model/snapshot';
import type { Chosen } from './chosen';
import type { Statement } from './code-types';
import { covers, coversPath, coversPlace, type ChosenExpressions } from './covers';
import { isServiceRole } from './service-role';
import { statement, type StatePart } from './state-part';

/** Registrations of an account, below a prefix, or over the data of a chosen table. */
export function locationStatements({ mesh }: AccessIndex, chosen: Chosen): StatePart {
  const { catalog, locations } = mesh;
  const under = new Set<object>();
  for (const table of catalog.tables) {
    const database = catalog.databases[table.database]!;
    const home = catalog.catalogs[database.catalog]!;
    if (!coversPlace(chosen, home.region, home.catalogId, database.name, table.name)) continue;
    const found = registrationOf(locations, locationOf(table), home.account);
    if (found) under.add(found.record);
  }
  const statements = new Map<string, Statement>();
  for (const { member, record } of recordsOf(mesh.snapshot, 'locations')) {
    const { ResourceArn, RoleArn, HybridAccessEnabled, WithFederation, WithPrivilegedAccess } = record;
    if (!under.has(record) && !chosen.accounts.has(member.account) && !coversPath(chosen, ResourceArn)) continue;
    const role = isServiceRole(record) ? { UseServiceLinkedRole: true } : RoleArn === undefined ? {} : { RoleArn };
    statements.set(
      `${member.account} ${member.region} ${ResourceArn}`,
      statement(member, 'RegisterResource', {
        ResourceArn,
        ...role,
        ...(HybridAccessEnabled === undefined ? {} : { HybridAccessEnabled }),
        ...(WithFederation === undefined ? {} : { WithFederation }),
        ...(WithPrivilegedAccess === undefined ? {} : { WithPrivilegedAccess }),
      }),
    );
  }
  return { statements: [...statements.values()] };
}

/** Filters as their tables' owner lists them, without the version that the service gives. */
export function filterStatements(snapshot: Snapshot, chosen: Chosen): StatePart {
  const statements = new Map<string, Statement>();
  for (const { member, record } of recordsOf(snapshot, 'data-filters')) {
    const { VersionId: _version, ...TableData } = record;
    const { TableCatalogId, DatabaseName, TableName, Name } = TableData;
    if (accountOfCatalog(TableCatalogId) !== member.account) continue;
    const isAsked =
      chosen.accounts.has(member.account) ||
      coversPlace(chosen, member.region, TableCatalogId, DatabaseName, TableName);
    if (!isAsked) continue;
    const key = JSON.stringify([member.region, TableCatalogId, DatabaseName, TableName, Name]);
    statements.set(key, statement(member, 'CreateDataCellsFilter', { TableData }));
  }
  return { statements: [...statements.values()] };
}

export function optInStatements(snapshot: Snapshot, chosen: Chosen, expressions: ChosenExpressions): StatePart {
  const statements = new Map<string, Statement>();
  for (const { member, record } of recordsOf(snapshot, 'opt-ins')) {
    const { Principal, Resource, Condition } = record;
    const isAsked =
      chosen.accounts.has(member.account) ||
      chosen.principals.has(Principal.DataLakePrincipalIdentifier) ||
      covers(chosen, expressions, Resource, member);
    if (!isAsked) continue;
    const at = resourceKey(listedForm(Resource, member.account));
    const key = JSON.stringify([member.account, member.region, Principal, at, Condition?.Expression ?? null]);
    const condition = Condition?.Expression ? { Condition: { Expression: Condition.Expression } } : {};
    statements.set(key, statement(member, 'CreateLakeFormationOptIn', { Principal, Resource, ...condition }));
  }
  return { statements: [...statements.values()] };
}

export function settingsStatements(snapshot: Snapshot, { accounts }: Chosen): StatePart {
  const statements = new Map<string, Statement>();
  for (const { member, record } of recordsOf(snapshot, 'settings'))
    if (accounts.has(member.account))
      statements.set(
        `${member.account} ${member.region}`,
        statement(member, 'PutDataLakeSettings', { DataLakeSettings: record }),
      );
  return { statements: [...statements.values()] };
}
