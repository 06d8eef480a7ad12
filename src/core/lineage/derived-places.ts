import type { Derivation, LineageGraph } from './lineage-graph';
import { isToldBy } from './witness';

/** Where data of a column ended up. */
export interface Place {
  table: string;
  /** Absent where only table-level lineage is known: the column may be anywhere in it. */
  column?: string;
  /** Steps between datasets. */
  distance: number;
  /** The plainest way in which a value can have come here. */
  how: Derivation;
  /** The place before it on that way; absent = it comes from the source itself. */
  via?: { table: string; column?: string };
}

const PLAIN: readonly Derivation[] = ['direct', 'masked', 'indirect'];

/**
 * Everything derived from a column (or from any column of a table). Column lineage is followed where some run told of an
 * output's columns: what it does not name is then not in it. Where no run did, the whole output counts, since nothing
 * proves that the column is not in it. Links and data products carry every column as it is.
 *
 * The plainer ways are walked first, so a place is met by its plainest way, and among those by its shortest.
 */
export function derivedPlaces(graph: LineageGraph, table: string, column?: string): Place[] {
  const start = graph.indexOf.get(table);
  if (start === undefined) return [];
  const walk = new Walk(graph, start);
  walk.arrive(start, column?.toLowerCase(), 0, 0, undefined);
  for (let rank = 0; rank < PLAIN.length; rank++) {
    for (let front = walk.take(rank); front.length > 0; front = walk.take(rank)) for (const at of front) walk.leave(at);
  }
  return walk.places(start, column?.toLowerCase());
}

interface At {
  table: number;
  column: string | undefined;
  steps: number;
  rank: number;
  via: At | undefined;
}

class Walk {
  readonly #met = new Map<string, At>();
  readonly #waiting: At[][] = [[], [], []];
  /** Jobs whose outputs of unknown columns were all reached already, by the rank at which that happened. */
  readonly #jobs = new Map<number, number>();
  readonly #columns: ReadonlyMap<number, readonly number[]>;

  constructor(
    private readonly graph: LineageGraph,
    private readonly start: number,
  ) {
    this.#columns = columnsByTable(graph);
  }

  take(rank: number): At[] {
    const front = this.#waiting[rank]!;
    this.#waiting[rank] = [];
    return front;
  }

  arrive(table: number, column: string | undefined, steps: number, rank: number, via: At | undefined): void {
    const kind = this.graph.nodes[table]!.kind;
    if (kind === 'project' || kind === 'job') return;
    const key = column === undefined ? String(table) : `${String(table)}#${column}`;
    if (this.#met.has(key) && this.#met.get(key)!.rank <= rank) return;
    const at = { table, column, steps, rank, via };
    this.#met.set(key, at);
    this.#waiting[rank]!.push(at);
  }

  leave(at: At): void {
    const { table, column, steps, rank } = at;
    // A plainer way was found while this one was waiting.
    if (this.#met.get(column === undefined ? String(table) : `${String(table)}#${column}`) !== at) return;
    const { nodes, indexOf } = this.graph;
    if (column === undefined) for (const own of this.#columns.get(table) ?? []) this.#alongColumns(own, at);
    else {
      const own = indexOf.get(`${nodes[table]!.id}#${column}`);
      if (own !== undefined) this.#alongColumns(own, at);
    }
    const { starts, targets, edges } = this.graph.down;
    for (let i = starts[table]!; i < starts[table + 1]!; i++) {
      const target = targets[i]!;
      if (nodes[target]!.kind === 'job') this.#throughJob(target, at);
      else {
        const edge = this.graph.edges[edges[i]!]!;
        const keeps = isToldBy(edge, 'resource-link') || isToldBy(edge, 'data-product');
        if (keeps || target !== this.start) this.arrive(target, keeps ? column : undefined, steps + 1, rank, at);
      }
    }
  }

  #alongColumns(column: number, from: At): void {
    const { nodes, indexOf, edges, down } = this.graph;
    for (let i = down.starts[column]!; i < down.starts[column + 1]!; i++) {
      const target = nodes[down.targets[i]!]!;
      const table = target.parent === undefined ? undefined : indexOf.get(target.parent);
      const how = PLAIN.indexOf(edges[down.edges[i]!]!.how ?? 'direct');
      if (table !== undefined) this.arrive(table, target.label, from.steps + 1, Math.max(from.rank, how), from);
    }
  }

  #throughJob(job: number, from: At): void {
    const { steps, rank } = from;
    if ((this.#jobs.get(job) ?? PLAIN.length) <= rank) return;
    this.#jobs.set(job, rank);
    const { starts, targets, edges } = this.graph.down;
    for (let i = starts[job]!; i < starts[job + 1]!; i++)
      if (!this.graph.edges[edges[i]!]!.columns && targets[i]! !== this.start)
        this.arrive(targets[i]!, undefined, steps + 1, rank, from);
  }

  places(start: number, column: string | undefined): Place[] {
    const places: Place[] = [];
    const nameOf = (at: At): { table: string; column?: string } => ({
      table: this.graph.nodes[at.table]!.id,
      ...(at.column === undefined ? {} : { column: at.column }),
    });
    for (const at of this.#met.values()) {
      if (at.table === start && (column === undefined || at.column === column || at.column === undefined)) continue;
      places.push({
        ...nameOf(at),
        distance: at.steps,
        how: PLAIN[at.rank]!,
        ...(at.via && at.via.steps > 0 ? { via: nameOf(at.via) } : {}),
      });
    }
    return places;
  }
}

/** Column nodes of each table, once per graph. */
export function columnsByTable(graph: LineageGraph): ReadonlyMap<number, readonly number[]> {
  const known = COLUMNS.get(graph);
  if (known) return known;
  const tables = new Map<number, number[]>();
  graph.nodes.forEach((node, at) => {
    const parent = node.kind === 'column' && node.parent ? graph.indexOf.get(node.parent) : undefined;
    if (parent === undefined) return;
    const list = tables.get(parent);
    if (list) list.push(at);
    else tables.set(parent, [at]);
  });
  COLUMNS.set(graph, tables);
  return tables;
}

const COLUMNS = new WeakMap<LineageGraph, ReadonlyMap<number, readonly number[]>>();
