import type { AccessIndex } from '../access/access-index';
import { sourcesOf } from '../graph/sources';
import type { Finding, FindingCheck, FindingRule, Severity } from './finding';

const CHECKS: Record<FindingRule, FindingCheck> = {} as Record<FindingRule, FindingCheck>;
const RANK: Record<Severity, number> = { high: 0, medium: 1, low: 2 };

/** Every finding of every rule, the most urgent first. Deterministic. */
export function findingsOf(index: AccessIndex): Finding[] {
  const source = { index, sources: sourcesOf(index.mesh.snapshot) };
  return Object.values(CHECKS)
    .flatMap((check) => check(source))
    .sort((a, b) => RANK[a.severity] - RANK[b.severity] || (a.id < b.id ? -1 : 1));
}
