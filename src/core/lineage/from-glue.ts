import { glueKeyOfArn } from '../graph/asset-key';
import { tableNodeId } from '../graph/ids';
import { tableKey } from '../model/keys';
import { recordsOf, type Member, type Snapshot } from '../model/snapshot';
import type { LineageBuild } from './completeness';
import { datasetNode, tableNode } from './dataset-node';
import { jobNodeId } from './from-events';
import { jobEnds, recordOf } from './job-graph';
import { putEdge, putNode } from './lineage-draft';

type Read = Pick<Snapshot, 'members' | 'parts'>;

/**
 * What Glue says without an event (facts/lakeformation 6.2): links, views, visual job graphs, crawlers. All static. */
export function addGlue(build: LineageBuild, snapshot: Read): void {
  addLinksAndViews(build, snapshot);
  addJobs(build, snapshot);
  addCrawlers(build, snapshot);
}

function addLinksAndViews(build: LineageBuild, snapshot: Read): void {
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const own = tableNodeId(tableKey(record.CatalogId ?? member.account, record.DatabaseName, record.Name));
    const target = record.TargetTable;
    const since = timeOf(record.CreateTime);
    const at = timeOf(record.UpdateTime) || since;
    if (target?.DatabaseName && target.Name) {
      const from = tableNodeId(tableKey(target.CatalogId ?? member.account, target.DatabaseName, target.Name));
      putEdge(build.draft, tableNode(build, from), tableNode(build, own), 'resource-link', at, { since });
    }
    for (const arn of record.ViewDefinition?.SubObjects ?? []) {
      const key = glueKeyOfArn(arn);
      if (key)
        putEdge(build.draft, tableNode(build, tableNodeId(key.glue)), tableNode(build, own), 'view', at, { since });
    }
  }
}

/** Visual jobs. A script job tells nothing but that it exists: its script would have to be read (facts/lakeformation 6.2). */
function addJobs(build: LineageBuild, snapshot: Read): void {
  for (const { member, record } of recordsOf(snapshot, 'jobs')) {
    const ends = jobEnds(record['CodeGenConfigurationNodes'], (name) => build.join.connection(member.account, name));
    if (ends.length === 0) continue;
    const job = putNode(build.draft, {
      id: jobNodeId(`glue.${member.account}.${member.region}`, record.Name),
      kind: 'job',
      label: record.Name,
    });
    const [at, since] = [timeOf(record['LastModifiedOn']), timeOf(record['CreatedOn'])];
    for (const end of ends) {
      const node = 'name' in end ? datasetNode(build, end.name) : catalogNode(build, member, end);
      const [from, to] = end.side === 'target' ? [job, node] : [node, job];
      putEdge(build.draft, from, to, 'glue-job', at, { since });
    }
  }
}

/** A table of the account's own catalog, or of another behind a link; one that nobody has read is a failed join. */
function catalogNode(
  build: LineageBuild,
  { account, region, partition }: Member,
  { database, table }: { database: string; table: string },
): number {
  const known = build.join.ofGlue(account, database, table);
  if (known) return tableNode(build, known);
  return datasetNode(build, {
    namespace: `arn:${partition}:glue:${region}:${account}`,
    name: `table/${database}/${table}`,
  });
}

/**
 * A crawler makes and updates tables: those that say so themselves (`UPDATED_BY_CRAWLER`, observed), those of its database
 * whose place is one of its targets, and those that a catalog target names.
 */
function addCrawlers(build: LineageBuild, snapshot: Read): void {
  const updated = new Map<string, string[]>();
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const crawler = record.Parameters?.['UPDATED_BY_CRAWLER'];
    if (!crawler || record.TargetTable) continue;
    const key = `${record.CatalogId ?? member.account}/${crawler}`;
    const id = tableNodeId(tableKey(record.CatalogId ?? member.account, record.DatabaseName, record.Name));
    updated.set(key, [...(updated.get(key) ?? []), id]);
  }
  for (const { member, record } of recordsOf(snapshot, 'crawlers')) {
    const targets = recordOf(record['Targets']);
    const database = record['DatabaseName'];
    const prefix =
      typeof database === 'string' ? tableNodeId(`${member.account}/${database.toLowerCase()}/`) : undefined;
    const found = new Set(updated.get(`${member.account}/${record.Name}`));
    for (const path of pathsOf(targets))
      for (const id of build.join.ofName({ namespace: '', name: path }))
        if (prefix && id.startsWith(prefix)) found.add(id);
    for (const target of listOf(targets['CatalogTargets'])) {
      const { DatabaseName, Tables } = recordOf(target);
      for (const table of listOf(Tables)) {
        const id = build.join.ofGlue(member.account, String(DatabaseName), String(table));
        if (id) found.add(id);
      }
    }
    if (found.size === 0) continue;
    const job = putNode(build.draft, {
      id: jobNodeId(`glue-crawler.${member.account}.${member.region}`, record.Name),
      kind: 'job',
      label: `Crawler ${record.Name}`,
    });
    const last = recordOf(record['LastCrawl']);
    const ran = timeOf(last['StartTime']);
    if (ran) build.draft.nodes[job]!.lastRun ??= { at: ran, type: CRAWL_TYPE[String(last['Status'])] ?? 'OTHER' };
    const [at, since] = [ran || timeOf(record['LastUpdated']), timeOf(record['CreationTime'])];
    for (const id of found) putEdge(build.draft, job, tableNode(build, id), 'glue-crawler', at, { since });
  }
}

/** How a crawl ended, in the words of a run event. */
const CRAWL_TYPE: Record<string, string> = { SUCCEEDED: 'COMPLETE', CANCELLED: 'ABORT', FAILED: 'FAIL' };

function pathsOf(targets: Record<string, unknown>): string[] {
  return ['S3Targets', 'DeltaTargets', 'IcebergTargets', 'HudiTargets'].flatMap((kind) =>
    listOf(targets[kind]).flatMap((target) => {
      const { Path, Paths, DeltaTables } = recordOf(target);
      return [Path, ...listOf(Paths), ...listOf(DeltaTables)].filter((p): p is string => typeof p === 'string');
    }),
  );
}

/** ISO 8601 in UTC; the empty text for what is no time. */
function timeOf(value: unknown): string {
  const time = typeof value === 'string' ? Date.parse(value) : NaN;
  return Number.isNaN(time) ? '' : new Date(time).toISOString();
}

const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
