import { setImmediate as nextTurn } from 'node:timers/promises';
import type { CrawlProgress } from '../../../contract/calls';
import type { CoverageGap, Layer, LayerRecords, Member, UnitKey } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import type { CallOptions } from '../../aws/call';
import { CallError } from '../../aws/errors';
import type { Priority } from '../../aws/pacing';
import { abortError } from '../../aws/pacing';
import type { Input, OperationId, Output } from '../../aws/services';
import { GapBook } from './gap-book';

/** Where records go as soon as their page has arrived. Rejects where they cannot be kept; the crawl ends then. */
export interface CrawlSink {
  append<L extends Layer>(member: string, layer: L, records: LayerRecords[L][]): Promise<void>;
}

export interface RunDeps {
  aws: Pick<Aws, 'call' | 'pages'>;
  members: readonly Member[];
  sink: CrawlSink;
  signal: AbortSignal;
  clock: () => Date;
  onProgress: (progress: CrawlProgress) => void;
  /** Layers to read; absent = all. Others are read only where a wanted one needs them, and not kept. */
  layers?: readonly Layer[];
  /** Units whose policies and rules are read; absent = all. Those of others are taken over from the base. */
  units?: readonly UnitKey[];
  /** A session ended under way. Waits for the person; true = signed in again. Absent = what is left becomes a gap. */
  onSignedOut?: (member: Member, error: CallError) => Promise<boolean>;
}

/** Layers whose records name other accounts in places of their own: ARNs in forms, profiles, targets and policies. */
const NAMES_ACCOUNTS: ReadonlySet<Layer> = new Set([
  'dz-assets',
  'dz-listings',
  'dz-profiles',
  'dz-targets',
  'resource-policies',
]);

/** The accounts of every ARN and catalog id in some records. */
function accountsIn(records: readonly unknown[]): Set<string> {
  const named = JSON.stringify(records).matchAll(/arn:[\w-]+:[\w-]+:[\w-]*:(\d{12}):|"catalogId":"(\d{12})/g);
  return new Set([...named].map(([, inArn, inForm]) => inArn ?? inForm ?? ''));
}

/**
 * Hands on work that is awaited later, or by nobody once another piece has ended the crawl: when the crawl is cancelled
 * its rejection must not count as unhandled, which would end the process.
 */
export function beside<T>(work: Promise<T>): Promise<T> {
  work.catch(() => undefined);
  return work;
}

/**
 * One crawl: its calls with progress, its pieces with their gaps. A piece (`read`) that fails leaves a gap in its own
 * layer and answers false; only cancelling, or a sink that refuses, ends the whole crawl.
 */
export class CrawlRun {
  readonly members: readonly Member[];
  readonly signal: AbortSignal;
  readonly #deps: RunDeps;
  readonly #book = new GapBook();
  readonly #appended = new Set<string>();
  /** Accounts named by records, with one member that named them. */
  readonly #accounts = new Map<string, string>();
  readonly #progress: CrawlProgress;

  constructor(deps: RunDeps) {
    this.#deps = deps;
    this.members = deps.members;
    this.signal = deps.signal;
    this.#progress = {
      done: 0,
      known: 0,
      records: 0,
      wave: 0,
      doing: 'Starting',
      startedAt: deps.clock().toISOString(),
    };
  }

  wants(...layers: Layer[]): boolean {
    return !this.#deps.layers || layers.some((layer) => this.#deps.layers?.includes(layer));
  }

  get units(): readonly UnitKey[] | undefined {
    return this.#deps.units;
  }

  /** A member of the connection reads this account in this region. */
  covers(account: string, region: string): boolean {
    return this.members.some((m) => m.account === account && m.region === region);
  }

  wave(wave: number): void {
    this.#progress.wave = wave;
    this.#report();
  }

  async call<N extends OperationId>(
    id: N,
    member: Member,
    input: Input<N>,
    priority: Priority = 'background',
  ): Promise<Output<N>> {
    this.#begin(id);
    const output = await this.#deps.aws.call(id, member, input, this.#options(member, priority));
    this.#end();
    return output;
  }

  /** Hands each page over while the next one is already on its way. */
  async eachPage<N extends OperationId>(
    id: N,
    member: Member,
    input: Input<N>,
    handle: (page: Output<N>) => Promise<void> | void,
    priority: Priority = 'background',
  ): Promise<void> {
    const pages = this.#deps.aws.pages(id, member, input, this.#options(member, priority));
    this.#begin(id);
    let pending = pages.next();
    for (;;) {
      const page = await pending;
      if (page.done) break;
      this.#end();
      this.#progress.known++;
      pending = beside(pages.next());
      // The next request leaves before this page is worked on: a long listing waits for every page's token in turn.
      await nextTurn();
      await handle(page.value);
    }
    this.#progress.known--;
  }

  async append<L extends Layer>(member: Member, layer: L, records: readonly LayerRecords[L][]): Promise<void> {
    if (!this.wants(layer)) return;
    this.#appended.add(`${member.id}\n${layer}`);
    if (NAMES_ACCOUNTS.has(layer)) for (const account of accountsIn(records)) this.sawAccount(member, account);
    this.#progress.records += records.length;
    await this.#deps.sink.append(member.id, layer, records as LayerRecords[L][]);
  }

  /**
   * One piece of a layer. True where all of it was read (an empty layer is then kept as empty); false where a gap was
   * noted. `subject` names the piece where a layer has several.
   */
  read(member: Member, layer: Layer, work: () => Promise<void>, subject?: string): Promise<boolean> {
    const piece = async (): Promise<boolean> => {
      try {
        await work();
      } catch (error) {
        if (!(error instanceof CallError)) throw error;
        if (error.kind === 'CANCELLED') throw abortError();
        this.#book.failed(member.id, layer, error, subject);
        return false;
      }
      if (this.wants(layer) && !this.#appended.has(`${member.id}\n${layer}`)) await this.append(member, layer, []);
      return true;
    };
    return beside(piece());
  }

  /** Like `read`, for what is needed further on: the value, or undefined where a gap was noted. */
  fetch<T>(member: Member, layer: Layer, work: () => Promise<T>, subject?: string): Promise<T | undefined> {
    let value: T | undefined;
    const piece = this.read(
      member,
      layer,
      async () => {
        value = await work();
      },
      subject,
    );
    return beside(piece.then(() => value));
  }

  partial(member: Member, layer: Layer, reason: string, action?: string): void {
    if (this.wants(layer)) this.#book.partial(member.id, layer, reason, action);
  }

  /** Remembers an account that a record names; those without a member become gaps at the end. */
  sawAccount(member: Member, account: string | undefined): void {
    if (account !== undefined && /^\d{12}$/.test(account) && !this.#accounts.has(account)) {
      this.#accounts.set(account, member.id);
    }
  }

  /** What could not be read so far. */
  refused(): CoverageGap[] {
    return this.#book.gaps();
  }

  gaps(): CoverageGap[] {
    for (const [account, member] of this.#accounts) {
      if (this.members.some((m) => m.account === account)) continue;
      const reason = `Account ${account} appears in the data, but no profile of this connection reads it.`;
      this.#book.unreadAccount(member, account, reason);
    }
    return this.#book.gaps();
  }

  #options(member: Member, priority: Priority): CallOptions {
    const { onSignedOut } = this.#deps;
    if (!onSignedOut) return { signal: this.signal, priority };
    return {
      signal: this.signal,
      priority,
      onSignedOut: (error) => {
        this.#progress.doing = 'Waiting for you to sign in again';
        this.#report();
        return onSignedOut(member, error);
      },
    };
  }

  #begin(doing: string): void {
    if (this.signal.aborted) throw abortError();
    this.#progress.known++;
    this.#progress.doing = doing;
    this.#report();
  }

  #end(): void {
    this.#progress.done++;
    this.#report();
  }

  #report(): void {
    this.#deps.onProgress({ ...this.#progress });
  }
}

/** Page members of the SDK are optional and its record types all-optional; the model types name the same members. */
export const recordsOfPage = <T>(items: readonly unknown[] | undefined): T[] => (items ?? []) as T[];
