import { KIND } from '../model/mesh/grants';
import { rowRecord } from '../model/mesh/mesh';
import type { AccessIndex } from './access-index';
import type { Dormant } from './contribution';
import { resourceText } from './resource-text';
import type { Note } from './rules';

/** A row without effect, and the database or table on which it has none. */
export interface Sleeping {
  dormant: Dormant;
  label: string;
}

/** One remark per row and reason: a row over many objects may sleep on some of them only, so those are named. */
export function dormantNotes(index: AccessIndex, name: string, sleeping: readonly Sleeping[]): Note[] {
  const groups = new Map<string, { dormant: Dormant; labels: string[] }>();
  for (const { dormant, label } of sleeping) {
    const key = `${dormant.row} ${dormant.rule} ${dormant.why}`;
    const group = groups.get(key);
    if (group) group.labels.push(label);
    else groups.set(key, { dormant, labels: [label] });
  }
  return [...groups.values()].map(({ dormant, labels }): Note => {
    const where = namesOneObject(index, dormant.row) ? '' : ` on ${some(labels)}`;
    return {
      kind: 'dormant',
      rule: dormant.rule,
      ...(dormant.rule === 'X5' ? { confidence: 'inferred' as const } : {}),
      text: `dormant-grant: ${name} ${held(index, dormant.row)} has no effect${where}: ${dormant.why}; it would wake by ${dormant.wakes}`,
    };
  });
}

function held(index: AccessIndex, row: number): string {
  const { Permissions, PermissionsWithGrantOption: options, Resource } = rowRecord(index.mesh, row);
  const what = Permissions.length > 0 ? Permissions.join(', ') : `the grant option of ${(options ?? []).join(', ')}`;
  return `${what} on ${resourceText(Resource)}`;
}

function namesOneObject({ mesh }: AccessIndex, row: number): boolean {
  const kind = mesh.grants.kind[row];
  return kind === KIND.table || kind === KIND.filter || kind === KIND.database;
}

const some = (labels: readonly string[]): string =>
  labels.length <= 3 ? labels.join(', ') : `${labels.slice(0, 2).join(', ')} and ${labels.length - 2} more`;
