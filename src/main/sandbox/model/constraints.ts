import type { ServiceId } from '../service';
import datazone from '../constraints/datazone.json';
import glue from '../constraints/glue.json';
import iam from '../constraints/iam.json';
import identitystore from '../constraints/identitystore.json';
import lakeformation from '../constraints/lakeformation.json';
import ram from '../constraints/ram.json';
import ssoAdmin from '../constraints/sso-admin.json';
import ssoOidc from '../constraints/sso-oidc.json';
import sso from '../constraints/sso.json';
import sts from '../constraints/sts.json';

/** One constraint of a value; `item`, `key` and `value` are those of a list's or map's parts. */
export interface Rule {
  type?: 'integer' | 'long';
  min?: number;
  max?: number;
  pattern?: RegExp;
  /** As AWS writes it, for messages. */
  patternText?: string;
  enum?: string[];
  item?: Rule;
  key?: Rule;
  value?: Rule;
}

interface RawRule extends Omit<Rule, 'pattern' | 'patternText' | 'item' | 'key' | 'value'> {
  pattern?: string;
  item?: number;
  key?: number;
  value?: number;
}

interface RawTable {
  source: string;
  apiVersion: string;
  unsigned: string[];
  rules: RawRule[];
  structures: Record<string, Record<string, number>>;
}

const TABLES = {
  datazone,
  glue,
  iam,
  identitystore,
  lakeformation,
  ram,
  sso,
  'sso-admin': ssoAdmin,
  'sso-oidc': ssoOidc,
  sts,
};
const raw = (service: ServiceId): RawTable => TABLES[service] as unknown as RawTable;

/**
 * Patterns match the whole value; most of AWS's are written without anchors. Two compile only without the `u` flag. No `s`
 * flag: `.` does not match newlines in Java either.
 */
function compilePattern(text: string): RegExp {
  const inner = text.replace(/^\^/, '').replace(/(^|[^\\])\$$/, '$1');
  const whole = `^(?:${inner})$`;
  try {
    return new RegExp(whole, 'u');
  } catch {
    return new RegExp(whole);
  }
}

const compiled = new Map<ServiceId, (Rule | undefined)[]>();

function ruleAt(service: ServiceId, index: number | undefined): Rule | undefined {
  if (index === undefined) return undefined;
  let cache = compiled.get(service);
  if (!cache) compiled.set(service, (cache = []));
  const known = cache[index];
  if (known) return known;
  const source = raw(service).rules[index];
  if (!source) return undefined;
  const { pattern, item, key, value, ...rest } = source;
  const rule: Rule = { ...rest };
  cache[index] = rule;
  if (pattern !== undefined) Object.assign(rule, { pattern: compilePattern(pattern), patternText: pattern });
  if (item !== undefined) rule.item = ruleAt(service, item);
  if (key !== undefined) rule.key = ruleAt(service, key);
  if (value !== undefined) rule.value = ruleAt(service, value);
  return rule;
}

/** The constraint of a structure's member, by the structure's own name. */
export const memberRule = (service: ServiceId, structure: string, member: string): Rule | undefined =>
  ruleAt(service, raw(service).structures[structure]?.[member]);

export const constraintSource = (service: ServiceId): Omit<RawTable, 'rules'> => raw(service);
