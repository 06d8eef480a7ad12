import { glueKeyOfArn } from '../graph/asset-key';
import { tableNodeId } from '../graph/ids';
import { tableKey } from '../model/keys';
import { recordsOf, type Snapshot } from '../model/snapshot';
import type { LineageBuild } from './completeness';
import { datasetNode, tableNode } from './dataset-node';
import { jobNodeId } from './from-events';
import { putEdge, putNode } from './lineage-graph';

type Read = Pick<Snapshot, 'members' | 'parts'>;

/** What Glue says without an event (facts/lakeformation 6.2): links, views, visual job graphs, crawlers. All static. */
export function addGlue(build: LineageBuild, snapshot: Read): void {
  addLinksAndViews(build, snapshot);
  addJobs(build, snapshot);
  addCrawlers(build, snapshot);
}

function addLinksAndViews(build: LineageBuild, snapshot: Read): void {
  for (const { member, record } of recordsOf(snapshot, 'tables')) {
    const own = tableNodeId(tableKey(record.CatalogId ?? member.account, record.DatabaseName, record.Name));
    const target = record.TargetTable;
    if (target?.DatabaseName && target.Name) {
      const from = tableNodeId(tableKey(target.CatalogId ?? member.account, target.DatabaseName, target.Name));
      putEdge(build.draft, tableNode(build, from), tableNode(build, own), 'resource-link');
    }
    for (const arn of record.ViewDefinition?.SubObjects ?? []) {
      const key = glueKeyOfArn(arn);
      if (key) putEdge(build.draft, tableNode(build, tableNodeId(key.glue)), tableNode(build, own), 'view');
    }
  }
}

/**
 * A visual job is a graph of its own; only its sources and targets matter here. Every source counts for every target,
 * since nodes in between may join anything.
 */
function addJobs(build: LineageBuild, snapshot: Read): void {
  for (const { member, record } of recordsOf(snapshot, 'jobs')) {
    const nodes = Object.values(asRecord(record['CodeGenConfigurationNodes']));
    if (!nodes.length) continue;
    const job = putNode(build.draft, {
      id: jobNodeId(`glue.${member.account}.${member.region}`, record.Name),
      kind: 'job',
      label: record.Name,
    });
    for (const node of nodes) {
      for (const [type, value] of Object.entries(asRecord(node))) {
        const end = jobEnd(build, member.account, asRecord(value));
        if (end === undefined) continue;
        if (/Target$/.test(type)) putEdge(build.draft, job, end, 'glue-job');
        else if (/Source$/.test(type)) putEdge(build.draft, end, job, 'glue-job');
      }
    }
  }
}

function jobEnd(build: LineageBuild, account: string, node: Record<string, unknown>): number | undefined {
  const { Database, Table, Path, Paths } = node;
  if (typeof Database === 'string' && typeof Table === 'string')
    return tableNode(build, tableNodeId(tableKey(account, Database, Table)));
  const path = typeof Path === 'string' ? Path : Array.isArray(Paths) ? (Paths as unknown[])[0] : undefined;
  return typeof path === 'string' ? datasetNode(build, { namespace: '', name: path }) : undefined;
}

/** A crawler makes tables from what lies at its targets; the table is found again by its location. */
function addCrawlers(build: LineageBuild, snapshot: Read): void {
  for (const { member, record } of recordsOf(snapshot, 'crawlers')) {
    const database = record['DatabaseName'];
    const targets = asRecord(record['Targets']);
    if (typeof database !== 'string') continue;
    const paths = ['S3Targets', 'DeltaTargets', 'IcebergTargets', 'HudiTargets'].flatMap((kind) =>
      (Array.isArray(targets[kind]) ? (targets[kind] as unknown[]) : []).flatMap((target) => {
        const { Path, Paths } = asRecord(target);
        return [Path, ...(Array.isArray(Paths) ? (Paths as unknown[]) : [])].filter(
          (p): p is string => typeof p === 'string',
        );
      }),
    );
    if (!paths.length) continue;
    const job = putNode(build.draft, {
      id: jobNodeId(`glue-crawler.${member.account}.${member.region}`, record.Name),
      kind: 'job',
      label: `Crawler ${record.Name}`,
    });
    const prefix = tableNodeId(`${member.account}/${database.toLowerCase()}/`);
    for (const path of paths) {
      const tables = build.join.ofName({ namespace: '', name: path }).filter((id) => id.startsWith(prefix));
      for (const table of tables) putEdge(build.draft, job, tableNode(build, table), 'glue-crawler');
    }
  }
}

const asRecord = (value: unknown): Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
