import type { DzAsset, DzLineageNode } from '../../../core/model/datazone';
import type { Output } from '../../aws/services';
import { CallError } from '../../aws/errors';
import type { DomainSeat } from './datazone';
import type { CrawlRun } from './run';

type NodeItem = NonNullable<NonNullable<Output<'datazone:QueryGraph'>['items']>[number]['lineageNode']>;

/** The service tells at most this many neighbours of one side and has no second page. */
const MOST_NEIGHBOURS = 100;
const HOPS = 5;
const MOST_NODES = 20_000;
const AT_ONCE = 8;

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
  await run.append(member, 'lineage-nodes', [...walk.nodes.values()]);
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
        },
        (page) => {
          for (const { lineageNode: node } of page.items ?? [])
            if (node) this.#keep(node, node.upstreamLineageNodeIds ?? [], node.downstreamLineageNodeIds ?? []);
        },
      );
  }

  async #get(identifier: string): Promise<void> {
    const { id: domainIdentifier, member } = this.seat;
    try {
      const node = await this.run.call('datazone:GetLineageNode', member, { domainIdentifier, identifier });
      const ids = (list: readonly { id?: string }[] | undefined): string[] =>
        (list ?? []).flatMap(({ id }) => (id ? [id] : []));
      this.#keep(node, ids(node.upstreamNodes), ids(node.downstreamNodes));
    } catch (error) {
      if (!(error instanceof CallError) || error.kind !== 'NOT_FOUND') throw error;
    }
  }

  #keep(
    node: Pick<NodeItem, 'id' | 'name' | 'typeName' | 'sourceIdentifier' | 'eventTimestamp'>,
    upstream: string[],
    downstream: string[],
  ): void {
    const { id, name, typeName, sourceIdentifier, eventTimestamp } = node;
    if (!id || this.nodes.has(id)) return;
    if (sourceIdentifier) this.#sources.add(sourceIdentifier);
    const isCut = upstream.length >= MOST_NEIGHBOURS || downstream.length >= MOST_NEIGHBOURS;
    this.nodes.set(id, {
      domainId: this.seat.id,
      id,
      ...(name ? { name } : {}),
      ...(typeName ? { typeName } : {}),
      ...(sourceIdentifier ? { sourceIdentifier } : {}),
      ...(eventTimestamp ? { eventTimestamp } : {}),
      upstream,
      downstream,
      ...(isCut ? { truncated: true } : {}),
    });
  }
}
