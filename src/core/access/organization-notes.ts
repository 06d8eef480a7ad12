import type { AccessIndex } from './access-index';
import type { Access } from './access-of';
import { databaseBound, tableBound } from './share-bound';
import type { Note } from './rules';

/**
 * No call of Lake Formation tells which accounts an organization holds: where an answer rests on a share to one, it says
 * that membership is assumed (X1, X2).
 */
export function organizationNotes(index: AccessIndex, access: Access): Note[] {
  const account = access.actor.entry.account;
  if (index.organizations.length === 0 || account === undefined) return [];
  const { grants, principals } = index.mesh;
  const shares = new Set(index.organizations);
  const rows: number[] = [];
  for (const table of access.tables) {
    for (const contribution of table.contributions) rows.push(...(contribution.bounded ?? []));
    if (table.admin.includes('X1')) rows.push(...tableBound(index, account, table.table).rows);
  }
  for (const database of access.databases) {
    for (const contribution of database.contributions) rows.push(...(contribution.bounded ?? []));
    if (database.admin.includes('X1')) rows.push(...databaseBound(index, account, database.database.id).rows);
  }
  const named = new Set(rows.map((row) => grants.principal[row]!).filter((principal) => shares.has(principal)));
  return [...named].map((principal) => ({
    kind: 'uncertain',
    rule: 'X1',
    confidence: 'unverified',
    text: `whether account ${account} belongs to ${principals.entries[principal]!.arn} cannot be read; a share to it is taken to reach the account`,
  }));
}
