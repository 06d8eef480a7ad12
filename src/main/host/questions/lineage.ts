import { graphIndex } from '../../../core/graph/graph-index';
import type { LineageAnswer, LineageQuestion } from '../../../core/lineage/answers';
import type { Lineage } from '../../../core/lineage/build';
import { lineageDocument, type LineageDocument } from '../../../core/lineage/lineage-document';
import { graphAsOf, historyNotes, historySpan } from '../../../core/lineage/history';
import type { LineageGraph } from '../../../core/lineage/lineage-graph';
import { waysBetween } from '../../../core/lineage/paths';
import { audienceReport, impactReport, lostTagsReport } from '../../../core/lineage/lineage-report';
import { lineagePicture } from '../../../core/lineage/picture';
import { searchLineage } from '../../../core/lineage/search';
import { lineageSentence, waysSentence } from '../../../core/lineage/sentences';
import { inducedSubgraph, subgraphOf, type Level, type Subgraph } from '../../../core/lineage/subgraph';
import type { LineageView, LineageViewQuery } from '../../../core/lineage/view-types';
import { importReport } from '../lineage-import';
import { audienceOn, impactOn, lostTagsOn } from '../lineage-lists';
import { lineageOf, nameOf, subjectOf, type Subject } from '../lineage-on-hand';
import { lineageColumns, lineageView } from '../lineage-view';
import type { MeshOnHand } from '../mesh-on-hand';
import type { HostHandlers } from '../question';
import { graphOf } from './graph';

export const lineageQuestions = {
  'lineage.view': (context, query) => viewOf(context, query),

  async 'lineage.picture'(context, { query, theme }) {
    return { svg: lineagePicture(await viewOf(context, query), theme) };
  },

  async 'lineage.columns'(context, { node }) {
    return lineageColumns(await lineageOf(context), node);
  },

  async 'lineage.search'(context, { text, limit }) {
    return searchLineage((await lineageOf(context)).graph, text, limit);
  },

  async 'lineage.completeness'(context) {
    const mesh = context.current();
    const { completeness } = await lineageOf(context);
    const ids = [...completeness.tablesWithout, ...completeness.ambiguous.flatMap(({ candidates }) => candidates)];
    return {
      completeness,
      names: Object.fromEntries(ids.map((id) => [id, nameOf(mesh, id, assetName(mesh, id))])),
      files: await context.lineageFiles.list(),
    };
  },

  async 'lineage.graph'(context, question) {
    const mesh = context.current();
    return answerGraph(mesh, await lineageOf(context), question);
  },

  'lineage.impact': (context, subject) => impactOn(context, subject),
  'lineage.audience': (context, subject) => audienceOn(context, subject),
  'lineage.lostTags': (context, { tags }) => lostTagsOn(context, tags),

  async 'lineage.report'(context, about) {
    const origin = context.current().snapshot;
    if (about.ask === 'lost-tags') return lostTagsReport(await lostTagsOn(context), origin);
    if (about.ask === 'impact') return impactReport(about.resource, await impactOn(context, about), origin);
    return audienceReport(about.resource, await audienceOn(context, about), origin);
  },

  async 'lineage.importPiece'(context, { upload, text }) {
    return Promise.resolve({ characters: context.lineageFiles.addPiece(upload, text) });
  },

  async 'lineage.import'(context, { name, text: last, upload }) {
    const text = upload === undefined ? last : context.lineageFiles.takePieces(upload) + last;
    const before = await lineageOf(context).catch(() => undefined);
    const file = await context.lineageFiles.keep(name, text);
    const after = await lineageOf(context).catch(() => undefined);
    const records = await context.lineageFiles.recordsOf(file);
    return importReport(name, file, records, before?.completeness, after?.completeness);
  },

  'lineage.imports': (context) => context.lineageFiles.list(),

  async 'lineage.forget'(context, { file }) {
    await context.lineageFiles.forget(file);
    return context.lineageFiles.list();
  },
} satisfies Partial<HostHandlers>;

async function viewOf(context: Parameters<typeof lineageOf>[0], query: LineageViewQuery): Promise<LineageView> {
  const { version } = await context.lineageFiles.events();
  return lineageView(context.current(), await lineageOf(context), version, query);
}

function assetName(mesh: MeshOnHand, id: string): string {
  const graph = graphOf(mesh);
  return graph.nodes[graphIndex(graph).position.get(id) ?? -1]?.label ?? id.replace(/^table:/, '');
}

function answerGraph(mesh: MeshOnHand, lineage: Lineage, question: LineageQuestion): LineageAnswer {
  const { completeness } = lineage;
  const graph = question.asOf ? graphAsOf(lineage.graph, question.asOf) : lineage.graph;
  const { coverage } = mesh.snapshot;
  const direction = question.direction ?? 'both';
  const answer = (level: Level, of: Subgraph, sentence: (part: LineageDocument) => string): LineageAnswer => {
    const part = lineageDocument(graph, of);
    const unsure = of.edges.filter((edge) => edge.unsure).length;
    const notes = question.asOf ? historyNotes(historySpan(lineage.graph), unsure, question.asOf, level) : [];
    return { ...part, sentence: sentence(part), notes, completeness, coverage };
  };
  if (question.resource === undefined) {
    const level = question.level ?? 'column';
    return answer(level, subgraphOf(graph, { direction, level }), (part) =>
      lineageSentence(undefined, direction, part),
    );
  }
  const subject = subjectOf(mesh, lineage, question.resource);
  const level = question.level ?? (subject.column === undefined ? 'table' : 'column');
  const column = numberOf(graph, subject);
  const start = (level === 'column' ? column : undefined) ?? graph.indexOf.get(subject.id);
  if (question.to !== undefined) {
    const other = subjectOf(mesh, lineage, question.to);
    const end = (column === undefined ? undefined : numberOf(graph, other)) ?? graph.indexOf.get(other.id);
    const from = column !== undefined && other.column !== undefined ? column : graph.indexOf.get(subject.id);
    const ways = from === undefined || end === undefined ? [] : waysBetween(graph, from, end, Infinity).nodes;
    return answer(level, inducedSubgraph(graph, ways), () => waysSentence(subject.label, other.label, ways.length));
  }
  const nothing: Subgraph = { nodes: [{ id: subject.id, kind: 'table', label: subject.label }], edges: [] };
  const part = start === undefined ? nothing : subgraphOf(graph, { start, direction, level, depth: question.depth });
  return answer(level, part, (one) => lineageSentence(subject.label, direction, one));
}

const numberOf = ({ indexOf }: LineageGraph, { id, column }: Subject): number | undefined =>
  column === undefined ? undefined : indexOf.get(`${id}#${column}`);
