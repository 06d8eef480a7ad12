import type { DzRule, DzRuleDetail, DzRuleScope } from '../model/datazone';
import type { Draft } from './draft';
import { conflicting, effect, rejected, unknownResource, type Outcome } from './refusal';

export interface RuleRequest {
  domainIdentifier?: string;
  identifier?: string;
  name?: string;
  description?: string;
  action?: string;
  target?: DzRule['target'];
  scope?: DzRuleScope;
  detail?: DzRuleDetail;
  includeChildDomainUnits?: boolean;
}

/** Facts datazone 4.2. */
const NAME = /^[\w -]{1,256}$/;
const DEMANDS_MAX = 5;

/** CreateRule: two rules of a unit never share a name. */
export function createRule(draft: Draft, request: RuleRequest): Outcome {
  const { domainIdentifier: domainId = '', name = '', description, action = '', target, scope, detail } = request;
  const unitId = target?.domainUnitTarget?.domainUnitId ?? '';
  if (!draft.all('dz-units').some(({ record }) => record.domainId === domainId && record.id === unitId))
    return unknownResource(`Domain unit ${unitId} was not found`);
  const wrong = ruleTrouble(name, detail) ?? (ACTIONS.has(action) ? undefined : 'action must be one of its two values');
  if (wrong !== undefined || !target || !scope) return rejected(wrong ?? 'target and scope must be given');
  if (sameName(draft, domainId, unitId, name)) return conflicting(`Conflict with rule ${name}`);
  const unknown = unknownTerm(draft, domainId, detail);
  if (unknown !== undefined) return unknownResource(`Glossary term ${unknown} was not found`);
  draft.addBeside(
    'dz-rules',
    {
      domainId,
      identifier: `rule-${unitId}-${name}`,
      name,
      ...(description ? { description } : {}),
      ruleType: typeOf(detail),
      action,
      target,
      scope,
      ...(detail ? { detail } : {}),
    },
    (other) => other.domainId === domainId,
  );
  return effect([], [wordsOf(action)]);
}

/** UpdateRule: target and action never change; what is not given stays. */
export function updateRule(draft: Draft, request: RuleRequest): Outcome {
  const held = ruleOf(draft, request);
  if (!held) return unknownResource(`Rule ${request.identifier ?? ''} was not found`);
  const { name, description, scope, detail, includeChildDomainUnits } = request;
  const wrong = ruleTrouble(name ?? held.name, detail ?? held.detail);
  if (wrong !== undefined) return rejected(wrong);
  if (detail && typeOf(detail) !== held.ruleType) return rejected('The type of a rule cannot be changed');
  const unitId = held.target.domainUnitTarget?.domainUnitId ?? '';
  if (name !== undefined && sameName(draft, held.domainId, unitId, name, held.identifier))
    return conflicting(`Conflict with rule ${name}`);
  const unknown = unknownTerm(draft, held.domainId, detail);
  if (unknown !== undefined) return unknownResource(`Glossary term ${unknown} was not found`);
  draft.update(
    'dz-rules',
    (rule) => rule.domainId === held.domainId && rule.identifier === held.identifier,
    (rule) => ({
      ...rule,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(scope ? { scope } : {}),
      ...(detail ? { detail } : {}),
      ...(includeChildDomainUnits === undefined
        ? {}
        : { target: { domainUnitTarget: { domainUnitId: unitId, includeChildDomainUnits } } }),
    }),
  );
  return effect([], [wordsOf(held.action)]);
}

export function deleteRule(draft: Draft, request: RuleRequest): Outcome {
  const held = ruleOf(draft, request);
  if (!held) return unknownResource(`Rule ${request.identifier ?? ''} was not found`);
  draft.drop('dz-rules', (rule) => rule.domainId === held.domainId && rule.identifier === held.identifier);
  return effect(
    [],
    ['What was published or asked for before stays as it is; the rule no longer holds for what comes.'],
  );
}

const ACTIONS = new Set(['CREATE_SUBSCRIPTION_REQUEST', 'CREATE_LISTING_CHANGE_SET']);

const ruleOf = (draft: Draft, { domainIdentifier, identifier }: RuleRequest): DzRule | undefined =>
  draft.all('dz-rules').find(({ record }) => record.domainId === domainIdentifier && record.identifier === identifier)
    ?.record;

const typeOf = (detail: DzRuleDetail | undefined): DzRule['ruleType'] =>
  detail?.glossaryTermEnforcementDetail ? 'GLOSSARY_TERM_ENFORCEMENT' : 'METADATA_FORM_ENFORCEMENT';

const sameName = (draft: Draft, domainId: string, unitId: string, name: string, but?: string): boolean =>
  draft
    .all('dz-rules')
    .some(
      ({ record }) =>
        record.domainId === domainId &&
        record.identifier !== but &&
        record.target.domainUnitTarget?.domainUnitId === unitId &&
        record.name === name,
    );

function ruleTrouble(name: string, detail: DzRuleDetail | undefined): string | undefined {
  if (!NAME.test(name)) return 'The name of a rule has letters, digits, spaces, - and _ only, at most 256';
  const forms = detail?.metadataFormEnforcementDetail?.requiredMetadataForms;
  const terms = detail?.glossaryTermEnforcementDetail?.requiredGlossaryTermIds;
  if ((forms === undefined) === (terms === undefined)) return 'A rule demands either forms or glossary terms';
  const count = (forms ?? terms ?? []).length;
  return count < 1 || count > DEMANDS_MAX ? `A rule demands 1 to ${String(DEMANDS_MAX)} of them` : undefined;
}

function unknownTerm(draft: Draft, domainId: string, detail: DzRuleDetail | undefined): string | undefined {
  const known = draft.all('dz-terms').flatMap(({ record }) => (record.domainId === domainId ? [record.id] : []));
  if (known.length === 0) return undefined;
  return detail?.glossaryTermEnforcementDetail?.requiredGlossaryTermIds?.find((id) => !known.includes(id));
}

const wordsOf = (action: string): string =>
  action === 'CREATE_SUBSCRIPTION_REQUEST'
    ? 'Who asks for data afterwards must meet the rule; requests that wait already are not touched.'
    : 'Who publishes afterwards must meet the rule; listings that exist are not touched.';
