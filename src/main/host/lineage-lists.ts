import { caveated } from '../../core/access/caveat';
import { shortName } from '../../core/access/sentence';
import { graphIndex } from '../../core/graph/graph-index';
import { ownersOf } from '../../core/graph/node-owners';
import { compareText } from '../../core/graph/order';
import { sourcesOf } from '../../core/graph/sources';
import type {
  AudienceAnswer,
  ImpactAnswer,
  ImpactRow,
  LineageSubject,
  LostTagsAnswer,
} from '../../core/lineage/answers';
import { derivedAudience } from '../../core/lineage/audience';
import type { Lineage } from '../../core/lineage/build';
import { impactOf } from '../../core/lineage/impact';
import { isLink, looksSensitive, lostTags } from '../../core/lineage/lost-tags';
import { audienceSentence, impactSentence, lostTagsSentence } from '../../core/lineage/sentences';
import { tagProposal } from '../../core/lineage/tag-proposal';
import { isToldBy } from '../../core/lineage/witness';
import { lineageAccessOf, lineageOf, nameOf, subjectOf, type Subject } from './lineage-on-hand';
import type { MeshOnHand } from './mesh-on-hand';
import type { HostContext } from './question';
import { graphOf } from './questions/graph';

export async function impactOn(context: HostContext, { resource }: LineageSubject): Promise<ImpactAnswer> {
  const mesh = context.current();
  const lineage = await lineageOf(context);
  const subject = subjectOf(mesh, lineage, resource);
  const rows = impactRows(mesh, lineage, subject);
  return { sentence: impactSentence(subject.label, rows), rows, coverage: mesh.snapshot.coverage };
}

export async function audienceOn(context: HostContext, { resource }: LineageSubject): Promise<AudienceAnswer> {
  const mesh = context.current();
  const { graph, completeness } = await lineageOf(context);
  const subject = subjectOf(mesh, { graph, completeness }, resource);
  const access = lineageAccessOf(mesh);
  const answer = derivedAudience(graph, access, subject.id, subject.column);
  const beyond = new Set(answer.beyond);
  const nodeOf = (id: string) => graph.nodes[graph.indexOf.get(id)!]!;
  const places = answer.places
    // A link shows its target's rows to its target's readers; a product only holds tables.
    .filter(({ table }) => nodeOf(table).kind !== 'product' && !isLink(graph, table))
    .map(({ table, column, distance, how, via }) => ({
      table,
      name: nameOf(mesh, table, nodeOf(table).label),
      ...(column === undefined ? {} : { column }),
      distance,
      how,
      ...(via ? { via: [nameOf(mesh, via.table, nodeOf(via.table).label), via.column].filter(Boolean).join('.') } : {}),
      readers: access.readersWhy(table, column).map((one) => ({ ...one, beyond: beyond.has(one.principal) })),
      unknown: !access.knows(table),
    }));
  const own = [...access.readers(subject.id, subject.column)].sort(compareText);
  return {
    sentence: caveated(mesh.snapshot.coverage, {
      sentence: audienceSentence(subject.label, own, places, answer.beyond.map(shortName)),
      isEmpty: own.length === 0 && answer.readers.length === 0,
    }),
    own,
    places,
    readers: answer.readers,
    beyond: answer.beyond,
    coverage: mesh.snapshot.coverage,
  };
}

/** `tags` are keys or `key=value`; without them, what looks sensitive by its words. */
export async function lostTagsOn(context: HostContext, tags?: readonly string[]): Promise<LostTagsAnswer> {
  const mesh = context.current();
  const { graph } = await lineageOf(context);
  const wanted = tags?.map((tag) => tag.toLowerCase());
  const isWanted = (tag: string): boolean =>
    wanted?.some((one) => tag.toLowerCase() === one || tag.toLowerCase().startsWith(`${one}=`)) ?? looksSensitive(tag);
  const label = (id: string): string => nameOf(mesh, id, graph.nodes[graph.indexOf.get(id) ?? 0]?.label ?? id);
  const rows = lostTags(graph, lineageAccessOf(mesh), isWanted).map((row) => ({
    ...row,
    source: { ...row.source, name: label(row.source.table) },
    derived: { ...row.derived, name: label(row.derived.table) },
  }));
  return {
    sentence: caveated(mesh.snapshot.coverage, { sentence: lostTagsSentence(rows), isEmpty: rows.length === 0 }),
    rows,
    ...tagProposal(mesh.snapshot, rows),
    coverage: mesh.snapshot.coverage,
  };
}

/** What would feel it, with who answers for it and who is subscribed. */
function impactRows(mesh: MeshOnHand, { graph }: Lineage, { id, column }: Subject): ImpactRow[] {
  const sources = sourcesOf(mesh.snapshot);
  const full = graphOf(mesh);
  const index = graphIndex(full);
  return impactOf(graph, id, column).map((row) => {
    const at = index.position.get(row.id);
    const node = at === undefined ? undefined : full.nodes[at];
    const own = graph.indexOf.get(row.id)!;
    const products: string[] = [];
    const subscribers: string[] = [];
    for (let i = graph.down.starts[own]!; i < graph.down.starts[own + 1]!; i++) {
      const target = graph.nodes[graph.down.targets[i]!]!;
      const edge = graph.edges[graph.down.edges[i]!]!;
      if (isToldBy(edge, 'subscription')) subscribers.push(target.label);
      if (!isToldBy(edge, 'data-product')) continue;
      products.push(target.label);
      const product = graph.indexOf.get(target.id)!;
      for (let j = graph.down.starts[product]!; j < graph.down.starts[product + 1]!; j++)
        if (isToldBy(graph.edges[graph.down.edges[j]!]!, 'subscription'))
          subscribers.push(graph.nodes[graph.down.targets[j]!]!.label);
    }
    return {
      ...row,
      name: nameOf(mesh, row.id, row.label),
      owners: node ? ownersOf(sources, node) : [],
      products: [...new Set(products)].sort(compareText),
      subscribers: [...new Set(subscribers)].sort(compareText),
    };
  });
}
