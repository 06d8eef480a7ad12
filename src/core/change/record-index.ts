import type { AccessIndex } from '../access/access-index';
import { KIND } from '../model/mesh/grants';
import { isActor } from '../model/mesh/principals';
import { catalogOf, databaseKey } from '../model/keys';
import type { Layer, LayerRecords, Member } from '../model/snapshot';

/** Where the records of a mesh lie, so that a preview touches those of its databases and no others. */
export interface RecordIndex {
  /** By number of the part, for the layers that lie in databases: record numbers by database key. */
  byDatabase: Map<number, Map<string, number[]>>;
  /** By number of the part, for identities and opt-ins: record numbers by principal. */
  byPrincipal: Map<number, Map<string, number[]>>;
  /** Rows that are about no database or table, of everybody and of each actor. */
  elsewhere: { ofAll: number[]; ofActor: Map<number, number[]> };
  /** Whether a principal's rows count for itself or its members alone; those of accounts and of the gate count for many. */
  acts: boolean[];
}

const KEYS: { [L in Layer]?: (record: LayerRecords[L], member: Member) => string } = {
  databases: (d, member) => databaseKey(catalogOf(d.CatalogId, member), d.Name),
  tables: (t, member) => databaseKey(catalogOf(t.CatalogId, member), t.DatabaseName),
  'data-filters': (f) => databaseKey(f.TableCatalogId, f.DatabaseName),
  'tag-assignments': ({ Resource: { Database, Table } }, member) =>
    Table
      ? databaseKey(catalogOf(Table.CatalogId, member), Table.DatabaseName)
      : databaseKey(catalogOf(Database?.CatalogId, member), Database?.Name ?? ''),
};

const HOLDERS: { [L in Layer]?: (record: LayerRecords[L]) => string } = {
  identity: (record) => record.arn,
  'identity-center': (record) => record.arn,
  'opt-ins': ({ Principal }) => Principal.DataLakePrincipalIdentifier,
};

/** Layers of which a preview takes only what lies in its databases. */
export const DATABASE_LAYERS: readonly string[] = Object.keys(KEYS);

const known = new WeakMap<AccessIndex, RecordIndex>();

/** Made once per mesh and kept as long as it: a hundred thousand tables take a tenth of a second. */
export function recordIndexOf(index: AccessIndex): RecordIndex {
  const held = known.get(index);
  if (held) return held;
  const made = build(index);
  known.set(index, made);
  return made;
}

function build({ mesh }: AccessIndex): RecordIndex {
  const members = new Map(mesh.snapshot.members.map((member) => [member.id, member]));
  const byDatabase: RecordIndex['byDatabase'] = new Map();
  const byPrincipal: RecordIndex['byPrincipal'] = new Map();
  mesh.snapshot.parts.forEach((part, number) => {
    const holder = HOLDERS[part.layer] as ((record: unknown) => string) | undefined;
    if (holder) {
      const held = new Map<string, number[]>();
      byPrincipal.set(number, held);
      part.records.forEach((record, at) => push(held, holder(record), at));
    }
    const key = KEYS[part.layer] as ((record: unknown, member: Member) => string) | undefined;
    const member = members.get(part.member);
    if (!key || !member) return;
    const found = new Map<string, number[]>();
    byDatabase.set(number, found);
    part.records.forEach((record, at) => push(found, key(record, member), at));
  });
  const acts = mesh.principals.entries.map((entry) => isActor(entry.kind) || entry.kind.endsWith('group'));
  const elsewhere: RecordIndex['elsewhere'] = { ofAll: [], ofActor: new Map() };
  const { kind, principal, count } = mesh.grants;
  for (let row = 0; row < count; row++) {
    if (kind[row]! < KIND.databasePolicy && kind[row] !== KIND.catalog) continue;
    if (acts[principal[row]!]) push(elsewhere.ofActor, principal[row]!, row);
    else elsewhere.ofAll.push(row);
  }
  return { byDatabase, byPrincipal, elsewhere, acts };
}

function push<K>(map: Map<K, number[]>, key: K, value: number): void {
  const list = map.get(key);
  if (list) list.push(value);
  else map.set(key, [value]);
}
