import { compareText } from './order';
import { graphIndex } from './graph-index';
import type { MeshGraph } from './types';

/** The same shape as the contract's `SearchHit`; core does not import the contract. */
export interface FoundNode {
  id: string;
  kind: string;
  label: string;
  path: string;
}

/**
 * Nodes whose label, id or tags hold every word of the text, best first: label equal, label begins, a word of the label
 * begins, label holds, only the id or a tag holds. Containers precede their content at equal rank; ties by label.
 */
export function searchGraph(graph: MeshGraph, text: string, limit = 50): FoundNode[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (!words.length) return [];
  const found: { at: number; rank: number }[] = [];
  graph.nodes.forEach((node, at) => {
    const label = node.label.toLowerCase();
    const all = `${label} ${node.id.toLowerCase()} ${(node.tags ?? []).join(' ')}`;
    if (words.every((word) => all.includes(word))) found.push({ at, rank: rankOf(label, words) });
  });
  found.sort(
    (a, b) => a.rank - b.rank || a.at - b.at || compareText(graph.nodes[a.at]?.id ?? '', graph.nodes[b.at]?.id ?? ''),
  );
  return found.slice(0, limit).map(({ at }) => {
    const { id = '', kind = '', label = '' } = graph.nodes[at] ?? {};
    return { id, kind, label, path: pathOf(graph, at) };
  });
}

function rankOf(label: string, words: readonly string[]): number {
  const text = words.join(' ');
  if (label === text) return 0;
  if (label.startsWith(text)) return 1;
  if (label.split(/[^a-z0-9]+/).some((part) => part.startsWith(words[0] ?? ''))) return 2;
  return words.every((word) => label.includes(word)) ? 3 : 4;
}

/** `domain › product`, the containers of a node from the outside in. */
export function pathOf(graph: MeshGraph, at: number): string {
  const { parent } = graphIndex(graph);
  const names: string[] = [];
  for (let up = parent[at] ?? -1; up >= 0; up = parent[up] ?? -1) names.unshift(graph.nodes[up]?.label ?? '');
  return names.join(' › ');
}
