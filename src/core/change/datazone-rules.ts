import type { DzRule, DzRuleDetail, DzRuleScope } from '../model/datazone';
import { unitsBelow } from '../governance/unit-tree';
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
  const wrong =
    ruleTrouble(name, detail) ??
    scopeTrouble(scope) ??
    (ACTIONS.has(action) ? undefined : 'action must be one of its two values');
  if (wrong !== undefined || !target || !scope) return rejected(wrong ?? 'target and scope must be given');
  if (sameName(draft, domainId, unitId, name)) return conflicting(`Conflict with rule ${name}`);
  const unknown = unknownOf(draft, domainId, detail, scope);
  if (unknown !== undefined) return unknownResource(unknown);
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
  return effect([], [wordsOf(action), ...outOfReach(draft, domainId, target, scope)]);
}

/** UpdateRule: target and action never change; what is not given stays. */
export function updateRule(draft: Draft, request: RuleRequest): Outcome {
  const held = ruleOf(draft, request);
  if (!held) return unknownResource(`Rule ${request.identifier ?? ''} was not found`);
  const { name, description, scope, detail, includeChildDomainUnits } = request;
  const wrong = ruleTrouble(name ?? held.name, detail ?? held.detail) ?? scopeTrouble(scope);
  if (wrong !== undefined) return rejected(wrong);
  if (detail && typeOf(detail) !== held.ruleType) return rejected('The type of a rule cannot be changed');
  const unitId = held.target.domainUnitTarget?.domainUnitId ?? '';
  if (name !== undefined && sameName(draft, held.domainId, unitId, name, held.identifier))
    return conflicting(`Conflict with rule ${name}`);
  const unknown = unknownOf(draft, held.domainId, detail, scope);
  if (unknown !== undefined) return unknownResource(unknown);
  const target =
    includeChildDomainUnits === undefined
      ? held.target
      : { domainUnitTarget: { domainUnitId: unitId, includeChildDomainUnits } };
  draft.update(
    'dz-rules',
    (rule) => rule.domainId === held.domainId && rule.identifier === held.identifier,
    (rule) => ({
      ...rule,
      ...(name === undefined ? {} : { name }),
      ...(description === undefined ? {} : { description }),
      ...(scope ? { scope } : {}),
      ...(detail ? { detail } : {}),
      target,
    }),
  );
  return effect([], [wordsOf(held.action), ...outOfReach(draft, held.domainId, target, scope)]);
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

/**
 * `SPECIFIC` names what it is about and `ALL` names nothing. The service model allows both slips (its lists are only never
 * empty); that AWS refuses them is taken from what the two words mean (unverified).
 */
function scopeTrouble({ assetType, project }: DzRuleScope = {}): string | undefined {
  const trouble = (mode: string | undefined, list: string[] | undefined, what: string): string | undefined =>
    mode === 'SPECIFIC' && !list?.length
      ? `A rule for specific ${what} must name at least one (AWS does not say that it refuses this)`
      : mode === 'ALL' && list
        ? `A rule for all ${what} must not name specific ones (AWS does not say that it refuses this)`
        : undefined;
  return (
    trouble(assetType?.selectionMode, assetType?.specificAssetTypes, 'asset types') ??
    trouble(project?.selectionMode, project?.specificProjects, 'projects')
  );
}

/** What a rule names must exist, where such things were read. */
function unknownOf(
  draft: Draft,
  domainId: string,
  detail: DzRuleDetail | undefined,
  scope: DzRuleScope | undefined,
): string | undefined {
  const absent = (layer: 'dz-terms' | 'dz-projects', ids: string[] | undefined): string | undefined => {
    const known = draft.all(layer).flatMap(({ record }) => (record.domainId === domainId ? [record.id] : []));
    return known.length === 0 ? undefined : ids?.find((id) => !known.includes(id));
  };
  const term = absent('dz-terms', detail?.glossaryTermEnforcementDetail?.requiredGlossaryTermIds);
  if (term !== undefined) return `Glossary term ${term} was not found`;
  const type = unknownType(draft, domainId, scope?.assetType?.specificAssetTypes);
  if (type !== undefined) return `Asset type ${type} was not found`;
  const project = absent('dz-projects', scope?.project?.specificProjects);
  return project === undefined ? undefined : `Project ${project} was not found`;
}

/** Only where every type of the domain was read. */
function unknownType(draft: Draft, domainId: string, asked: readonly string[] | undefined): string | undefined {
  const types = draft
    .all('dz-entities')
    .flatMap(({ record: e }) => (e.domainId === domainId && e.entityType === 'ASSET_TYPE' ? [e.entityIdentifier] : []));
  if (types.length === 0 || draft.done().coverage.some(({ layer }) => layer === 'dz-entities')) return undefined;
  return asked?.find((type) => !types.includes(type));
}

/** A rule binds projects of the units that it reaches: others named in its scope are named in vain. */
function outOfReach(
  draft: Draft,
  domainId: string,
  target: DzRule['target'],
  scope: DzRuleScope | undefined,
): string[] {
  const { domainUnitId = '', includeChildDomainUnits } = target.domainUnitTarget ?? {};
  const units = draft.all('dz-units').map(({ record }) => record);
  const below = includeChildDomainUnits === true ? unitsBelow(units, domainId, domainUnitId) : [];
  const reached = new Set([domainUnitId, ...below.map(({ id }) => id)]);
  const named = scope?.project?.specificProjects ?? [];
  const names = new Set(
    draft
      .all('dz-projects')
      .flatMap(({ record: p }) =>
        p.domainId === domainId && named.includes(p.id) && p.domainUnitId !== undefined && !reached.has(p.domainUnitId)
          ? [p.name]
          : [],
      ),
  );
  return [...names].map((name) => `${name} lies in no unit that the rule reaches: naming it binds nobody.`);
}

const wordsOf = (action: string): string =>
  action === 'CREATE_SUBSCRIPTION_REQUEST'
    ? 'Who asks for data afterwards must meet the rule; requests that wait already are not touched.'
    : 'Who publishes afterwards must meet the rule; listings that exist are not touched.';
