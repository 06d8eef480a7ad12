import type { Edit } from '../../../core/change/plan-types';
import type { LFTagPair } from '../../../core/model/lakeformation';
import type { LakePlace } from '../../../core/lake/views';

/** Values that one call takes (facts 1.6). */
const VALUES_PER_CALL = 50;

const lake = ({ account, region }: LakePlace, operation: string, request: Record<string, unknown>): Edit => ({
  account,
  region,
  service: 'lakeformation',
  operation,
  request,
});

const chunks = (values: readonly string[]): string[][] =>
  Array.from({ length: Math.ceil(values.length / VALUES_PER_CALL) }, (_, at) =>
    values.slice(at * VALUES_PER_CALL, (at + 1) * VALUES_PER_CALL),
  );

/** Values as a person writes them: separated by commas or lines, each once, in lower case as AWS keeps them (T10). */
export const valuesIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,\n]/)
      .map((value) => value.trim().toLowerCase())
      .filter(Boolean),
  ),
];

/** A new key; values beyond what one call takes follow in further calls. */
export function createKey(place: LakePlace, key: string, values: readonly string[]): Edit[] {
  const TagKey = key.trim().toLowerCase();
  const [first, ...rest] = chunks(values);
  if (!TagKey || !first) return [];
  return [
    lake(place, 'CreateLFTag', { TagKey, TagValues: first }),
    ...rest.map((TagValuesToAdd) => lake(place, 'UpdateLFTag', { TagKey, TagValuesToAdd })),
  ];
}

/** Values to add and to take away; one call does both while they are few. */
export function changeValues(
  place: LakePlace,
  TagKey: string,
  add: readonly string[],
  gone: readonly string[],
): Edit[] {
  const [adding, going] = [chunks(add), chunks(gone)];
  return Array.from({ length: Math.max(adding.length, going.length) }, (_, at) =>
    lake(place, 'UpdateLFTag', {
      TagKey,
      ...(adding[at] ? { TagValuesToAdd: adding[at] } : {}),
      ...(going[at] ? { TagValuesToDelete: going[at] } : {}),
    }),
  );
}

export const deleteKey = (place: LakePlace, TagKey: string): Edit[] => [lake(place, 'DeleteLFTag', { TagKey })];

/** Creates a saved expression, or replaces the body of one. */
export const saveExpression = (
  place: LakePlace,
  isNew: boolean,
  Name: string,
  description: string,
  expression: readonly LFTagPair[],
): Edit[] => [
  lake(place, isNew ? 'CreateLFTagExpression' : 'UpdateLFTagExpression', {
    Name: Name.trim(),
    ...(description.trim() ? { Description: description.trim() } : {}),
    Expression: expression.map(({ TagKey, TagValues }) => ({ TagKey, TagValues: [...TagValues] })),
  }),
];

export const deleteExpression = (place: LakePlace, Name: string): Edit[] => [
  lake(place, 'DeleteLFTagExpression', { Name }),
];
