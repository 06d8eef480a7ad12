import { toInput } from '../../../src/main/sandbox/state/to-input';
import type { World } from '../../../src/main/sandbox/world';

/** What time, versions and shares leave behind is not part of a state that undoing restores. */
const FLEETING = /^(LastUpdated|LastUpdatedBy|LastModified|VersionId|ResourceShare|AdditionalDetails|UpdateTime)$/;

/** The raw state of every account as text: rows, lists of columns and permissions in a fixed order. */
export function rawState(world: World): string {
  const accounts = world.data.accounts.map(({ id }) => toInput(world, id, world.data.region));
  return JSON.stringify(accounts.map(settled), null, 1);
}

function settled(value: unknown): unknown {
  if (Array.isArray(value)) {
    const items = value.map(settled);
    const texts = items.map((item) => JSON.stringify(item));
    return items.every((item) => typeof item === 'string' || (typeof item === 'object' && item !== null))
      ? items
          .map((item, at) => [texts[at]!, item] as const)
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([, item]) => item)
      : items;
  }
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !FLEETING.test(key))
      .map(([key, member]): [string, unknown] => [key, settled(member)])
      .filter(([, member]) => !(Array.isArray(member) && member.length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
