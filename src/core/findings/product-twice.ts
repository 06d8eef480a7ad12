import { domainOf } from '../graph/draft';
import type { GraphNode } from '../graph/types';
import type { Finding, FindingSource } from './finding';

/** Two domains publish a product of the same name: consumers cannot know which is meant. */
export function productTwice({ graph }: FindingSource): Finding[] {
  const byName = new Map<string, GraphNode[]>();
  for (const node of graph.nodes) {
    if (node.kind !== 'product') continue;
    const name = node.label
      .toLowerCase()
      .replace(/[\s_-]+/g, ' ')
      .trim();
    byName.set(name, [...(byName.get(name) ?? []), node]);
  }
  const several = [...byName].filter(([, products]) => products.length > 1);
  const nodes = new Map(several.length === 0 ? [] : graph.nodes.map((node) => [node.id, node]));
  return several.flatMap(([name, products]): Finding[] => {
    const domains = [...new Set(products.map(({ id }) => domainOf(nodes, id) ?? ''))];
    if (domains.length < 2) return [];
    const labels = domains.map((id) => nodes.get(id)?.label ?? id);
    return [
      {
        id: `product-twice:${name}`,
        rule: 'product-twice',
        severity: 'low',
        sentence: `${products[0]?.label ?? name} is a data product of ${labels.join(' and of ')}.`,
        where: products.map(({ id }) => id),
        evidence: [],
        remedy: 'Let the domains agree on one of them, or give them names that tell them apart.',
      },
    ];
  });
}
