import type { DzAsset, DzLineageNode } from '../../../core/model/datazone';
import { CallError } from '../../aws/errors';
import type { DomainSeat } from './datazone';
import { readLineageHistory } from './lineage-history';
import { idsOf, lineageNodeOf, MOST_NEIGHBOURS, type NodeItem } from './lineage-node';
import type { CrawlRun } from './run';

const HOPS = 5;
const MOST_NODES = 20_000;
const AT_ONCE = 8;
/** As many forms as QueryGraph lets one name. */
const MOST_FORMS = 10;

/** What an asset's lineage node is called (facts datazone 3.2, 3.4). */
export function lineageSeedOf(id: string, { forms }: Pick<DzAsset, 'forms'>): string {
  const source = forms['AssetCommonDetailsForm']?.['sourceIdentifier'];
  if (typeof source === 'string' && source) return source;
  const arn = (forms['GlueTableForm'] ?? forms['GlueViewForm'])?.['tableArn'];
  return typeof arn === 'string' && arn ? arn : `amazon.datazone.asset/${id}`;
}

/**
 * All nodes that can be reached from the assets: by QueryGraph, five steps a call, or, where that is refused, node by
 * node. An asset without a node has no lineage recorded, which is no error.
 */
export async function readLineageNodes(run: CrawlRun, seat: DomainSeat, seeds: ReadonlySet<string>): Promise<void> {
  const { member, domain } = seat;
  const walk = new Walk(run, seat);
  await run.read(member, 'lineage-nodes', () => walk.from([...seeds].sort()), domain.name);
  const earlier = await readLineageHistory(run, seat, walk.nodes);
  await run.append(member, 'lineage-nodes', [...walk.nodes.values(), ...earlier]);
  if (walk.nodes.size >= MOST_NODES)
    run.partial(
      member,
      'lineage-nodes',
      `The lineage of DataZone domain ${domain.name} has more than ${String(MOST_NODES)} nodes; the rest was not read.`,
    );
  const cut = [...walk.nodes.values()].filter((node) => node.truncated).length;
  if (cut > 0)
    run.partial(
      member,
      'lineage-nodes',
      `DataZone tells only ${String(MOST_NEIGHBOURS)} neighbours of one side of a lineage node; ${String(cut)} nodes have that many or more.`,
    );
}

class Walk {
  readonly nodes = new Map<string, DzLineageNode>();
  readonly #sources = new Set<string>();
  readonly #asked = new Set<string>();
  #byGraph = true;
  #forms: Promise<string[]> | undefined;

  constructor(
    private readonly run: CrawlRun,
    private readonly seat: DomainSeat,
  ) {}

  /** Identifiers are node ids or source identifiers; each wave asks for what the one before has named. */
  async from(seeds: readonly string[]): Promise<void> {
    for (let wave = [...seeds]; wave.length > 0 && this.nodes.size < MOST_NODES; wave = this.#unknown()) {
      const queue = wave.values();
      await Promise.all(
        Array.from({ length: AT_ONCE }, async () => {
          for (const identifier of queue) {
            if (this.nodes.size >= MOST_NODES) return;
            await this.#visit(identifier);
          }
        }),
      );
    }
  }

  /** Neighbours that are named but not read yet. */
  #unknown(): string[] {
    const named = [...this.nodes.values()].flatMap((node) => [...node.upstream, ...node.downstream]);
    return [...new Set(named)].filter((id) => !this.nodes.has(id) && !this.#asked.has(id)).sort();
  }

  async #visit(identifier: string): Promise<void> {
    if (this.#asked.has(identifier) || this.nodes.has(identifier) || this.#sources.has(identifier)) return;
    this.#asked.add(identifier);
    if (this.#byGraph) {
      try {
        await this.#query(identifier);
        return;
      } catch (error) {
        if (!(error instanceof CallError) || !/^(DENIED|INVALID|NOT_IMPLEMENTED|UNKNOWN)$/.test(error.kind))
          throw error;
        this.#byGraph = false;
      }
    }
    await this.#get(identifier);
  }

  async #query(identifier: string): Promise<void> {
    const { id: domainIdentifier, member } = this.seat;
    const formNames = await (this.#forms ??= this.#formNames());
    for (const relationDirection of ['IN', 'OUT'] as const)
      await this.run.eachPage(
        'datazone:QueryGraph',
        member,
        {
          domainIdentifier,
          match: [
            { relationPattern: { relationType: 'LINEAGE', relationDirection, maxPathLength: HOPS } },
            { entityPattern: { entityType: 'LINEAGE_NODE', identifier } },
          ],
          ...(formNames.length > 0 ? { additionalAttributes: { formNames } } : {}),
        },
        (page) => {
          for (const { lineageNode: node } of page.items ?? [])
            if (node) this.#keep(node, node.upstreamLineageNodeIds ?? [], node.downstreamLineageNodeIds ?? []);
        },
      );
  }

  /** Which forms lineage nodes may carry: QueryGraph answers only those that are named, ten at most (facts datazone 3.2). */
  async #formNames(): Promise<string[]> {
    const { id: domainIdentifier, member } = this.seat;
    const names = new Set<string>();
    try {
      await this.run.eachPage(
        'datazone:SearchTypes',
        member,
        { domainIdentifier, searchScope: 'LINEAGE_NODE_TYPE', managed: true },
        (page) => {
          for (const { lineageNodeTypeItem: item } of page.items ?? [])
            for (const name of Object.keys(item?.formsOutput ?? {})) names.add(name);
        },
      );
    } catch (error) {
      // Without it nodes come without columns; the edges between tables are the same.
      if (!(error instanceof CallError)) throw error;
    }
    // What sounds like columns first, should there be more than may be named.
    return [...names].sort((a, b) => Number(/column/i.test(b)) - Number(/column/i.test(a))).slice(0, MOST_FORMS);
  }

  async #get(identifier: string): Promise<void> {
    const { id: domainIdentifier, member } = this.seat;
    try {
      const node = await this.run.call('datazone:GetLineageNode', member, { domainIdentifier, identifier });
      this.#keep(node, idsOf(node.upstreamNodes), idsOf(node.downstreamNodes));
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== 'NOT_FOUND') throw error;
    }
  }

  #keep(node: NodeItem, upstream: string[], downstream: string[]): void {
    const { id, sourceIdentifier } = node;
    if (!id || this.nodes.has(id)) return;
    if (sourceIdentifier) this.#sources.add(sourceIdentifier);
    this.nodes.set(id, lineageNodeOf(this.seat.id, node, upstream, downstream));
  }
}
