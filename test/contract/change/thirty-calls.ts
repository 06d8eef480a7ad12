import { readFileSync } from 'node:fs';
import type { Edit } from '../../../src/core/change/plan-types';
import type { DecisionCase } from '../../../src/core/model/case';
import { worldFromCase } from '../../../src/main/sandbox/state/from-case';
import type { WorldData } from '../../../src/main/sandbox/world';

const decision = JSON.parse(readFileSync('test/cases/access/C15.json', 'utf8')) as DecisionCase;
const [analyst = ''] = decision.evaluate.principals;
const table = { CatalogId: decision.input.account, DatabaseName: 'sales' };

/** Where the plan writes. */
export const { account } = decision.input;

export const worldBefore = (): WorldData => worldFromCase(decision);

const edit = (operation: string, request: Record<string, unknown>): Edit => ({
  account,
  service: 'lakeformation',
  operation,
  request,
});

/** Thirty calls: fifteen tags, each then put on a table, the last a grant instead; in turn, so that no batch joins them. */
export const thirtyCalls: Edit[] = Array.from({ length: 30 }, (_, number): Edit => {
  const TagKey = `key${String(Math.floor(number / 2))}`;
  if (number % 2 === 0) return edit('CreateLFTag', { TagKey, TagValues: ['a'] });
  if (number === 29)
    return edit('GrantPermissions', {
      Principal: { DataLakePrincipalIdentifier: analyst },
      Resource: { Table: { ...table, Name: 't2' } },
      Permissions: ['DESCRIBE'],
    });
  return edit('AddLFTagsToResource', {
    Resource: { Table: { ...table, Name: 't1' } },
    LFTags: [{ TagKey, TagValues: ['a'] }],
  });
});

/** Lines of its whole journal: begin, then intent and outcome of each call, then end. */
export const JOURNAL_LINES = 1 + 2 * thirtyCalls.length + 1;

/** Both sides of every line: a process may die before it is written or once it is on the disk. */
export const boundaries: string[] = Array.from({ length: JOURNAL_LINES }, (_, line) => [
  `before:${String(line)}`,
  `after:${String(line)}`,
]).flat();
