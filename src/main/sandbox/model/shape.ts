import { NormalizedSchema } from '@smithy/core/schema';
import type { SchemaRef } from '@smithy/types';
import type { ServiceId } from '../service';
import { memberRule, type Rule } from './constraints';
import { SERVICES } from './services';

/** Where a member travels; `body` also stands for every member of json-1.1 and query services. */
export type Binding = 'body' | 'label' | 'query' | 'query-params' | 'header' | 'payload' | 'status';

export interface Member {
  name: string;
  /** Name in the body: jsonName in rest-json, xmlName in query, else the member's own. */
  wireName: string;
  binding: Binding;
  /** Name of the query parameter or header. */
  bindingName?: string;
  required: boolean;
  shape: Shape;
  rule?: Rule;
}

export interface StructureShape {
  kind: 'structure';
  name: string;
  union: boolean;
  members: Member[];
  byWireName: Map<string, Member>;
}

export type Shape =
  | StructureShape
  | { kind: 'list'; item: Shape; itemName: string; flattened: boolean; sparse: boolean }
  | { kind: 'map'; key: Shape; value: Shape; flattened: boolean; sparse: boolean }
  | { kind: 'timestamp'; format: 'default' | 'date-time' | 'http-date' | 'epoch-seconds' }
  | { kind: 'string' | 'boolean' | 'number' | 'blob' | 'document' };

const FORMATS: Record<number, 'default' | 'date-time' | 'http-date' | 'epoch-seconds'> = {
  4: 'default',
  5: 'date-time',
  6: 'http-date',
  7: 'epoch-seconds',
};

/** The SDK's static schemas keep "the first N members are required" as the seventh element; there is no other way to it. */
export function requiredCount(schema: NormalizedSchema): number {
  const source = schema.getSchema();
  const count: unknown = Array.isArray(source) ? source[6] : 0;
  return typeof count === 'number' ? count : 0;
}

/** Name of the shape of operations without input or output. */
export const UNIT = 'Unit';

const known = new WeakMap<object, StructureShape>();

/** Resolves an SDK schema once into plain data. Recursive structures refer to themselves. */
export function compileShape(service: ServiceId, ref: SchemaRef | NormalizedSchema): Shape {
  const schema = NormalizedSchema.of(ref as SchemaRef);
  if (schema.isStructSchema()) return compileStructure(service, schema);
  const traits = schema.getMergedTraits();
  if (schema.isListSchema()) {
    const item = schema.getValueSchema();
    return {
      kind: 'list',
      item: compileShape(service, item),
      itemName: SERVICES[service].protocol === 'query' ? (item.getMemberTraits().xmlName ?? 'member') : 'member',
      flattened: Boolean(traits.xmlFlattened),
      sparse: Boolean(traits.sparse),
    };
  }
  if (schema.isMapSchema()) {
    const [key, value] = [schema.getKeySchema(), schema.getValueSchema()];
    return {
      kind: 'map',
      key: compileShape(service, key),
      value: compileShape(service, value),
      flattened: Boolean(traits.xmlFlattened),
      sparse: Boolean(traits.sparse),
    };
  }
  if (schema.isTimestampSchema())
    return { kind: 'timestamp', format: FORMATS[schema.getSchema() as number] ?? 'default' };
  if (schema.isBlobSchema()) return { kind: 'blob' };
  if (schema.isBooleanSchema()) return { kind: 'boolean' };
  if (schema.isNumericSchema()) return { kind: 'number' };
  if (schema.isDocumentSchema()) return { kind: 'document' };
  return { kind: 'string' };
}

export function compileStructure(service: ServiceId, schema: NormalizedSchema): StructureShape {
  const source = schema.getSchema();
  const cached = typeof source === 'object' ? known.get(source) : undefined;
  if (cached) return cached;
  const shape: StructureShape = {
    kind: 'structure',
    name: schema.isUnitSchema() ? UNIT : (schema.getName() ?? ''),
    union: schema.isUnionSchema(),
    members: [],
    byWireName: new Map(),
  };
  if (typeof source === 'object') known.set(source, shape);
  if (schema.isUnitSchema()) return shape;
  let left = requiredCount(schema);
  for (const [name, memberSchema] of schema.structIterator()) {
    const member = compileMember(service, shape.name, name, memberSchema);
    member.required = left-- > 0;
    shape.members.push(member);
    if (member.binding === 'body') shape.byWireName.set(member.wireName, member);
  }
  return shape;
}

function compileMember(service: ServiceId, structure: string, name: string, schema: NormalizedSchema): Member {
  const traits = schema.getMergedTraits();
  const { protocol } = SERVICES[service];
  const member: Member = {
    name,
    wireName: name,
    binding: 'body',
    required: false,
    shape: compileShape(service, schema),
    rule: memberRule(service, structure, name),
  };
  if (protocol === 'query') member.wireName = traits.xmlName ?? name;
  if (protocol !== 'rest-json') return member;
  member.wireName = traits.jsonName ?? name;
  if (traits.httpLabel) member.binding = 'label';
  else if (traits.httpQuery) Object.assign(member, { binding: 'query', bindingName: traits.httpQuery });
  else if (traits.httpQueryParams) member.binding = 'query-params';
  else if (traits.httpHeader)
    Object.assign(member, { binding: 'header', bindingName: traits.httpHeader.toLowerCase() });
  else if (traits.httpPayload) member.binding = 'payload';
  else if (traits.httpResponseCode) member.binding = 'status';
  return member;
}
