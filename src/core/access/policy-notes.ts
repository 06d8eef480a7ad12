import { KIND } from '../model/mesh/grants';
import type { Policy } from '../model/mesh/policies';
import { accountOfCatalog } from '../model/keys';
import { recordsOf } from '../model/snapshot';
import type { AccessIndex } from './access-index';
import type { Actor } from './actor';
import { rowsOfActor } from './delegation';
import type { Note } from './rules';
import { KEY_TWICE } from './tag-policy';

/** Tag policies of an actor that match nothing or whose reading is open: gone expressions and LF-Tags, a key twice (T9, V7, T3). */
export function policyNotes(index: AccessIndex, actor: Actor): Note[] {
  if (actor.policyRows === 0) return [];
  const { grants, policies } = index.mesh;
  const ids = new Set<number>();
  for (const row of rowsOfActor(index, actor)) {
    const kind = grants.kind[row];
    if (kind === KIND.tablePolicy || kind === KIND.databasePolicy) ids.add(grants.target[row]!);
  }
  const held = [...ids].map((id) => policies[id]!);
  const twice = held.some((policy) => policy.repeatsKey) ? [KEY_TWICE] : [];
  const suspects = held.filter((policy) => policy.void ?? hasUnusedKey(policy));
  if (suspects.length === 0) return twice;
  const keys = keysByAccount(index);
  return [...twice, ...suspects.flatMap((policy) => noteOn(policy, keys.get(policy.account)) ?? [])];
}

const hasUnusedKey = (policy: Policy): boolean => policy.clauses.some((clause) => clause.key < 0);

function noteOn(policy: Policy, keys: ReadonlySet<string> | undefined): Note | undefined {
  const base = { kind: 'not-evaluated', confidence: 'unverified' } as const;
  if (policy.void !== undefined)
    return { ...base, rule: 'T9', text: `a tag policy counts as matching nothing: ${policy.void}` };
  const gone = policy.expression.filter((pair) => keys && !keys.has(pair.TagKey.toLowerCase())).map((p) => p.TagKey);
  if (gone.length === 0) return undefined;
  return {
    ...base,
    rule: 'V7',
    text: `a tag policy counts as matching nothing: the LF-Tags ${gone.join(', ')} are not among those of account ${policy.account}`,
  };
}

/** Tag keys by account, of the accounts whose tags were read. */
function keysByAccount(index: AccessIndex): Map<string, Set<string>> {
  const keys = new Map<string, Set<string>>();
  for (const { member, record } of recordsOf(index.mesh.snapshot, 'tags')) {
    const account = accountOfCatalog(record.CatalogId ?? member.account);
    const known = keys.get(account);
    if (known) known.add(record.TagKey.toLowerCase());
    else keys.set(account, new Set([record.TagKey.toLowerCase()]));
  }
  return keys;
}
