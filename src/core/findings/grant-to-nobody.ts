import { consumerNodeId } from '../graph/ids';
import { itemsOf } from '../model/mesh/groups';
import { counted } from '../model/counted';
import type { Finding, FindingSource } from './finding';
import { rowViews } from './table-words';

/** Rows of a principal that is gone: whoever makes one of the same name has them (G14). */
export function grantToNobody({ index }: FindingSource): Finding[] {
  const { principals, grants } = index.mesh;
  return principals.entries.flatMap((entry): Finding[] => {
    if (entry.existence !== 'missing') return [];
    const rows = itemsOf(grants.byPrincipal, entry.id);
    if (rows.length === 0) return [];
    return [
      {
        id: `grant-to-nobody:${entry.arn}`,
        rule: 'grant-to-nobody',
        severity: 'medium',
        sentence: `${entry.name} no longer exists, but still holds ${counted(rows.length, 'permission row')}; a new principal of that name would have them.`,
        where: [consumerNodeId(entry.arn)],
        evidence: rowViews(index, rows),
        remedy: `Revoke the rows of ${entry.arn}, exactly as they are listed.`,
      },
    ];
  });
}
