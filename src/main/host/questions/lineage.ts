import { sourcesOf } from '../../../core/graph/sources';
import { graphIndex } from '../../../core/graph/graph-index';
import { ownersOf } from '../../../core/graph/node-owners';
import { compareText } from '../../../core/graph/order';
import { shortName } from '../../../core/access/sentence';
import type { ImpactRow, LineageAnswer, LineageQuestion } from '../../../core/lineage/answers';
import { derivedAudience } from '../../../core/lineage/audience';
import type { Lineage } from '../../../core/lineage/build';
import { impactOf } from '../../../core/lineage/impact';
import { lineageDocument } from '../../../core/lineage/lineage-document';
import { graphAsOf } from '../../../core/lineage/lineage-graph';
import { isLink, looksSensitive, lostTags } from '../../../core/lineage/lost-tags';
import { audienceSentence, impactSentence, lineageSentence, lostTagsSentence } from '../../../core/lineage/sentences';
import { subgraphOf } from '../../../core/lineage/subgraph';
import { tagProposal } from '../../../core/lineage/tag-proposal';
import { lineageAccessOf, lineageOf, nameOf, subjectOf, type Subject } from '../lineage-on-hand';
import { recordsOfFile } from '../lineage-files';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostHandlers } from '../question';
import { graphOf } from './graph';

export const lineageQuestions = {
  async 'lineage.graph'(context, question) {
    const mesh = context.current();
    return answerGraph(mesh, await lineageOf(context), question);
  },

  async 'lineage.impact'(context, { resource }) {
    const mesh = context.current();
    const lineage = await lineageOf(context);
    const subject = subjectOf(mesh, lineage, resource);
    const rows = impactRows(mesh, lineage, subject);
    return { sentence: impactSentence(subject.label, rows), rows, coverage: mesh.snapshot.coverage };
  },

  async 'lineage.audience'(context, { resource }) {
    const mesh = context.current();
    const lineage = await lineageOf(context);
    const subject = subjectOf(mesh, lineage, resource);
    const access = lineageAccessOf(mesh);
    const answer = derivedAudience(lineage.graph, access, subject.id, subject.column);
    const beyond = new Set(answer.beyond);
    const places = answer.places
      .filter(
        // A link shows its target's rows to its target's readers; a product is what holds tables.
        ({ table }) =>
          lineage.graph.nodes[lineage.graph.indexOf.get(table)!]!.kind !== 'product' && !isLink(lineage.graph, table),
      )
      .map(({ table, column, distance, how }) => ({
        table,
        name: nameOf(mesh, table, lineage.graph.nodes[lineage.graph.indexOf.get(table)!]!.label),
        ...(column === undefined ? {} : { column }),
        distance,
        how,
        readers: access.readersWhy(table, column).map((one) => ({ ...one, beyond: beyond.has(one.principal) })),
        unknown: !access.knows(table),
      }));
    const own = [...access.readers(subject.id, subject.column)].sort(compareText);
    return {
      sentence: audienceSentence(subject.label, own, places, answer.beyond.map(shortName)),
      own,
      places,
      readers: answer.readers,
      beyond: answer.beyond,
      coverage: mesh.snapshot.coverage,
    };
  },

  async 'lineage.lostTags'(context, { tags }) {
    const mesh = context.current();
    const { graph } = await lineageOf(context);
    const wanted = tags?.map((tag) => tag.toLowerCase());
    const isSensitive = (tag: string): boolean =>
      wanted
        ? wanted.some((one) => tag.toLowerCase() === one || tag.toLowerCase().startsWith(`${one}=`))
        : looksSensitive(tag);
    const label = (id: string): string => nameOf(mesh, id, graph.nodes[graph.indexOf.get(id) ?? 0]?.label ?? id);
    const rows = lostTags(graph, lineageAccessOf(mesh), isSensitive).map((row) => ({
      ...row,
      source: { ...row.source, name: label(row.source.table) },
      derived: { ...row.derived, name: label(row.derived.table) },
    }));
    return {
      sentence: lostTagsSentence(rows),
      rows,
      proposal: tagProposal(mesh.snapshot, rows),
      coverage: mesh.snapshot.coverage,
    };
  },

  async 'lineage.import'(context, { name, text }) {
    const records = recordsOfFile(name, text);
    const before = await lineageOf(context).catch(() => undefined);
    const file = await context.lineageFiles.keep(name, text);
    const after = await lineageOf(context).catch(() => undefined);
    const notes = after?.completeness;
    const fresh = recordsOfFile(file, text);
    const known = new Set(before?.completeness.unjoined.map((one) => one.name));
    const unreadable = (notes?.unreadable ?? []).filter(({ what }) => what.startsWith(`${file},`));
    const unreadableTotal = notes ? notes.unreadableTotal - (before?.completeness.unreadableTotal ?? 0) : 0;
    const events = Math.max(0, fresh.length - Math.max(0, unreadableTotal));
    const unjoined = (notes?.unjoined ?? []).map((one) => one.name).filter((one) => !known.has(one));
    return {
      file,
      events,
      unreadable,
      unreadableTotal: Math.max(0, unreadableTotal),
      duplicates: Math.max(0, (notes?.duplicates ?? 0) - (before?.completeness.duplicates ?? 0)),
      unjoined,
      sentence: `${String(events)} of ${String(records.length)} events of ${name} were read; ${String(unjoined.length)} dataset names joined to no table.`,
    };
  },

  'lineage.imports': (context) => context.lineageFiles.list(),

  async 'lineage.forget'(context, { file }) {
    await context.lineageFiles.forget(file);
    return context.lineageFiles.list();
  },
} satisfies Partial<HostHandlers>;

function answerGraph(mesh: MeshOnHand, lineage: Lineage, question: LineageQuestion): LineageAnswer {
  const { completeness } = lineage;
  const graph = question.asOf ? graphAsOf(lineage.graph, question.asOf) : lineage.graph;
  const { coverage } = mesh.snapshot;
  const direction = question.direction ?? 'both';
  if (question.resource === undefined) {
    const part = lineageDocument(graph, subgraphOf(graph, { direction, level: question.level ?? 'column' }));
    return { ...part, sentence: lineageSentence(undefined, direction, part), completeness, coverage };
  }
  const subject = subjectOf(mesh, lineage, question.resource);
  const level = question.level ?? (subject.column === undefined ? 'table' : 'column');
  const column = subject.column === undefined ? undefined : graph.indexOf.get(`${subject.id}#${subject.column}`);
  const start = (level === 'column' ? column : undefined) ?? graph.indexOf.get(subject.id);
  const none = { nodes: [{ id: subject.id, kind: 'table', label: subject.label }], edges: [] };
  const part =
    start === undefined
      ? none
      : lineageDocument(graph, subgraphOf(graph, { start, direction, level, depth: question.depth }));
  return { ...part, sentence: lineageSentence(subject.label, direction, part), completeness, coverage };
}

/** What would feel it, with who answers for it and who is subscribed. */
export function impactRows(mesh: MeshOnHand, { graph }: Lineage, { id, column }: Subject): ImpactRow[] {
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
      const { source } = graph.edges[graph.down.edges[i]!]!;
      if (source === 'subscription') subscribers.push(target.label);
      if (source !== 'data-product') continue;
      products.push(target.label);
      const product = graph.indexOf.get(target.id)!;
      for (let j = graph.down.starts[product]!; j < graph.down.starts[product + 1]!; j++)
        if (graph.edges[graph.down.edges[j]!]!.source === 'subscription')
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
