import type { Result } from '../../core/model/result';
import type { Comparison } from '../../core/access/compare';
import type { Explanation } from '../../core/access/explain';
import type { Selection } from '../../core/as-code/chosen';
import type { CodeSource } from '../../core/as-code/code-types';
import type { PlaceMade } from '../../core/change/grant-target-other';
import type { GrantTarget } from '../../core/change/grant-scope';
import type { HeldGrant } from '../../core/change/held-grants';
import type { Edit, Plan } from '../../core/change/plan-types';
import type { Discrepancy } from '../../core/change/verify';
import type { RequestDetails, RequestSummary } from '../../core/change/request-preview-types';
import type { DzSubscriptionGrant } from '../../core/model/datazone';
import type { AccessRow } from '../../core/model/case';
import type { Finding } from '../../core/findings/finding';
import type { PairToCheck } from '../../core/report/pairs';
import type { AccessQuestion, CompareAsked } from '../../core/report/question';
import type { Report } from '../../core/report/report';
import type {
  AccessView,
  ComparisonView,
  ExplanationView,
  MatrixView,
  SuggestedKind,
  Suggestion,
} from '../../core/report/views';
import type { CoverageGap, Layer, LayerRecords, Member, UnitKey } from '../../core/model/snapshot';
import type { Basket } from '../../contract/change';
import type { AskTarget, ListingLine, UnitLine, UnitView } from '../../core/governance/unit-types';
import type { RequestOutcome } from '../../contract/requests';
import type { LakeCalls } from '../../contract/lake';
import type { LineageCalls, LineageListQuestion } from '../../contract/lineage';
import type { MeshCounts, NodeDetails, SearchHit, SnapshotInfo } from '../../contract/calls';
import type { EdgeAsked, EdgeDetails } from '../../core/graph/edge-lines';
import type { GraphQuery, GraphView, WholeGraph } from '../../core/graph/types';

/**
 * The mesh host's calls: it holds the snapshot, its mesh and DuckDB, and answers questions. It is a utility process
 * under Electron and a child process under the command line; both speak this map over messages.
 */
export interface HostCalls extends Omit<LineageCalls, 'lineage.export'>, LakeCalls {
  /** With `base`, a part (member × layer) for which nothing is appended is taken over from that stored snapshot. */
  'snapshot.begin': {
    /** `units`: of layers read by domain unit, those of other units are taken over as well. */
    in: { connection: string; members: Member[]; base?: string; units?: UnitKey[] };
    out: { id: string };
  };
  /** Records of one page; order of pages does not matter. */
  'snapshot.append': { in: { id: string; member: string; layer: Layer; records: LayerRecords[Layer][] }; out: null };
  /** Writes the parts and the manifest, makes the snapshot the current one, and forgets the oldest beyond `keep`. */
  'snapshot.commit': {
    in: {
      id: string;
      takenAt: string;
      members: Member[];
      coverage: CoverageGap[];
      calls: Record<string, number>;
      keep?: number;
    };
    out: SnapshotInfo;
  };
  /** Makes what has been appended so far the current mesh without writing it: the early picture of a wave. */
  'snapshot.preview': { in: { id: string; coverage?: CoverageGap[] }; out: { counts: MeshCounts } };
  'snapshot.abort': { in: { id: string }; out: null };
  'snapshot.list': {
    in: { connection?: string };
    out: { snapshots: SnapshotInfo[]; damaged: { path: string; reason: string }[] };
  };
  /** Opens a stored snapshot; without id the latest of the connection, null when there is none. */
  'snapshot.open': { in: { id?: string; connection?: string }; out: OpenedSnapshot | null };
  'graph.view': { in: GraphQuery; out: GraphView };
  'graph.edge': { in: { query: GraphQuery } & EdgeAsked; out: EdgeDetails };
  'graph.full': { in: null; out: WholeGraph };
  'graph.details': { in: { id: string }; out: NodeDetails };
  'graph.search': { in: { text: string; limit?: number }; out: SearchHit[] };
  /** Principals and resources are given as people write them (core/access/resolve). */
  'access.whoCan': { in: { resource: string; permission?: string }; out: AccessAnswer };
  'access.whatCan': { in: { principal: string }; out: AccessAnswer };
  'access.explain': { in: { principal: string; resource: string; permission?: string }; out: AccessExplanation };
  'access.compare': { in: CompareQuestion; out: AccessComparison };
  /** What edits would do to the mesh on screen. */
  'change.plan': { in: { edits: Edit[] }; out: PlannedMesh };
  /** Whether a later snapshot shows what edits were predicted to do on an earlier one; empty = it does. */
  'change.verify': { in: { base: string; observed: string; edits: Edit[] }; out: Discrepancy[] };
  /** The same answers as the window shows them: lines packed, through what, what sleeps, what DataZone says. */
  'view.who': { in: { resource: string; permission?: string }; out: AccessView };
  'view.what': { in: { principal: string; permission?: string }; out: AccessView };
  'view.why': { in: { principal: string; resource: string; permission?: string }; out: ExplanationView };
  'view.compare': { in: Omit<CompareAsked, 'ask'>; out: ComparisonView };
  'view.matrix': { in: { principals?: string; resources?: string }; out: MatrixView };
  'view.suggest': { in: { what: SuggestedKind; text: string; limit?: number }; out: Suggestion[] };
  /** Pairs of an answer as AWS can be asked about them; a random sample drawn from `seed`. */
  'view.pairs': { in: { question: AccessQuestion; sample: number; seed: number }; out: PairToCheck[] };
  /** An answer as evidence; `rows` are the lines shown, in their order, all without it. */
  'report.of': { in: { about: AccessQuestion | { ask: 'findings' }; rows?: number[] }; out: Report };
  'findings.list': { in: null; out: Finding[] };
  /** A list of the lineage page as evidence. */
  'lineage.report': { in: LineageListQuestion; out: Report };
  /** The present state of a selection as the writes that make it. */
  'code.state': { in: Selection; out: CodeSource };
  'change.target': { in: { resource: string; made?: PlaceMade | undefined }; out: GrantTarget };
  'change.held': { in: { principal?: string; resource?: string }; out: HeldGrant[] };
  /** Edits as a person says them. */
  'change.sentences': { in: { edits: Edit[] }; out: Basket };
  /** What people call those of these principals that are called something else than the end of their identifier. */
  'change.names': { in: { principals: string[] }; out: Record<string, string> };
  'governance.units': { in: null; out: UnitLine[] };
  'governance.unit': { in: { domainId: string; unitId: string }; out: UnitView };
  'governance.listings': { in: { text: string } | { node: string }; out: ListingLine[] };
  'governance.ask': { in: { domainId: string; listingId: string }; out: AskTarget };
  'requests.list': { in: null; out: RequestSummary[] };
  /** What the requester has and would gain; asset id → filters that the approval would attach. */
  'requests.details': { in: { domainId: string; id: string; filters: Record<string, string[]> }; out: RequestDetails };
  /** The DataZone domains that were read, each with the member that read it. */
  'requests.domains': { in: null; out: { domainId: string; member: string }[] };
  /** The member that may decide a request. */
  'requests.decider': { in: { domainId: string; id: string }; out: { member: string | null } };
  /** Names what was read of a request just now. */
  'requests.outcome': {
    in: { domainId: string; request: { status: string; reviewerId?: string }; grants: DzSubscriptionGrant[] };
    out: RequestOutcome;
  };
}

/**
 * Two principals, two resources, or two snapshots (of one principal, one resource, or everybody). `to` is a principal or a
 * resource like `from`, or for snapshots an id; there, `from` is the older one.
 */
export type CompareQuestion =
  | { what: 'principals' | 'resources'; from: string; to: string }
  | { what: 'snapshots'; from: string; to: string; principal?: string; resource?: string };

export interface AccessComparison extends Comparison {
  sentence: string;
  /** Of both sides. */
  coverage: CoverageGap[];
}

export interface AccessExplanation extends Explanation {
  principal: string;
  coverage: CoverageGap[];
}

/** An answer about effective access: the sentence first, rows in the shape of the decision cases, then its limits. */
export interface AccessAnswer {
  sentence: string;
  rows: AccessRow[];
  /** Dormant grants, uncertain rules, open doors, in words. */
  warnings: string[];
  coverage: CoverageGap[];
}

/** A plan with the stored snapshot that it was made from. */
export interface PlannedMesh {
  snapshot: string;
  connection: string;
  members: Member[];
  plan: Plan;
}

/** `damaged` names newer snapshots that could not be read and were passed over. */
export interface OpenedSnapshot {
  info: SnapshotInfo;
  coverage: CoverageGap[];
  damaged: { path: string; reason: string }[];
}

export type HostCallName = keyof HostCalls;

export interface MeshHost {
  ask<K extends HostCallName>(
    name: K,
    input: HostCalls[K]['in'],
    signal?: AbortSignal,
  ): Promise<Result<HostCalls[K]['out']>>;
  close(): Promise<void>;
}
