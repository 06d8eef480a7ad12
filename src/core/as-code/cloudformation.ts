import { cfnProperties } from './cloudformation-properties';
import type { CodeDocument, CodeFile, CodeSource, Left } from './code-types';
import { byPlace } from './by-place';
import { dependenciesOf } from './dependencies';
import { plainJson } from './plain-line';
import { uniqueNames } from './unique-names';
import { wantedOf, type Wanted, type WantedKind } from './wanted';

const TYPES: Partial<Record<WantedKind, string>> = {
  grant: 'AWS::LakeFormation::PrincipalPermissions',
  tag: 'AWS::LakeFormation::Tag',
  tagging: 'AWS::LakeFormation::TagAssociation',
  filter: 'AWS::LakeFormation::DataCellsFilter',
  location: 'AWS::LakeFormation::Resource',
  settings: 'AWS::LakeFormation::DataLakeSettings',
};

/** One template per account and region, for a stack lives in one. What it cannot say stands in its metadata. */
export function cloudFormation(source: CodeSource): CodeDocument {
  const { wanted, left: taken } = wantedOf(source.statements);
  const left: Left[] = [...source.left, ...taken];
  const written: { one: Wanted; properties: object }[] = [];
  for (const one of wanted) {
    const properties = cfnProperties(one);
    if (typeof properties === 'string') left.push({ what: one.sentence, why: properties });
    else if (isResolved(properties))
      left.push({ what: one.sentence, why: 'CloudFormation would take a name in it for a reference and resolve it' });
    else written.push({ one, properties });
  }
  const places = byPlace(written, ({ one }) => one);
  const files = places.map(({ account, region, items }): CodeFile => ({
    place: `${account}-${region}`,
    text: `${plainJson(template(source, { account, region }, items, left), 2)}\n`,
  }));
  if (files.length === 0) files.push({ text: `${plainJson(template(source, undefined, [], left), 2)}\n` });
  return {
    title: source.title,
    format: 'cloudformation',
    extension: 'json',
    files,
    written: written.length,
    left,
  };
}

function template(
  source: CodeSource,
  place: { account: string; region: string } | undefined,
  items: readonly { one: Wanted; properties: object }[],
  left: readonly Left[],
): object {
  const names = uniqueNames(items.map(({ one }) => one));
  const needs = dependenciesOf(items.map(({ one }) => one));
  return {
    AWSTemplateFormatVersion: '2010-09-09',
    Description: unresolved(`${source.title}, written by Heddle.`.slice(0, 1_000)),
    Metadata: {
      Heddle: {
        Connection: unresolved(source.connection),
        Snapshot: source.snapshot,
        ...(place ? { Account: place.account, Region: place.region } : {}),
        NotInHere: left.map(({ what, why }) => unresolved(`${what}: ${why}`)),
      },
    },
    Resources: Object.fromEntries(
      items.map(({ one, properties }, at) => [
        names[at]!.logicalId,
        {
          Type: TYPES[one.kind],
          ...(needs[at]!.length > 0 ? { DependsOn: needs[at]!.map((other) => names[other]!.logicalId) } : {}),
          Properties: properties,
        },
      ]),
    ),
  };
}

/** A text for people, which no tool may take for a dynamic reference. */
const unresolved = (text: string): string => text.replaceAll('{{', '{ {');

/** Dynamic references are resolved in any text, and an object with one such member is an intrinsic function. */
function isResolved(value: unknown): boolean {
  if (typeof value === 'string') return value.includes('{{resolve:');
  if (typeof value !== 'object' || value === null) return false;
  return Object.entries(value).some(([key, member]) => /^(Ref|Condition|Fn::.*)$/.test(key) || isResolved(member));
}
