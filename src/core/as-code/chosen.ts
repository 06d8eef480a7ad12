import type { AccessIndex } from '../access/access-index';
import { principalScope } from '../access/principal-scope';
import { resolveResource, type Unresolved } from '../access/resolve';
import { refText, type ResourceRef } from '../access/resource-ref';
import { resourceScope } from '../access/resource-scope';
import type { GraphNode, MeshGraph } from '../graph/types';
import { databaseKey, tableKey } from '../model/keys';
import { fail, ok, type Result } from '../model/result';

/** What a present state is asked of, as people write it. */
export interface Selection {
  of: 'resource' | 'principal' | 'domain' | 'account';
  /** `[account/]database[.table]`, `tag:key[=value]`, `product:NAME`, an S3 address; a principal; a mesh domain; an account id. */
  name: string;
}

/** A selection found in the mesh. Keys of catalog objects carry their region, or `*` where it is not known. */
export interface Chosen {
  title: string;
  accounts: Set<string>;
  catalogs: Set<string>;
  databases: Set<string>;
  tables: Set<string>;
  principals: Set<string>;
  tags: { account: string; key: string; value?: string }[];
  /** `bucket/prefix`. */
  prefixes: string[];
}

export const placed = (region: string, key: string): string => `${region} ${key}`;

/** Errors: those of resolving a resource or a principal, DOMAIN_UNKNOWN, ACCOUNT_UNKNOWN. */
export function choose(index: AccessIndex, graph: () => MeshGraph, asked: Selection): Result<Chosen, Unresolved> {
  const name = asked.name.trim();
  switch (asked.of) {
    case 'resource':
      return chooseResource(index, name);
    case 'principal': {
      const scope = principalScope(index, name);
      return scope.ok
        ? ok({ ...nothing(scope.value.text), principals: new Set([...scope.value.principals, ...itself(scope.value)]) })
        : scope;
    }
    case 'domain':
      return chooseDomain(graph(), name);
    case 'account': {
      const members = index.mesh.snapshot.members.map(({ account }) => account);
      if (members.includes(name)) return ok({ ...nothing(`account ${name}`), accounts: new Set([name]) });
      return unknown('ACCOUNT_UNKNOWN', `Account ${name} is not part of this snapshot.`, [...new Set(members)]);
    }
  }
}

/** A collective text stands for its principals; any other is a principal itself. */
const itself = ({ text, collective }: { text: string; collective: boolean }): string[] => (collective ? [] : [text]);

const nothing = (title: string): Chosen => ({
  title,
  accounts: new Set(),
  catalogs: new Set(),
  databases: new Set(),
  tables: new Set(),
  principals: new Set(),
  tags: [],
  prefixes: [],
});

const unknown = (code: string, message: string, candidates: string[]): Result<never, Unresolved> =>
  fail({
    code,
    message,
    candidates,
    wayOut: candidates.length > 0 ? 'Write one of the candidates in full.' : 'Crawl what holds it first.',
  });

function chooseResource(index: AccessIndex, name: string): Result<Chosen, Unresolved> {
  const one = resolveResource(index, name);
  if (one.ok) return ok(withRef(index, nothing(refText(index, one.value)), one.value));
  const scope = resourceScope(index, name);
  if (!scope.ok) return scope;
  return ok(scope.value.refs.reduce((chosen, ref) => withRef(index, chosen, ref), nothing(scope.value.text)));
}

function withRef({ mesh: { catalog } }: AccessIndex, chosen: Chosen, ref: ResourceRef): Chosen {
  switch (ref.kind) {
    case 'table': {
      const table = catalog.tables[ref.table]!;
      const database = catalog.databases[table.database]!;
      const home = catalog.catalogs[database.catalog]!;
      chosen.tables.add(placed(home.region, tableKey(home.catalogId, database.name, table.name)));
      return chosen;
    }
    case 'database': {
      const database = catalog.databases[ref.database]!;
      const home = catalog.catalogs[database.catalog]!;
      chosen.databases.add(placed(home.region, databaseKey(home.catalogId, database.name)));
      return chosen;
    }
    case 'catalog': {
      const home = catalog.catalogs[ref.catalog]!;
      chosen.catalogs.add(placed(home.region, home.catalogId));
      return chosen;
    }
    case 'location':
      chosen.prefixes.push(ref.path);
      return chosen;
    case 'tag':
      chosen.tags.push({
        account: ref.account,
        key: ref.key.toLowerCase(),
        ...(ref.value === undefined ? {} : { value: ref.value.toLowerCase() }),
      });
      return chosen;
  }
}

/** The tables and databases that the picture of the mesh puts into a domain, by its name or id. */
function chooseDomain(graph: MeshGraph, name: string): Result<Chosen, Unresolved> {
  const domains = graph.nodes.filter(({ kind }) => kind === 'domain');
  const byId = domains.filter(({ id }) => id === name);
  const found = byId.length > 0 ? byId : domains.filter(({ label }) => label.toLowerCase() === name.toLowerCase());
  const [domain] = found;
  if (!domain || found.length > 1)
    return unknown(
      domain ? 'DOMAIN_AMBIGUOUS' : 'DOMAIN_UNKNOWN',
      domain ? `${String(found.length)} domains are called ${name}.` : `No domain of this mesh is called ${name}.`,
      (domain ? found.map(({ id }) => id) : domains.map(({ label }) => label)).slice(0, 12),
    );
  const chosen = nothing(`domain ${domain.label}`);
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  for (const node of graph.nodes) {
    if ((node.kind !== 'table' && node.kind !== 'database') || !isWithin(nodes, node, domain.id)) continue;
    const key = /^(?:table|database):(?!asset\/|listing\/)(.*)$/s.exec(node.id)?.[1];
    if (key !== undefined) chosen[node.kind === 'table' ? 'tables' : 'databases'].add(placed('*', key));
  }
  return ok(chosen);
}

function isWithin(nodes: ReadonlyMap<string, GraphNode>, node: GraphNode, domain: string): boolean {
  let at: GraphNode | undefined = node;
  for (let depth = 0; at && depth < 10; depth++) {
    if (at.id === domain) return true;
    at = at.parent === undefined ? undefined : nodes.get(at.parent);
  }
  return false;
}
