import type {
  CreateRuleInput,
  CreateRuleOutput,
  DeleteRuleInput,
  DeleteRuleOutput,
  GetRuleInput,
  GetRuleOutput,
  ListRulesInput,
  ListRulesOutput,
  RuleDetail,
  RuleScope,
  UpdateRuleInput,
  UpdateRuleOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { conflict, invalid, notFound, notPermitted } from './errors';
import type { RuleRecord } from './extra';
import { page } from './pages';
import { domainOf, nextId, once } from './state';
import type { Domain } from './state';
import { actorId, ownsUnit, unitChain } from './visibility';

const unitOf = (rule: RuleRecord): string => rule.target?.domainUnitTarget?.domainUnitId ?? '';

const cascades = (rule: RuleRecord): boolean => rule.target?.domainUnitTarget?.includeChildDomainUnits === true;

/** Does a scope reach what was asked for? Without a question, yes. */
function inScope({ scope }: RuleRecord, input: ListRulesInput): boolean {
  const { project, assetType, dataProduct } = scope ?? {};
  const projects = project?.selectionMode === 'SPECIFIC' ? (project.specificProjects ?? []) : undefined;
  const types = assetType?.selectionMode === 'SPECIFIC' ? (assetType.specificAssetTypes ?? []) : undefined;
  return (
    (input.projectIds === undefined ||
      projects === undefined ||
      input.projectIds.some((id) => projects.includes(id))) &&
    (input.assetTypes === undefined || types === undefined || input.assetTypes.some((t) => types.includes(t))) &&
    (input.dataProduct === undefined || dataProduct === input.dataProduct)
  );
}

/** Rules of a unit, with those that cascade from above when asked; without their detail (datazone 4.2). */
export function listRules(input: ListRulesInput, call: Call): ListRulesOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const [own, ...above] = unitChain(domain, input.targetIdentifier);
  if (!own) throw notFound('Domain unit', input.targetIdentifier ?? '');
  const parents = new Set(above.map((unit) => unit.id));
  const list = domain.extra.rules.filter(
    (rule) =>
      (unitOf(rule) === own.id || (input.includeCascaded === true && cascades(rule) && parents.has(unitOf(rule)))) &&
      (input.ruleType === undefined || rule.ruleType === input.ruleType) &&
      (input.action === undefined || rule.action === input.action) &&
      inScope(rule, input),
  );
  const { items, token } = page(call, input, list);
  return {
    nextToken: token,
    items: items.map(({ identifier, revision, ruleType, name, target, action, scope, updatedAt, lastUpdatedBy }) => ({
      identifier,
      revision,
      ruleType,
      name,
      targetType: 'DOMAIN_UNIT',
      target,
      action,
      scope,
      updatedAt: new Date(updatedAt),
      lastUpdatedBy,
    })),
  };
}

function ruleOf(domain: Domain, id: string | undefined): RuleRecord {
  const rule = domain.extra.rules.find((r) => r.identifier === id);
  if (!rule) throw notFound('Rule', id ?? '');
  return rule;
}

const view = (rule: RuleRecord): GetRuleOutput => ({
  ...rule,
  targetType: 'DOMAIN_UNIT',
  createdAt: new Date(rule.createdAt),
  updatedAt: new Date(rule.updatedAt),
});

export function getRule(input: GetRuleInput, call: Call): GetRuleOutput {
  const rule = ruleOf(domainOf(call, input.domainIdentifier), input.identifier);
  if (input.revision !== undefined && Number(input.revision) > Number(rule.revision))
    throw notFound('Rule', rule.identifier);
  return view(rule);
}

const typeOf = (detail: RuleDetail | undefined): RuleRecord['ruleType'] =>
  detail?.glossaryTermEnforcementDetail ? 'GLOSSARY_TERM_ENFORCEMENT' : 'METADATA_FORM_ENFORCEMENT';

/** What a rule demands must exist (datazone 4.2). */
function checkDetail(domain: Domain, detail: RuleDetail | undefined): void {
  for (const { typeIdentifier = '' } of detail?.metadataFormEnforcementDetail?.requiredMetadataForms ?? [])
    if (!domain.extra.formTypes.some(({ name }) => name === typeIdentifier))
      throw notFound('Form type', typeIdentifier);
  for (const id of detail?.glossaryTermEnforcementDetail?.requiredGlossaryTermIds ?? [])
    if (!domain.terms.some((term) => term.id === id)) throw notFound('Glossary term', id);
}

/** `SPECIFIC` goes with a list and `ALL` with none (taken from what they mean: unverified); what is named must exist. */
function checkScope(domain: Domain, scope: RuleScope | undefined): void {
  const [types, projects] = [scope?.assetType, scope?.project];
  const fits = (mode: string | undefined, list: string[] | undefined, what: string): void => {
    if (mode === 'SPECIFIC' && !list?.length) throw invalid(`A rule for specific ${what} must name at least one`);
    if (mode === 'ALL' && list) throw invalid(`A rule for all ${what} must not name specific ones`);
  };
  fits(types?.selectionMode, types?.specificAssetTypes, 'asset types');
  fits(projects?.selectionMode, projects?.specificProjects, 'projects');
  for (const type of types?.specificAssetTypes ?? [])
    if (!domain.extra.assetTypes.some(({ name }) => name === type)) throw notFound('Asset type', type);
  for (const id of projects?.specificProjects ?? [])
    if (!domain.projects.some((project) => project.id === id)) throw notFound('Project', id);
}

const sameName = (domain: Domain, unitId: string | undefined, name: string | undefined, but?: RuleRecord): boolean =>
  domain.extra.rules.some((rule) => rule !== but && unitOf(rule) === unitId && rule.name === name);

/** Owners of the unit (or of one above) make its rules; two rules of a unit never share a name. */
export function createRule(input: CreateRuleInput, call: Call): CreateRuleOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const unitId = input.target?.domainUnitTarget?.domainUnitId;
  if (!domain.units.some((unit) => unit.id === unitId)) throw notFound('Domain unit', unitId ?? '');
  if (!ownsUnit(call, domain, unitId)) throw notPermitted(call);
  return once(domain, call, input.clientToken, () => {
    if (sameName(domain, unitId, input.name)) throw conflict(`Conflict with rule ${input.name ?? ''}`);
    checkDetail(domain, input.detail);
    checkScope(domain, input.scope);
    const now = call.now.toISOString();
    const me = actorId(call, domain);
    const { name, description, target, action, scope, detail } = input;
    const rule = {
      identifier: nextId(domain, 'rule'),
      revision: '1',
      name,
      description,
      target,
      action,
      scope,
      detail,
      ruleType: typeOf(detail),
      targetType: 'DOMAIN_UNIT',
      createdAt: now,
      createdBy: me,
      updatedAt: now,
      lastUpdatedBy: me,
    } as RuleRecord;
    domain.extra.rules.push(rule);
    call.world.version++;
    return view(rule) as CreateRuleOutput;
  });
}

/** Target and action never change; each update is a new revision. */
export function updateRule(input: UpdateRuleInput, call: Call): UpdateRuleOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const rule = ruleOf(domain, input.identifier);
  if (!ownsUnit(call, domain, unitOf(rule))) throw notPermitted(call);
  if (input.detail && typeOf(input.detail) !== rule.ruleType) throw invalid('The type of a rule cannot be changed');
  if (input.name !== undefined && sameName(domain, unitOf(rule), input.name, rule))
    throw conflict(`Conflict with rule ${input.name}`);
  checkDetail(domain, input.detail);
  checkScope(domain, input.scope);
  if (input.name !== undefined) rule.name = input.name;
  if (input.description !== undefined) rule.description = input.description;
  if (input.scope) rule.scope = input.scope;
  if (input.detail) rule.detail = input.detail;
  if (input.includeChildDomainUnits !== undefined) {
    rule.target = {
      domainUnitTarget: { domainUnitId: unitOf(rule), includeChildDomainUnits: input.includeChildDomainUnits },
    };
  }
  rule.revision = String(Number(rule.revision) + 1);
  rule.updatedAt = call.now.toISOString();
  rule.lastUpdatedBy = actorId(call, domain);
  call.world.version++;
  return view(rule) as UpdateRuleOutput;
}

export function deleteRule(input: DeleteRuleInput, call: Call): DeleteRuleOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const rule = ruleOf(domain, input.identifier);
  if (!ownsUnit(call, domain, unitOf(rule))) throw notPermitted(call);
  domain.extra.rules.splice(domain.extra.rules.indexOf(rule), 1);
  call.world.version++;
  return {};
}
