/** One answered request, as tests and benches read it. */
export interface CallRecord {
  service: string;
  operation: string;
  account?: string;
  region?: string;
  caller?: string;
  status: number;
  /** Error code, where the answer was one. */
  code?: string;
  /** Set when a handler failed in a way that no service does. */
  defect?: string;
}

export interface CallLog {
  add(record: CallRecord): void;
  /** The latest calls, oldest first, and the number of calls per `service:operation`. */
  dump(): { calls: CallRecord[]; counts: Record<string, number>; total: number };
  reset(): void;
}

const KEPT = 20_000;

export function createCallLog(): CallLog {
  let calls: CallRecord[] = [];
  let counts: Record<string, number> = {};
  let total = 0;
  return {
    add(record) {
      calls.push(record);
      if (calls.length > 2 * KEPT) calls = calls.slice(-KEPT);
      const key = `${record.service}:${record.operation}`;
      counts[key] = (counts[key] ?? 0) + 1;
      total++;
    },
    dump: () => ({ calls: calls.slice(-KEPT), counts: { ...counts }, total }),
    reset() {
      calls = [];
      counts = {};
      total = 0;
    },
  };
}
