import type { CaseContext, CaseInput, CasePrincipal, CaseTagAssignment } from '../../../core/model/case';
import { databaseKey, tableKey } from '../../../core/model/keys';
import type { DataLakeSettings, PermissionRow } from '../../../core/model/lakeformation';
import type { World } from '../world';
import { columnNames, lakeOf, lakesIn, lakesOf, tableResource } from './lake';
import type { Lake } from './lake';
import { actorOf, identityArn, roleArn, userArn } from './principals';
import { ownerOf } from './resource-key';
import { scanRows } from './rows';
import { columnKey, pairs } from './tags';

/** Settings without the roles that this sandbox added for itself. */
function settingsOf(world: World, settings: DataLakeSettings): DataLakeSettings {
  const operators = world.data.operators ?? [];
  const DataLakeAdmins = settings.DataLakeAdmins?.filter((p) => !operators.includes(p.DataLakePrincipalIdentifier));
  return { ...settings, DataLakeAdmins };
}

function assignmentsOf(lake: Lake): CaseTagAssignment[] {
  const list: CaseTagAssignment[] = [];
  for (const database of lake.databases.values()) {
    const CatalogId = database.CatalogId ?? lake.account;
    const LFTagOnDatabase = pairs(lake.assigned.get(databaseKey(CatalogId, database.Name)), lake.account);
    if (LFTagOnDatabase.length === 0) continue;
    list.push({
      Resource: { Database: { CatalogId, Name: database.Name } },
      ShowAssignedLFTags: true,
      response: { LFTagOnDatabase },
    });
  }
  for (const tables of lake.tables.values()) {
    for (const table of tables.values()) {
      const place = tableKey(table.CatalogId ?? lake.account, table.DatabaseName, table.Name);
      const LFTagsOnTable = pairs(lake.assigned.get(place), lake.account);
      const { regular, partition } = columnNames(table);
      const LFTagsOnColumns = [...regular, ...partition]
        .map((Name) => ({ Name, LFTags: pairs(lake.assigned.get(columnKey(place, Name)), lake.account) }))
        .filter((column) => column.LFTags.length > 0);
      if (LFTagsOnTable.length + LFTagsOnColumns.length === 0) continue;
      const response = {
        ...(LFTagsOnTable.length > 0 && { LFTagsOnTable }),
        ...(LFTagsOnColumns.length > 0 && { LFTagsOnColumns }),
      };
      list.push({ Resource: tableResource(table, lake.account), ShowAssignedLFTags: true, response });
    }
  }
  return list;
}

/** Rows of the account's listing, and what other accounts wrote about its resources. */
function rowsAbout(world: World, lake: Lake): PermissionRow[] {
  const own = [...scanRows(lake.rows)]
    .map(({ row }) => row)
    .filter((row) => ownerOf(row.Resource, lake.account) === lake.account);
  const others = lakesIn(world, lake.region).filter((other) => other !== lake);
  const local = others.flatMap((other) =>
    [...scanRows(other.rows)]
      .map(({ row }) => row)
      .filter((row) => ownerOf(row.Resource, other.account) === lake.account),
  );
  return [...own, ...local];
}

function contextOf(world: World, lake: Lake): CaseContext {
  const { partition, identityStore, operators = [] } = world.data;
  const principals: Record<string, CasePrincipal> = {};
  for (const { id, roles, users = [] } of world.data.accounts) {
    const arns = [
      ...roles.map((r) => ({ arn: roleArn(partition, id, r), tags: r.tags })),
      ...users.map((u) => ({ arn: userArn(partition, id, u), tags: u.tags })),
    ];
    for (const { arn, tags } of arns)
      if (!operators.includes(arn)) principals[arn] = { exists: true, account: id, tags: tags ?? {} };
  }
  for (const { id } of identityStore?.users ?? []) {
    const groups = (identityStore?.groups ?? [])
      .filter((g) => g.members.includes(id))
      .map((g) => identityArn(partition, 'group', g.id));
    principals[identityArn(partition, 'user', id)] = { exists: true, account: lake.account, groups };
  }
  for (const [arn, groups] of Object.entries(world.data.unlistedGroups ?? {}))
    principals[arn] ??= { exists: true, groups };
  for (const { Principal } of rowsAbout(world, lake)) {
    const actor = actorOf(world, Principal.DataLakePrincipalIdentifier);
    if (!actor.exists) principals[actor.arn] ??= { exists: false, ...(actor.account && { account: actor.account }) };
  }
  const others = lakesIn(world, lake.region).filter((other) => other !== lake);
  const accounts = Object.fromEntries(
    others.map((o) => [o.account, { DataLakeSettings: settingsOf(world, o.settings) }]),
  );
  return { principals, ...(others.length > 0 && { accounts }) };
}

/** One account and region as a decision case's input: what is true now, after every write. */
export function toInput(world: World, account: string, region: string): CaseInput {
  const lake = lakeOf(world, account, region);
  return {
    account,
    region,
    DataLakeSettings: settingsOf(world, lake.settings),
    ResourceInfoList: [...lake.locations.values()],
    LakeFormationOptInsInfoList: [...lake.optIns.values()],
    PrincipalResourcePermissions: rowsAbout(world, lake),
    CatalogList: [...lake.catalogs.values()],
    DatabaseList: [...lake.databases.values()],
    TableList: [...lake.tables.values()].flatMap((tables) => [...tables.values()]),
    LFTags: [...lake.tags.values()].map((tag) => ({ CatalogId: account, TagKey: tag.key, TagValues: [...tag.values] })),
    LFTagExpressions: [...lake.expressions.values()],
    lfTagAssignments: assignmentsOf(lake),
    DataCellsFilters: [...lake.filters.values()],
    context: contextOf(world, lake),
  };
}

/** The whole lake state, one input per account and region: for tests that compare what was planned with what is. */
export const dump = (world: World): CaseInput[] =>
  [...lakesOf(world).values()].map((lake) => toInput(world, lake.account, lake.region));
