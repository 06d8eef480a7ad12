import { byPlace } from './by-place';
import type { CodeDocument, CodeSource, Left } from './code-types';
import { dependenciesOf } from './dependencies';
import { hclBlock, type HclBody } from './hcl';
import { leftLines } from './left-lines';
import { plainLine } from './plain-line';
import { terraformBody } from './terraform-body';
import { uniqueNames } from './unique-names';
import { wantedOf, type Wanted, type WantedKind } from './wanted';

const TYPES: Record<WantedKind, string> = {
  grant: 'aws_lakeformation_permissions',
  tag: 'aws_lakeformation_lf_tag',
  expression: 'aws_lakeformation_lf_tag_expression',
  tagging: 'aws_lakeformation_resource_lf_tags',
  filter: 'aws_lakeformation_data_cells_filter',
  location: 'aws_lakeformation_resource',
  settings: 'aws_lakeformation_data_lake_settings',
  'opt-in': 'aws_lakeformation_opt_in',
};

/**
 * One configuration for all accounts: a provider for each account and region, bound to its account, through a profile that
 * is a variable. What is there already has to be imported first.
 */
export function terraform(source: CodeSource): CodeDocument {
  const { wanted, left: taken } = wantedOf(source.statements);
  const left: Left[] = [...source.left, ...taken];
  const written: { one: Wanted; body: HclBody }[] = [];
  for (const one of wanted) {
    const body = terraformBody(one);
    if (typeof body === 'string') left.push({ what: one.sentence, why: body });
    else written.push({ one, body });
  }
  const places = byPlace(written, ({ one }) => one);
  const isSeveral = places.length > 1;
  const parts = [
    [
      `# ${plainLine(source.title)}: a Terraform configuration written by Heddle.`,
      `# Connection ${plainLine(source.connection)}, snapshot ${plainLine(source.snapshot)}.`,
      '# What is there already has to be imported, or Terraform makes it a second time.',
      ...leftLines('#', left),
    ].join('\n'),
    'terraform {\n  required_providers {\n    aws = {\n      source = "hashicorp/aws"\n    }\n  }\n}',
    ...[...new Set(places.map(({ account }) => account))].map((account) => variable(account, source.profiles[account])),
    ...places.map((place) => provider(place, isSeveral)),
    ...resources(written, isSeveral),
  ];
  return {
    title: source.title,
    format: 'terraform',
    extension: 'tf',
    files: [{ text: `${parts.join('\n\n')}\n` }],
    written: written.length,
    left,
  };
}

function variable(account: string, profile: string | undefined): string {
  return hclBlock(`variable "profile_${account}"`, [
    ['description', `The AWS profile that writes to account ${account}.`],
    ['type', { reference: 'string' }],
    ['default', profile],
  ]);
}

const alias = ({ account, region }: { account: string; region: string }): string =>
  `a${account}_${region.replaceAll('-', '_')}`;

function provider(place: { account: string; region: string }, isSeveral: boolean): string {
  return hclBlock('provider "aws"', [
    ['alias', isSeveral ? alias(place) : undefined],
    ['region', place.region],
    ['profile', { reference: `var.profile_${place.account}` }],
    ['allowed_account_ids', [place.account]],
  ]);
}

function resources(written: readonly { one: Wanted; body: HclBody }[], isSeveral: boolean): string[] {
  const all = written.map(({ one }) => one);
  const names = uniqueNames(all);
  const needs = dependenciesOf(all);
  const address = (at: number): string => `${TYPES[all[at]!.kind]}.${names[at]!.identifier}`;
  return written.map(({ one, body }, at) => {
    const first: HclBody = isSeveral ? [['provider', { reference: `aws.${alias(one)}` }]] : [];
    const last: HclBody = needs[at]!.length > 0 ? [['depends_on', { references: needs[at]!.map(address) }]] : [];
    const block = hclBlock(`resource "${TYPES[one.kind]}" "${names[at]!.identifier}"`, [...first, ...body, ...last]);
    return `# ${plainLine(one.sentence)}\n${block}`;
  });
}
