import { accountOfCatalog } from '../keys';
import type { LFTagExpression, LFTagPair } from '../lakeformation';
import type { Member, Snapshot } from '../snapshot';
import { recordsOf } from '../snapshot';
import { keyText, pairText, type TagIndex } from './tags';

/** An LF-Tag policy of some rows, by number: its expression, resolved live where it is saved under a name (T9). */
export interface Policy {
  id: number;
  account: string;
  type: 'DATABASE' | 'TABLE';
  clauses: Clause[];
  /** Name of the saved expression. */
  saved?: string;
  /** Why the policy matches nothing: its saved expression is gone or its body is empty. */
  void?: string;
  /** The expression lists a key twice: both lists must hold (unverified, T3). */
  repeatsKey: boolean;
  expression: LFTagPair[];
}

/** One key of an expression: any of the pairs, or with `any` every value of the key (T3, T4). */
export interface Clause {
  key: number;
  any: boolean;
  pairs: number[];
}

/** Collects the distinct policies of all rows. */
export class PolicyTable {
  readonly policies: Policy[] = [];
  private readonly ids = new Map<string, number>();
  private readonly saved = new Map<string, LFTagExpression>();

  constructor(
    snapshot: Snapshot,
    private readonly tags: TagIndex,
  ) {
    for (const { member, record } of recordsOf(snapshot, 'tag-expressions')) {
      const account = accountOfCatalog(record.CatalogId ?? member.account);
      this.saved.set(`${account}/${record.Name.toLowerCase()}`, record);
    }
  }

  intern(
    policy: { CatalogId?: string; ResourceType: string; Expression?: LFTagPair[]; ExpressionName?: string },
    member: Member,
  ): number {
    const account = accountOfCatalog(policy.CatalogId ?? member.account);
    const type = policy.ResourceType === 'DATABASE' ? 'DATABASE' : 'TABLE';
    const name = policy.ExpressionName;
    let text = `${account}|${type}|`;
    if (name !== undefined) text += `@${name.toLowerCase()}`;
    else for (const pair of policy.Expression ?? []) text += `${pair.TagKey}=${pair.TagValues.join('\u0001')}\u0000`;
    const known = this.ids.get(text);
    if (known !== undefined) return known;
    const id = this.policies.length;
    this.ids.set(text, id);
    const body =
      name === undefined ? policy.Expression : this.saved.get(`${account}/${name.toLowerCase()}`)?.Expression;
    this.policies.push(this.resolve(id, account, type, body, name));
    return id;
  }

  /** The same policies against other tags. */
  again(policies: readonly Policy[]): Policy[] {
    return policies.map(({ id, account, type, expression, saved }) => {
      const body = saved === undefined ? expression : this.saved.get(`${account}/${saved.toLowerCase()}`)?.Expression;
      return this.resolve(id, account, type, body, saved);
    });
  }

  private resolve(
    id: number,
    account: string,
    type: Policy['type'],
    body: LFTagPair[] | undefined,
    saved?: string,
  ): Policy {
    const expression = body ?? [];
    const clauses = expression.map((pair): Clause => ({
      key: this.tags.keys.find(keyText(account, pair.TagKey)) ?? -1,
      any: pair.TagValues.includes('*'),
      pairs: pair.TagValues.flatMap((value) => this.tags.pairs.find(pairText(account, pair.TagKey, value)) ?? []),
    }));
    const policy: Policy = { id, account, type, clauses, expression, repeatsKey: repeats(expression) };
    if (saved !== undefined) policy.saved = saved;
    if (body === undefined && saved !== undefined) policy.void = `the saved expression ${saved} does not exist`;
    else if (clauses.length === 0) policy.void = 'its expression is empty';
    return policy;
  }
}

const repeats = (expression: readonly LFTagPair[]): boolean =>
  new Set(expression.map((pair) => pair.TagKey.toLowerCase())).size < expression.length;

/** Whether a tag set satisfies a policy: every key present with one of its values (T3); extra tags do not matter. */
export function policyMatches(policy: Policy, set: readonly number[], keyOfPair: readonly number[]): boolean {
  if (policy.void !== undefined) return false;
  for (const clause of policy.clauses) if (!clauseMatches(clause, set, keyOfPair)) return false;
  return true;
}

/** Plain loops: this is the innermost step of every question about tags. */
function clauseMatches(clause: Clause, set: readonly number[], keyOfPair: readonly number[]): boolean {
  for (const pair of set) {
    if (keyOfPair[pair] !== clause.key) continue;
    if (clause.any || clause.pairs.includes(pair)) return true;
  }
  return false;
}
