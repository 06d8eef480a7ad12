/**
 * The mesh as a picture. Every node but a domain has a parent chain that ends at a domain, so totals on domains add up
 * to the totals of the whole graph.
 *
 * Counting rule, the same in the window, on the command line and in `npm start`'s last line:
 * domains = nodes of kind `domain`; products = nodes of kind `product`; tables = nodes of kind `table`;
 * grants = edges of kind `grant`: one per (principal, resource) that holds at least one permission row.
 */
export type NodeKind =
  | 'domain' // a mesh domain (design §1)
  | 'project' // a DataZone project
  | 'product' // a DataZone data product
  | 'table' // Glue table, DataZone asset and Lake Formation resource joined into one
  | 'database' // a Glue database: target of database-wide and all-tables grants
  | 'tag-policy' // an LF-Tag expression that grants address
  | 'location' // a registered S3 prefix
  | 'catalog' // catalog-wide grants
  | 'consumer' // a principal that holds grants
  | 'account'; // an account that appears in the data without a member, or receives shares

export type Lane = 'producers' | 'governance' | 'consumers';

export type EdgeKind =
  | 'publish'
  | 'subscribe'
  | 'grant'
  | 'share'
  | 'link'
  // Only where somebody asks what reaches what (core/report/reach-graph):
  | 'match' // a table and what of it a wider grant addresses: its tags, its database
  | 'member' // a group, an account or everybody, and one who acts for it
  | 'admin' // administrators need no row
  | 'iam'; // Lake Formation leaves it to IAM

/** granted solid, requested dashed, failed red with a word, dormant dotted. */
export type EdgeState = 'granted' | 'requested' | 'failed' | 'dormant' | 'revoked';

export interface Totals {
  products: number;
  tables: number;
  projects: number;
  consumers: number;
  grants: number;
}

export interface GraphNode {
  id: string;
  kind: NodeKind;
  label: string;
  parent?: string;
  lane: Lane;
  account?: string;
  /** Store of a table or product: `s3`, `iceberg`, `redshift`, `kafka`, `postgresql`, `sagemaker` …, see `core/graph/store`. */
  store?: string;
  /** Effective LF-Tags as `key=value`. */
  tags?: readonly string[];
  /** Number of findings or failures to show as a mark, with the reason in words. */
  marks?: string[];
  /** Data quality score 0–100, where DataZone has one. */
  quality?: number;
  /** On domains always; on other containers where they have children. */
  totals?: Totals;
}

export interface GraphEdge {
  id: string;
  kind: EdgeKind;
  source: string;
  target: string;
  state?: EdgeState;
  permissions?: readonly string[];
  label?: string;
}

/** Edges in order. An array is one; a large graph makes each edge when it is looked at (`EdgeTable`). */
export interface EdgeList extends Iterable<GraphEdge> {
  readonly length: number;
  at(place: number): GraphEdge | undefined;
}

/** The whole mesh, nothing folded. */
export interface MeshGraph {
  nodes: GraphNode[];
  edges: EdgeList;
}

/** The same written out, as `heddle graph --json` prints it. */
export interface WholeGraph extends MeshGraph {
  edges: GraphEdge[];
}

/** What a person looks at: folded, filtered, laid out. Positions in CSS pixels at zoom 1. */
export interface GraphView {
  nodes: ViewNode[];
  edges: ViewEdge[];
  totals: Totals & { domains: number };
  /** Names of the lanes with their left edges. */
  lanes: { lane: Lane; x: number; width: number; label: string }[];
  /** How many nodes the filters hide. */
  hidden: number;
  /** The node whose neighbourhood this is. */
  focus?: string;
  /** Whose reach this is, and how far it goes, as a sentence. */
  reach?: { id: string; sentence: string };
  /** What the filters can be set to, over the whole graph. */
  facets?: GraphFacets;
}

export interface GraphFacets {
  domains: { id: string; label: string }[];
  stores: string[];
  tags: string[];
  permissions: string[];
}

export interface ViewNode extends GraphNode {
  x: number;
  y: number;
  width: number;
  height: number;
  expandable: boolean;
  expanded: boolean;
  /** Set on a stand-in for many siblings ("and 240 more"). */
  aggregated?: number;
}

/** Edges between folded containers are merged; `count` says how many they stand for. */
export interface ViewEdge extends GraphEdge {
  count: number;
}

export interface GraphQuery {
  /** Ids of containers that are open. */
  expanded: string[];
  /** How many children of a container are shown before the stand-in, by container id (default 40). */
  shown?: Record<string, number>;
  /** Only this node and its neighbours. */
  focus?: string;
  /** Only what this node reaches, or what reaches it, as access is decided; `*` in `expanded` opens all of that. */
  reach?: string;
  filter?: GraphFilter;
}

export interface GraphFilter {
  text?: string;
  domains?: string[];
  stores?: string[];
  /** `key=value` */
  tags?: string[];
  permissions?: string[];
  states?: EdgeState[];
}
