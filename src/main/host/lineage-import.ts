import type { ImportReport } from '../../core/lineage/answers';
import type { Completeness } from '../../core/lineage/completeness';
import { fullName } from '../../core/lineage/dataset-node';
import { readHead, readNames } from '../../core/lineage/openlineage';
import type { LineageEventRecord } from '../../core/model/datazone';

/** How many unreadable events are named one by one. */
const NAMED = 100;
/** How many names a sentence spells out. */
const SPELLED = 3;

/**
 * What became of one file: counted from its own records, so that a file that was given before is told the same again.
 * `before` and `after` are the lineage without and with it; absent where no mesh is on screen.
 */
export function importReport(
  name: string,
  file: string,
  records: readonly LineageEventRecord[],
  before: Completeness | undefined,
  after: Completeness | undefined,
): ImportReport {
  const unreadable: ImportReport['unreadable'] = [];
  const names = new Set<string>();
  let events = 0;
  let nameless = 0;
  for (const record of records) {
    const read = readHead(record.event);
    if (!read.ok) {
      if (unreadable.length < NAMED) unreadable.push({ what: record.file ?? record.id, reason: read.error });
      continue;
    }
    events++;
    const told = readNames(record.event);
    nameless += told.nameless;
    for (const name of told.names) names.add(fullName(name));
  }
  const unjoined = (after?.unjoined ?? []).map((one) => one.name).filter((one) => names.has(one));
  const ambiguous = (after?.ambiguous ?? []).map((one) => one.name).filter((one) => names.has(one));
  const parts = [`${String(events)} of ${String(records.length)} events of ${name} were read`];
  const first = unreadable[0];
  if (first) parts.push(`the first that was not: ${first.reason}`);
  if (nameless > 0) parts.push(`${String(nameless)} inputs or outputs have no name`);
  if (!after) parts.push('they join when a mesh is opened');
  else
    parts.push(
      `${joined('joined to no table', unjoined)}${ambiguous.length ? `, ${joined('fit several tables', ambiguous)}` : ''}`,
    );
  return {
    file,
    events,
    unreadable,
    unreadableTotal: records.length - events,
    duplicates: Math.max(0, (after?.duplicates ?? 0) - (before?.duplicates ?? 0)),
    unjoined,
    ambiguous,
    sentence: `${parts.join('; ')}.`,
  };
}

function joined(what: string, names: readonly string[]): string {
  const spelled = names.slice(0, SPELLED).join(', ') + (names.length > SPELLED ? ', …' : '');
  return `${String(names.length)} dataset name${names.length === 1 ? '' : 's'} ${what}${spelled ? ` (${spelled})` : ''}`;
}
