import type { NodeDetails } from '../core/graph/details';
import type { EdgeAsked, EdgeDetails } from '../core/graph/edge-lines';
import type { GraphQuery, GraphView, WholeGraph } from '../core/graph/types';
import type { Finding } from '../core/findings/finding';
import type { CheckReport } from '../core/report/check';
import type { AccessQuestion, CompareAsked } from '../core/report/question';
import type {
  AccessView,
  ComparisonView,
  ExplanationView,
  MatrixView,
  SuggestedKind,
  Suggestion,
} from '../core/report/views';
import type { Result, Trouble } from '../core/model/result';
import type { CoverageGap, Member } from '../core/model/snapshot';
import type { CodeCalls } from './code';
import type { LineageCalls } from './lineage';
import type { ChangeCalls, ChangeProgress } from './change';
import type { GovernanceCalls } from './governance';
import type { RequestCalls } from './requests';
import type { LakeCalls } from './lake';

/**
 * Every call from the window to the main process: name → input and output. Preload and router are derived from the name
 * list, so a new call touches this map, its schema in `schemas.ts` and one handler. Replies are `Result` envelopes.
 */
export interface Calls extends LineageCalls, ChangeCalls, CodeCalls, RequestCalls, GovernanceCalls, LakeCalls {
  'app.state': { in: null; out: AppState };
  /** Answered once, before anything else is there; null where nothing was kept or it does not hold any more. */
  'app.firstPicture': { in: null; out: FirstPicture | null };
  'app.openLink': { in: { url: string }; out: null };
  'call.cancel': { in: { id: string }; out: null };
  'connections.list': { in: null; out: ConnectionInfo[] };
  'connections.profiles': { in: null; out: ProfileInfo[] };
  'connections.save': { in: { name: string; members: { profile: string; region: string }[] }; out: ConnectionInfo };
  'connections.remove': { in: { name: string }; out: null };
  'connections.use': { in: { name: string }; out: AppState };
  'signin.start': { in: { profile: string }; out: SignInPrompt };
  'signin.finish': { in: { profile: string }; out: null };
  'mesh.crawl': { in: { layers?: string[] }; out: SnapshotInfo };
  'mesh.graph': { in: GraphQuery; out: GraphView };
  /** The edges under one drawn line of the view of a query. */
  'mesh.edge': { in: { query: GraphQuery } & EdgeAsked; out: EdgeDetails };
  'mesh.full': { in: null; out: WholeGraph };
  'mesh.details': { in: { id: string }; out: NodeDetails };
  'mesh.search': { in: { text: string; limit?: number }; out: SearchHit[] };
  'mesh.savePicture': { in: { name: string; format: 'svg' | 'png'; data: string }; out: { path: string } | null };
  'access.whoCan': { in: { resource: string; permission?: string }; out: AccessView };
  'access.whatCan': { in: { principal: string; permission?: string }; out: AccessView };
  'access.explain': { in: { principal: string; resource: string; permission?: string }; out: ExplanationView };
  'access.compare': { in: Omit<CompareAsked, 'ask'>; out: ComparisonView };
  'access.matrix': { in: { principals?: string; resources?: string }; out: MatrixView };
  /** Asks AWS about the pair of a `why`, or about a random sample of the pairs of a `who` or `what`. */
  'access.check': { in: { question: AccessQuestion; sample?: number }; out: CheckReport };
  'access.suggest': {
    in: { what: SuggestedKind; text: string; limit?: number };
    out: Suggestion[];
  };
  'access.saved': { in: null; out: SavedQuestion[] };
  'access.save': { in: SavedQuestion; out: SavedQuestion[] };
  'access.forget': { in: { name: string }; out: SavedQuestion[] };
  'findings.list': { in: null; out: Finding[] };
  /** Writes an answer as a file where the person says; null when they decline. `rows` are the lines shown, in their order. */
  'report.export': {
    in: { about: AccessQuestion | { ask: 'findings' }; format: ReportFormat; rows?: number[] };
    out: { path: string } | null;
  };
  'history.list': { in: null; out: SnapshotInfo[] };
  'history.open': { in: { id: string }; out: AppState };
}

export type ReportFormat = 'csv' | 'json' | 'xlsx' | 'html';

/** A question that a person wants to ask again. Names are unique; saving one anew replaces it. */
export interface SavedQuestion {
  name: string;
  question: AccessQuestion;
}

/** Events from main to the window. */
export interface Events {
  'app.fatal': Trouble;
  'app.changed': AppState;
  'crawl.progress': CrawlProgress;
  'crawl.wave': { snapshot: string | null };
  /** Once per session. `isPaused`: a crawl waits for it and goes on by itself; else one began without the profile. */
  'signin.needed': { profile: string; reason: string; isPaused?: boolean };
  'change.progress': ChangeProgress;
  /** How many requests wait for a decision, after every read of them. */
  'requests.changed': { pending: number };
  navigate: { to: string };
}

export type CallName = keyof Calls;
export type EventName = keyof Events;
export type Reply<K extends CallName> = Result<Calls[K]['out']>;

/** The bridge that preload puts on `window.heddle`. */
export interface Bridge {
  /** `id` names a call that `call.cancel` may end. */
  call<K extends CallName>(name: K, input: Calls[K]['in'], id?: string): Promise<Reply<K>>;
  on<K extends EventName>(name: K, listener: (payload: Events[K]) => void): () => void;
}

/** What the window drew of the last snapshot, shown until the mesh host answers; `app.opening` is true in it. */
export interface FirstPicture {
  app: AppState;
  view: GraphView;
}

export interface AppState {
  /** At start, until the last snapshot (or that there is none) has been opened. */
  opening: boolean;
  connection: ConnectionInfo | null;
  /** The snapshot on screen; null before the first crawl. */
  snapshot: SnapshotInfo | null;
  crawling: CrawlProgress | null;
  coverage: CoverageGap[];
  /** Standing remarks, as sentences. */
  notices: string[];
  runtime: { electron: string; fallback: boolean; version: string };
  theme: 'light' | 'dark' | 'system';
  session: { profile: string; expiresAt: string | null }[];
}

export interface ConnectionInfo {
  name: string;
  kind: 'sandbox' | 'aws';
  members: MemberInfo[];
}

export interface MemberInfo extends Omit<Member, 'account'> {
  /** null until the first crawl answered it. */
  account: string | null;
  accountName?: string;
}

export interface ProfileInfo {
  name: string;
  kind: 'sso-session' | 'sso-legacy' | 'role-chain' | 'static' | 'process' | 'web-identity' | 'unknown';
  account: string | null;
  role: string | null;
  region: string | null;
  ssoSession: string | null;
  /** What is missing before this profile can be used, in words; empty = ready. */
  missing: string[];
  /** ISO 8601, where a cached SSO token tells it. */
  expiresAt: string | null;
}

export interface SnapshotInfo {
  id: string;
  connection: string;
  takenAt: string;
  members: Member[];
  counts: MeshCounts;
  /** Calls made per service. */
  calls: Record<string, number>;
  gaps: number;
}

export interface MeshCounts {
  accounts: number;
  domains: number;
  projects: number;
  products: number;
  assets: number;
  databases: number;
  tables: number;
  permissions: number;
  tags: number;
  filters: number;
  requests: number;
  subscriptions: number;
}

export interface CrawlProgress {
  /** Calls done and the number known to be needed so far. */
  done: number;
  known: number;
  records: number;
  wave: number;
  doing: string;
  startedAt: string;
}

export interface SignInPrompt {
  userCode: string;
  verificationUri: string;
  verificationUriComplete: string;
  expiresAt: string;
  /** Which session and start URL this is for. */
  session: string;
  startUrl: string;
}

export interface SearchHit {
  id: string;
  kind: string;
  label: string;
  /** Where it lives: domain › project. */
  path: string;
}

export type { NodeDetails };
