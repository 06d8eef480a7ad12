import { explain } from '../access/explain';
import type { Unresolved } from '../access/resolve';
import { resolvePrincipal, resolveResource } from '../access/resolve';
import { refText } from '../access/resource-ref';
import { RULES } from '../access/rules';
import { extentText, IAM_UNCHECKED } from '../access/sentence';
import { columnsOf } from '../model/mesh/catalog';
import type { Result } from '../model/result';
import { ok } from '../model/result';
import { ACCESS_KEYS } from './access-columns';
import { accessLine, dormantView, rowView } from './access-line';
import type { AnswerSource } from './answer-source';
import { limitsOf } from './limits';
import { packTable } from './packed-table';
import { principalLabelOf, withLabels } from './principal-label';
import { subscriptionViews } from './subscription-views';
import type { ExplanationView } from './views';

interface Asked {
  principal: string;
  resource: string;
  permission?: string;
}

/** Why, or why not: the derivation step by step, each step with the row that it cites. */
export function explainView(source: AnswerSource, asked: Asked): Result<ExplanationView, Unresolved> {
  const { index } = source;
  const principal = resolvePrincipal(index, asked.principal);
  if (!principal.ok) return principal;
  const resource = resolveResource(index, asked.resource);
  if (!resource.ok) return resource;
  const answer = explain(index, { principal: principal.value, resource: resource.value, permission: asked.permission });
  const table = resource.value.kind === 'table' ? index.mesh.catalog.tables[resource.value.table] : undefined;
  const told = answer.decisions.find((d) => d.permission === 'SELECT') ?? answer.decisions[0];
  const about = subscriptionViews(source, { principals: [principal.value] });
  const text = refText(index, resource.value);
  const joined = table
    ? about.filter(({ tables }) => tables.includes(refText(index, { kind: 'table', table: table.id })))
    : [];
  return ok({
    question: { ask: 'why', ...asked },
    principal: principal.value,
    name: principalLabelOf(source, principal.value),
    resource: text,
    verdict: answer.verdict,
    sentence: withLabels(source, answer.sentence, [principal.value]),
    steps: answer.steps.map(({ rule, words, effect, row }) => ({
      rule,
      ruleText: RULES[rule],
      words: withLabels(source, words, [principal.value]),
      effect,
      ...(row ? { row: rowView(row) } : {}),
    })),
    lines: packTable(
      ACCESS_KEYS,
      answer.decisions.map((decision) => {
        const line = { ...accessLine(index, decision, table), name: principalLabelOf(source, decision.principal) };
        return ACCESS_KEYS.map((key) => line[key]);
      }),
    ),
    missing: answer.missing,
    dormant: answer.dormant.map((d) => dormantView(index, d)),
    subscriptions: joined,
    conclusion:
      told === undefined
        ? `${principalLabelOf(source, principal.value)} has no access.`
        : told.permission === 'IAM_DECIDES'
          ? 'IAM decides; Lake Formation was not asked.'
          : `${principalLabelOf(source, principal.value)} can ${extentText(told, table ? columnsOf(table).length : undefined)}. ${IAM_UNCHECKED}`,
    ...limitsOf(
      index.mesh.snapshot,
      answer.notes,
      answer.decisions.map((d) => d.confidence),
    ),
  });
}
