import type { AccessIndex } from '../access/access-index';
import { locationOf } from '../access/data-path';
import { resourceText } from '../access/resource-text';
import { accountOfCatalog } from '../model/keys';
import type { Resource } from '../model/lakeformation';
import { isBelow, registrationOf, s3Path } from '../model/mesh/locations';
import type { Mesh } from '../model/mesh/mesh';
import { recordsOf } from '../model/snapshot';
import { compare, lakeView, placeOf } from './places';
import type { AccountSettings, LakeLocation, LakeOptIn, LakePlace, LakeSettingsView } from './views';

/** Names of tables that are told for one location; the rest is counted. */
const TABLES_MOST = 200;

/** Registered locations, opt-ins and settings of every account that was read. */
export function lakeSettingsView({ mesh }: AccessIndex, label: (principal: string) => string): LakeSettingsView {
  const about = lakeView(mesh.snapshot, ['locations', 'opt-ins', 'settings', 'tables']);
  return {
    ...about,
    locations: locations(mesh, about.places),
    optIns: optIns(mesh, about.places, label),
    settings: settings(mesh, about.places),
  };
}

function locations(mesh: Mesh, places: readonly LakePlace[]): LakeLocation[] {
  const { catalogs, databases, tables } = mesh.catalog;
  const below = new Map<unknown, string[]>();
  for (const table of tables) {
    const database = databases[table.database]!;
    const found = registrationOf(mesh.locations, locationOf(table), catalogs[database.catalog]!.account);
    if (!found) continue;
    const list = below.get(found.record);
    if (list) list.push(`${database.name}.${table.name}`);
    else below.set(found.record, [`${database.name}.${table.name}`]);
  }
  const all = [...recordsOf(mesh.snapshot, 'locations')].map(({ member, record }): LakeLocation => {
    const own = s3Path(record.ResourceArn) ?? record.ResourceArn;
    const around = mesh.locations.all
      .filter(({ account, path }) => account === member.account && path !== own && isBelow(own, path))
      .sort((a, b) => b.path.length - a.path.length)[0];
    const held = (below.get(record) ?? []).sort(compare);
    return {
      ...placeOf(places, member.account, member.region),
      record,
      tables: held.slice(0, TABLES_MOST),
      tableTotal: held.length,
      ...(around ? { within: around.record.ResourceArn } : {}),
    };
  });
  return all.sort((a, b) => compare(a.record.ResourceArn, b.record.ResourceArn) || compare(a.account, b.account));
}

function optIns(mesh: Mesh, places: readonly LakePlace[], label: (principal: string) => string): LakeOptIn[] {
  const found = [...recordsOf(mesh.snapshot, 'opt-ins')].map(({ member, record }): LakeOptIn => ({
    ...placeOf(places, member.account, member.region),
    principal: label(record.Principal.DataLakePrincipalIdentifier),
    resource: `${ownerOf(record.Resource, member.account)}${resourceText(record.Resource)}`,
    record,
  }));
  return found.sort((a, b) => compare(a.principal, b.principal) || compare(a.resource, b.resource));
}

/** The owner's account in front of what another one owns. */
function ownerOf({ Database, Table, Catalog }: Resource, account: string): string {
  const id = (Database ?? Table)?.CatalogId ?? Catalog?.Id;
  return id === undefined || Catalog || accountOfCatalog(id) === account ? '' : `${id}/`;
}

function settings(mesh: Mesh, places: readonly LakePlace[]): AccountSettings[] {
  const found = new Map<string, AccountSettings>();
  for (const { member, record } of recordsOf(mesh.snapshot, 'settings')) {
    const listed = [...(record.DataLakeAdmins ?? []), ...(record.ReadOnlyAdmins ?? [])];
    const missing = listed.map((p) => p.DataLakePrincipalIdentifier).filter((arn) => isGone(mesh, arn));
    found.set(`${member.account}/${member.region}`, {
      ...placeOf(places, member.account, member.region),
      settings: record,
      missing,
    });
  }
  return [...found.values()].sort((a, b) => compare(a.accountName ?? a.account, b.accountName ?? b.account));
}

function isGone({ principals }: Mesh, arn: string): boolean {
  const id = principals.ids.find(arn);
  return id !== undefined && principals.entries[id]!.existence === 'missing';
}
