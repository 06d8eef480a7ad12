import { tableGateRow } from '../access/gate';
import { locationOf } from '../access/data-path';
import { rowsOnTable } from '../access/table-rows';
import { registrationOf } from '../model/mesh/locations';
import { counted } from '../model/counted';
import type { Finding, FindingSource } from './finding';
import { rowViews, tableNode, tableText } from './table-words';

/**
 * A table whose location is governed, or that somebody was granted, still has its IAM_ALLOWED_PRINCIPALS row: grants on it
 * sleep (E1), and foreign principals are denied (E7). In hybrid mode the row is meant to be there.
 */
export function gateLeftOpen({ index }: FindingSource): Finding[] {
  const { catalog, locations, tags } = index.mesh;
  return [...index.gatedTables.values()].flat().flatMap((id): Finding[] => {
    const table = catalog.tables[id]!;
    if (index.gone.has(id)) return [];
    const account = catalog.catalogs[catalog.databases[table.database]!.catalog]!.account;
    const registered = registrationOf(locations, locationOf(table), account);
    if (registered?.record.HybridAccessEnabled === true) return [];
    const asleep = rowsOnTable(index, id);
    const governed = registered !== undefined;
    if (!governed && asleep.length === 0 && (tags.ofTable[id] ?? 0) === 0) return [];
    if (!governed && asleep.length === 0) return [];
    const text = tableText(index, id);
    const why = [
      governed ? 'its location is registered with Lake Formation' : '',
      asleep.length ? `${counted(asleep.length, 'grant')} on it ${asleep.length === 1 ? 'sleeps' : 'sleep'}` : '',
    ].filter(Boolean);
    return [
      {
        id: `gate-left-open:${tableNode(index, id)}`,
        rule: 'gate-left-open',
        severity: governed ? 'high' : 'medium',
        sentence: `IAM decides about ${text} although ${why.join(' and ')}: its IAM_ALLOWED_PRINCIPALS row was left.`,
        where: [tableNode(index, id)],
        evidence: rowViews(index, [tableGateRow(index, id), ...asleep]),
        remedy: `Grant ${text} to those who need it, then revoke the row of IAM_ALLOWED_PRINCIPALS; or make the location hybrid and opt principals in.`,
      },
    ];
  });
}
