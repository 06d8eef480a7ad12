import { shortName } from '../access/sentence';
import type { MeshGraph } from '../graph/types';
import type { AnswerSource } from './answer-source';
import { principalName } from './access-line';

const cache = new WeakMap<MeshGraph, Map<string, string>>();

/** Names that the graph gives to roles which DataZone names by ids: `User role of Lakehouse`, with the project behind it. */
function graphLabels(graph: MeshGraph): Map<string, string> {
  const known = cache.get(graph);
  if (known) return known;
  const projects = new Map(graph.nodes.filter(({ kind }) => kind === 'project').map(({ id, label }) => [id, label]));
  const labels = new Map<string, string>();
  for (const { id, kind, label, parent } of graph.nodes) {
    if (kind !== 'consumer' || !/datazone_usr_/.test(id)) continue;
    const project = parent === undefined ? undefined : projects.get(parent);
    labels.set(id.slice('consumer:'.length), project === undefined ? label : `user role of ${project}`);
  }
  cache.set(graph, labels);
  return labels;
}

export const principalLabelOf = ({ index, graph }: AnswerSource, principal: string): string =>
  graphLabels(graph).get(principal) ?? principalName(index, principal);

/** Directory users and groups, and the roles of DataZone's projects: all others are called by the end of their identifier. */
export const isNamedElsewhere = (principal: string): boolean =>
  /^arn:[^:]+:identitystore:|datazone_usr_/.test(principal);

/** Labels of those principals whose label is not the end of their identifier. */
export function labelsOf(source: AnswerSource, principals: Iterable<string>): Record<string, string> {
  const labels: Record<string, string> = {};
  for (const principal of new Set(principals)) {
    const label = principalLabelOf(source, principal);
    if (label !== shortName(principal)) labels[principal] = label;
  }
  return labels;
}

/** A sentence with the names that people know in the place of ids. */
export function withLabels(source: AnswerSource, sentence: string, principals: Iterable<string>): string {
  let text = sentence;
  for (const [principal, label] of Object.entries(labelsOf(source, principals)))
    text = text.replaceAll(shortName(principal), () => label);
  return text;
}
