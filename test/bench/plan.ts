import { buildAccessIndex } from '../../src/core/access/access-index';
import { planEdits } from '../../src/core/change/plan';
import type { Edit } from '../../src/core/change/plan-types';
import { recordsOf } from '../../src/core/model/snapshot';
import { basketOf } from './support/basket';
import { bigSnapshot, FULL } from './support/big-snapshot';
import { Random } from './support/random';

/** One measure of the bench document. */
interface Measure {
  name: string;
  value: number;
  unit: string;
  /** Absent = a figure to watch. */
  target?: number;
  ok?: boolean;
}

const ROUNDS = 30;
const WARM_UP = 5;
const TAGGED = 10_000;
const BASKET = 10_000;
const BASKET_DATABASES = 100;

const measure = (name: string, value: number, target?: number): Measure => ({
  name,
  value: Math.round(value * 100) / 100,
  unit: 'ms',
  ...(target === undefined ? {} : { target, ok: value <= target }),
});

const percentile = (values: readonly number[], share: number): number => {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))]!;
};

const snapshot = bigSnapshot(FULL);
const index = buildAccessIndex(snapshot);
const random = new Random(23);
const { account } = snapshot.members[0]!;
const { tables, databases } = index.mesh.catalog;
/** Of the account itself: it shares with others in a version that refuses grants to their roles. */
const actors = index.mesh.principals.entries
  .filter((e) => e.existence === 'exists' && e.account === account)
  .map((e) => e.arn);

function grant(): Edit {
  const table = random.pick(tables);
  return {
    account,
    service: 'lakeformation',
    operation: 'GrantPermissions',
    request: {
      Principal: { DataLakePrincipalIdentifier: random.pick(actors) },
      Resource: {
        Table: { CatalogId: account, DatabaseName: databases[table.database]!.name, Name: table.name },
      },
      Permissions: ['SELECT'],
    },
  };
}

/** A value set on as many databases as hold ten thousand tables, which inherit it. */
function retag(): Edit[] {
  const tags = [...recordsOf(snapshot, 'tags')].map(({ record }) => record);
  // A key of middling use, and a value of it that policies combine with another key: a value that one policy grants by
  // itself would give every holder ten thousand tables, and a million rows are no preview.
  const tag = tags[Math.floor(tags.length / 2)]!;
  const edits: Edit[] = [];
  let reached = 0;
  for (const database of databases) {
    if (reached >= TAGGED) break;
    const own = tables.filter((table) => table.database === database.id).length;
    if (own === 0 || !database.record) continue;
    reached += own;
    edits.push({
      account,
      service: 'lakeformation',
      operation: 'AddLFTagsToResource',
      request: {
        Resource: { Database: { CatalogId: account, Name: database.name } },
        LFTags: [{ TagKey: tag.TagKey, TagValues: [tag.TagValues[0]!] }],
      },
    });
  }
  return edits;
}

function timed(rounds: number, work: () => { refused: unknown[] }): number[] {
  for (let i = 0; i < Math.min(WARM_UP, rounds); i++) work();
  return Array.from({ length: rounds }, () => {
    const start = performance.now();
    const plan = work();
    const took = performance.now() - start;
    if (plan.refused.length > 0) console.error(`refused: ${JSON.stringify(plan.refused[0])}`);
    return took;
  });
}

const one = timed(ROUNDS, () => planEdits(index, [grant()]));
const edits = retag();
const many = timed(3, () => planEdits(index, edits));
const { principals, gained, lost } = planEdits(index, edits);
const basket = basketOf(snapshot, random, BASKET, BASKET_DATABASES);
const baskets = Array.from({ length: 3 }, () => {
  const start = performance.now();
  const plan = planEdits(index, basket);
  return { took: performance.now() - start, plan };
});
const measures = [
  measure('preview one grant', percentile(one, 0.95), 50),
  measure('preview tag value over 10000 tables', percentile(many, 0.5), 1_000),
  measure(
    'preview a basket of 10000 edits',
    percentile(
      baskets.map(({ took }) => took),
      0.5,
    ),
  ),
];
const document = {
  bench: 'plan',
  mesh: {
    ...FULL,
    accounts: 2,
    tagged: TAGGED,
    edits: edits.length,
    principals: principals.length,
    rows: gained.length + lost.length,
    basket: basket.length,
    basketPrincipals: baskets[0]!.plan.principals.length,
    basketRows: baskets[0]!.plan.gained.length + baskets[0]!.plan.lost.length,
    basketRefused: baskets[0]!.plan.refused.length,
  },
  measures,
};
if (process.argv.includes('--json')) console.log(JSON.stringify(document));
else
  for (const m of measures)
    console.log(
      `${m.ok === false ? 'MISS' : 'ok  '} ${m.name}: ${m.value} ${m.unit}${m.target === undefined ? '' : ` (target ${m.target})`}`,
    );
process.exitCode = measures.every((m) => m.ok !== false) ? 0 : 1;
