import { describe, expect, it } from 'vitest';
import { asCode } from '../../../src/core/as-code/as-code';
import { hclString } from '../../../src/core/as-code/hcl';
import { ACCOUNT, everywhere, grant, HOSTILE, OTHER, source, write } from './hostile';

const made = (...args: Parameters<typeof source>) => {
  const document = asCode(source(...args), 'terraform');
  return { ...document, text: document.files[0]!.text };
};

/** Decodes a quoted string as HCL does, which has no template in it. */
function decoded(quoted: string): string {
  const inside = quoted.slice(1, -1);
  expect(inside).not.toMatch(/[$%]\{|[\n\r]/);
  return inside.replace(/\\(U[0-9a-f]{8}|u[0-9a-f]{4}|.)/g, (_, escape: string) => {
    if (/^[uU]./.test(escape)) return String.fromCodePoint(parseInt(escape.slice(1), 16));
    return ({ n: '\n', r: '\r', t: '\t' } as Record<string, string>)[escape] ?? escape;
  });
}

describe('a configuration', () => {
  it.each(HOSTILE)('keeps %j as data', (name) => {
    expect(decoded(hclString(name))).toBe(name);
    const { text, written } = made(everywhere(name), { left: [{ what: name, why: name }], title: name });
    expect(written).toBe(everywhere(name).length);
    for (const line of text.split('\n').filter((one) => !one.startsWith('#'))) {
      expect(line).not.toMatch(/[$%]\{/);
      expect(line).toMatch(/^( *[a-z_]+ += .*| *[a-z_]+( "[a-z0-9_]+"){0,2} \{(\})?| *\}|)$/);
    }
  });

  it('binds each account to its provider where there are several', () => {
    const { text } = made([
      write('CreateLFTag', { TagKey: 'a', TagValues: ['b'] }),
      write('CreateLFTag', { TagKey: 'a', TagValues: ['b'] }, OTHER),
    ]);
    expect(text).toContain(`allowed_account_ids = ["${OTHER}"]`);
    expect(text).toContain(`provider   = aws.a${OTHER}_eu_central_1`);
    expect(text).toContain('default     = "governance"');
    expect(text.match(/resource "aws_lakeformation_lf_tag" "tag_a(_2)?"/g)).toHaveLength(2);
  });

  it('says a grant as the provider does, with what it needs', () => {
    const { text } = made([
      write('CreateLFTag', { TagKey: 'domain', TagValues: ['sales'] }),
      grant(`arn:aws:iam::${ACCOUNT}:role/Analyst`, {
        LFTagPolicy: { ResourceType: 'TABLE', Expression: [{ TagKey: 'domain', TagValues: ['sales'] }] },
      }),
      grant('p', { Table: { DatabaseName: 'sales', TableWildcard: {} } }, ['SELECT'], {
        PermissionsWithGrantOption: ['SELECT'],
      }),
    ]);
    expect(text).toContain(`resource "aws_lakeformation_permissions" "grant_analyst_tables_tagged_domain_sales" {
  catalog_id  = "${ACCOUNT}"
  principal   = "arn:aws:iam::${ACCOUNT}:role/Analyst"
  permissions = ["SELECT"]

  lf_tag_policy {
    catalog_id    = "${ACCOUNT}"
    resource_type = "TABLE"

    expression {
      key    = "domain"
      values = ["sales"]
    }
  }

  depends_on = [aws_lakeformation_lf_tag.tag_domain]
}`);
    expect(text).toContain(`    wildcard      = true
  }
}`);
  });

  it.each([
    ['a condition', grant('p', { Database: { Name: 'd' } }, ['DESCRIBE'], { Condition: { Expression: 'x' } })],
    ['a grant on a saved expression', grant('p', { LFTagExpression: { Name: 'x' } }, ['DESCRIBE'])],
    ['a removed tag', write('RemoveLFTagsFromResource', { Resource: { Database: { Name: 'd' } }, LFTags: [] })],
    ['an opt-in by tag', write('CreateLakeFormationOptIn', { Principal: {}, Resource: { LFTagPolicy: {} } })],
  ])('lists %s as what it cannot say', (_name, statement) => {
    const { text, left, written } = made([statement]);
    expect(written).toBe(0);
    expect(text).toContain(`# - ${left[0]!.what}: ${left[0]!.why}`);
  });

  it('gives 2,000 like grants names of their own, in reasonable time', () => {
    const many = Array.from({ length: 2_000 }, (_, at) =>
      grant(`arn:aws:iam::${ACCOUNT}:role/ü${String.fromCodePoint(0x4e00 + at)}`, { Database: { Name: '漢' } }),
    );
    const { text, written } = made(many);
    expect(written).toBe(2_000);
    expect(new Set(text.match(/^resource .*$/gm)).size).toBe(2_000);
  });
});
