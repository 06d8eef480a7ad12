import type { ServiceId } from '../service';

export type FaultKind = 'throttle' | '500' | '503-html' | 'expired-token' | 'denied' | 'reset' | 'truncated' | 'slow';

export const FAULT_KINDS: readonly FaultKind[] = [
  'throttle',
  '500',
  '503-html',
  'expired-token',
  'denied',
  'reset',
  'truncated',
  'slow',
];

/** A fault to inject. A missing selector matches everything; `times` counts down, `probability` is drawn from `seed`. */
export interface FaultRule {
  service?: ServiceId;
  operation?: string;
  account?: string;
  region?: string;
  kind: FaultKind;
  times?: number;
  probability?: number;
  seed?: number;
  /** How long `slow` waits, in milliseconds; default 3000. */
  delayMs?: number;
}

export interface FaultSubject {
  service: ServiceId;
  operation: string;
  account?: string;
  region?: string;
}

export interface Faults {
  set(rules: FaultRule[]): void;
  /** The first rule that strikes this call; counts it. */
  strike(subject: FaultSubject): FaultRule | undefined;
}

/** A small seeded generator (mulberry32): the same seed gives the same run. */
export function seededRandom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

export function createFaults(seed: number): Faults {
  let active: { rule: FaultRule; left: number; random: () => number }[] = [];
  return {
    set(rules) {
      active = rules.map((rule) => ({
        rule,
        left: rule.times ?? Number.POSITIVE_INFINITY,
        random: seededRandom(rule.seed ?? seed),
      }));
    },
    strike(subject) {
      for (const entry of active) {
        const { rule } = entry;
        if (entry.left <= 0) continue;
        if (rule.service && rule.service !== subject.service) continue;
        if (rule.operation && rule.operation !== subject.operation) continue;
        if (rule.account && rule.account !== subject.account) continue;
        if (rule.region && rule.region !== subject.region) continue;
        if (rule.probability !== undefined && entry.random() >= rule.probability) continue;
        entry.left--;
        return rule;
      }
      return undefined;
    },
  };
}

/** Reads fault rules from outside; undefined when one of them is not a rule. */
export function parseFaultRules(value: unknown): FaultRule[] | undefined {
  if (!Array.isArray(value)) return undefined;
  const ok = value.every((one) => {
    if (typeof one !== 'object' || one === null) return false;
    const rule = one as Record<string, unknown>;
    const texts = ['service', 'operation', 'account', 'region'].every((key) =>
      ['undefined', 'string'].includes(typeof rule[key]),
    );
    const numbers = ['times', 'probability', 'seed', 'delayMs'].every((key) =>
      ['undefined', 'number'].includes(typeof rule[key]),
    );
    return texts && numbers && FAULT_KINDS.includes(rule.kind as FaultKind);
  });
  return ok ? (value as FaultRule[]) : undefined;
}
