import { issueKeys } from '../../../src/main/sandbox/auth/keys';
import { toInput } from '../../../src/main/sandbox/state/to-input';
import { announceMissing, outside, run } from '../../support/outside';
import type { TestSandbox } from '../../support/sandbox';
import type { World } from '../../../src/main/sandbox/world';

/** What time, versions and shares leave behind is not part of a state that undoing restores. */
const FLEETING = /^(LastUpdated|LastUpdatedBy|LastModified|VersionId|ResourceShare|AdditionalDetails|UpdateTime)$/;

/** The raw state of every account as text: rows, lists of columns and permissions in a fixed order. */
export function rawState(world: World): string {
  const accounts = world.data.accounts.map(({ id }) => toInput(world, id, world.data.region));
  return JSON.stringify(
    accounts.map((account) => settled(account)),
    null,
    1,
  );
}

/**
 * The same as boto3 reads it over the wire, by the steward of every account; null, said loudly, where boto3 is missing.
 */
export async function dumpThroughBoto3({ world, endpoint }: TestSandbox): Promise<string | null> {
  if (!outside.boto3) {
    announceMissing();
    return null;
  }
  const { accounts, region } = world.data;
  const profiles = Object.fromEntries(
    accounts.map(({ id }) => {
      const { accessKeyId, secretAccessKey } = issueKeys(world, `arn:aws:iam::${id}:role/HeddleSteward`);
      return [id, [accessKeyId, secretAccessKey]];
    }),
  );
  const input = JSON.stringify({ endpoint, region, profiles });
  const { stdout, stderr, code } = await run('python3', ['test/support/python/dump_lake.py'], { input });
  if (code !== 0) throw new Error(stderr);
  return JSON.stringify(settled(JSON.parse(stdout)), null, 1);
}

/** Whose hand and when, and the ids that DataZone gives what it makes anew: they are not part of what undoing restores. */
const FLEETING_DATAZONE = /^(created|updated|lastUpdated|decision)(At|By)$|^(granted|failure)Timestamp$|^grantId$/;

/** Further ids by section: what undoing makes again is another record to DataZone, and a rule counts its revisions. */
const IDS: Record<string, readonly string[]> = { rules: ['identifier', 'revision'], grants: ['id'] };

/** What DataZone governs as boto3 reads it, by the steward of its account; null, said loudly, where boto3 is missing. */
export async function dumpDataZone({ world, endpoint }: TestSandbox): Promise<Record<string, unknown> | null> {
  if (!outside.boto3) {
    announceMissing();
    return null;
  }
  const { accessKeyId, secretAccessKey } = issueKeys(
    world,
    `arn:aws:iam::${world.data.datazone?.[0]?.account ?? ''}:role/HeddleSteward`,
  );
  const input = JSON.stringify({ endpoint, region: world.data.region, key: accessKeyId, secret: secretAccessKey });
  const { stdout, stderr, code } = await run('python3', ['test/support/python/dump_datazone.py'], { input });
  if (code !== 0) throw new Error(stderr);
  const domains = JSON.parse(stdout) as Record<string, Record<string, Record<string, unknown>[]>>;
  const bare = Object.values(domains).map((held) =>
    Object.fromEntries(
      Object.entries(held).map(([what, records]) => [
        what,
        records.map((record) =>
          Object.fromEntries(Object.entries(record).filter(([key]) => !IDS[what]?.includes(key))),
        ),
      ]),
    ),
  );
  return settled(bare[0], FLEETING_DATAZONE) as Record<string, unknown>;
}

function settled(value: unknown, fleeting = FLEETING): unknown {
  if (Array.isArray(value)) {
    const items = value.map((item) => settled(item, fleeting));
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
      .filter(([key]) => !fleeting.test(key))
      .map(([key, member]): [string, unknown] => [key, settled(member, fleeting)])
      .filter(([, member]) => !(Array.isArray(member) && member.length === 0))
      .sort(([a], [b]) => (a < b ? -1 : 1)),
  );
}
