import { compareText } from '../graph/order';
import type { LineageGraph } from './lineage-graph';

export interface LineageHit {
  id: string;
  kind: string;
  label: string;
}

/** Nodes whose label (for columns with the table's) or id holds every word: equal first, then beginning, then holding. */
export function searchLineage({ nodes, indexOf }: LineageGraph, text: string, limit = 50): LineageHit[] {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return [];
  const found: { rank: number; hit: LineageHit }[] = [];
  for (const { id, kind, label, parent } of nodes) {
    const whole = parent === undefined ? label : `${nodes[indexOf.get(parent) ?? -1]?.label ?? parent}.${label}`;
    const lower = whole.toLowerCase();
    if (!words.every((word) => lower.includes(word) || (kind !== 'column' && id.toLowerCase().includes(word))))
      continue;
    const joined = words.join(' ');
    const rank =
      (lower === joined ? 0 : lower.startsWith(joined) ? 1 : lower.includes(joined) ? 2 : 3) +
      (kind === 'column' ? 4 : 0);
    found.push({ rank, hit: { id, kind, label: whole } });
  }
  found.sort((a, b) => a.rank - b.rank || compareText(a.hit.label, b.hit.label) || compareText(a.hit.id, b.hit.id));
  return found.slice(0, limit).map(({ hit }) => hit);
}
