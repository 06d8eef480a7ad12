import type { AppState, CallName, Calls, EventName, Events, Reply } from '../../contract/calls';
import type { PlanWrites } from '../../contract/change';
import type { MeshHost } from '../host/port';

/** Calls that the shell answers itself: they need a browser, or only concern the router. */
export type ShellCallName = 'app.openLink' | 'app.firstPicture' | 'call.cancel';

export type UseCaseName = Exclude<CallName, ShellCallName>;

/**
 * What Heddle can do, free of Electron: the window's router and the command line both call these. One method per call of
 * the contract, same name. None throws: trouble is a `Result`. An aborted signal ends the call within a second.
 */
export type UseCases = {
  [K in UseCaseName]: (input: Calls[K]['in'], signal: AbortSignal) => Promise<Reply<K>>;
} & {
  /**
   * Called once when the window exists: the sandbox connection at first start, else the last used connection with its last
   * snapshot, then a crawl in the background where there is none. Reports through `app.changed`, `crawl.*`; never throws.
   */
  start(): Promise<void>;
  /** Ends crawls and background work; the host and the sandbox are ended by whoever started them. */
  close(): Promise<void>;
};

/** A running sandbox, as `heddle sandbox` and the window start it. */
export interface RunningSandbox {
  /** `http://127.0.0.1:PORT` */
  endpoint: string;
  /** AWS config file with the sandbox's own sso-session and profiles. */
  configFile: string;
  /** HOME of that configuration: where its SSO token cache lives. */
  home: string;
  /** The environment under which the AWS CLI and boto3 reach it as its administrator. */
  env: Record<string, string>;
  /** The sso-session profiles of the default connection: one per account. */
  profiles: string[];
}

/** What `createUseCases` (create-use-cases.ts) is given. Everything that differs between the window and the command line. */
export interface UseCaseDeps {
  host: MeshHost;
  /** Heddle's own folder (`HEDDLE_HOME`), existing, mode 0700. */
  home: string;
  env: NodeJS.ProcessEnv;
  /** Starts the sandbox process on the first call and answers the same one afterwards. Rejects with a sentence. */
  sandbox: () => Promise<RunningSandbox>;
  emit: <K extends EventName>(name: K, payload: Events[K]) => void;
  /** False where an endpoint's host must not be reached from this runtime; asked by the AWS request handler. */
  allowHost: (host: string) => boolean;
  runtime: AppState['runtime'];
  /** Standing remarks for `AppState.notices`. */
  notices: string[];
  /** Asks a person where to save; null when they decline. The command line answers from its flags. */
  askSavePath: (suggestion: { name: string; extension: string }) => Promise<string | null>;
  /** Tells a person who may be looking elsewhere; absent on the command line. */
  notify?: (news: { title: string; body: string; page: string }) => void;
  /** Asks a person natively before anything is sent; absent = nobody can be asked and nothing is sent. */
  confirmWrite?: (question: { writes: Omit<PlanWrites, 'writing'>[]; sentences: string[] }) => Promise<boolean>;
  now: () => Date;
  log: (line: string) => void;
}
