import type { AccessIndex } from './access-index';
import { refText } from './resource-ref';
import { shortName } from './sentence';
import { subscriptionAccess, unsubscribedOn } from './subscription';

/** The most lines that an answer says about subscriptions. */
const MOST = 50;

/** Where subscriptions and access disagree about some tables, one line each. */
export function remarksOnTables(index: AccessIndex, tables: readonly number[]): string[] {
  if (tables.length === 0) return [];
  const about = new Set(tables);
  const mismatches = subscriptionAccess(index).subscriptions.filter((s) => s.tables.some((t) => about.has(t)));
  const without = unsubscribedOn(index, about).map(({ principal, table, listing }) => {
    const name = refText(index, { kind: 'table', table });
    return `access without subscription: ${shortName(principal)} reads ${name}, published as ${listing.name}`;
  });
  return [...mismatches.flatMap(lineOf), ...without].slice(0, MOST);
}

/** Subscriptions of some principals that gave no access, or that left some behind. */
export function remarksOnPrincipals(index: AccessIndex, principals: readonly string[]): string[] {
  const about = new Set(principals);
  return subscriptionAccess(index)
    .subscriptions.filter((s) => s.principals.some((p) => about.has(p)))
    .flatMap(lineOf)
    .slice(0, MOST);
}

const lineOf = (s: { approved: boolean; mismatch?: string }): string[] =>
  s.mismatch === undefined
    ? []
    : [`${s.approved ? 'subscription without access' : 'access without subscription'}: ${s.mismatch}`];
