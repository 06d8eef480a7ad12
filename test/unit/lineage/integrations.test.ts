import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { buildLineage, type Lineage } from '../../../src/core/lineage/build';
import { readEventFile } from '../../../src/core/lineage/event-file';
import type { LineageEventRecord } from '../../../src/core/model/datazone';
import type { GlueConnection, GlueTable } from '../../../src/core/model/glue';
import type { Snapshot } from '../../../src/core/model/snapshot';

const account = '111122223333';
const member = { id: 'p@r', profile: 'p', account, region: 'eu-central-1', partition: 'aws' };
const table = (database: string, name: string, location: string, parameters?: Record<string, string>): GlueTable => ({
  Name: name,
  DatabaseName: database,
  StorageDescriptor: { Columns: [{ Name: 'id' }, { Name: 'email' }], Location: location },
  Parameters: parameters,
});
const connections: GlueConnection[] = [
  { Name: 'crm', ConnectionProperties: { JDBC_CONNECTION_URL: 'jdbc:postgresql://crm.example:5432/crm' } },
  {
    Name: 'msk',
    ConnectionProperties: {
      KAFKA_BOOTSTRAP_SERVERS: 'b-1.plant.x9.c4.kafka.eu-central-1.amazonaws.com:9098',
    },
  },
  {
    Name: 'dw',
    ConnectionProperties: {
      JDBC_CONNECTION_URL: 'jdbc:redshift://dw.abc.eu-central-1.redshift.amazonaws.com:5439/dwh',
    },
  },
];
const tables = [
  table('sales', 'orders', 's3://lake/warehouse/sales.db/orders'),
  table('sales', 'revenue', 's3://lake/warehouse/sales.db/revenue/'),
  table('crm', 'contacts', 'crm/public/contacts', { connectionName: 'crm' }),
  table('crm', 'contacts_masked', 'crm.public.contacts_masked', { connectionName: 'crm' }),
  table('plant', 'readings', 'plant.readings', { connectionName: 'msk', topicName: 'plant.readings' }),
  table('plant', 'alarms', 'plant.alarms', { connectionName: 'msk', topicName: 'plant.alarms' }),
  table('dw', 'revenue_daily', 'dwh.finance.revenue_daily', { connectionName: 'dw' }),
];
const snapshot = {
  members: [member],
  parts: [
    { member: member.id, layer: 'tables', readAt: '', records: tables },
    { member: member.id, layer: 'connections', readAt: '', records: connections },
  ],
} as Pick<Snapshot, 'members' | 'parts'>;

function read(file: string): Lineage {
  const text = readFileSync(join(import.meta.dirname, 'events', file), 'utf8');
  const records: LineageEventRecord[] = [...readEventFile(text)].map(({ line, raw }) => ({
    id: `${file}:${String(line)}`,
    source: 'file',
    file: `${file}, event ${String(line)}`,
    event: raw,
  }));
  return buildLineage(snapshot, records);
}
const edgesOf = ({ graph }: Lineage): string[] =>
  graph.edges
    .map(({ from, to, how }) => {
      const [a, b] = [graph.nodes[from]!.id, graph.nodes[to]!.id].map((id) => id.replace(`table:${account}/`, ''));
      return `${a!} > ${b!}${how ? ` (${how})` : ''}`;
    })
    .sort();

describe('events of integrations', () => {
  it('Spark: paths and symlinks are one table; masked, direct and filtering columns differ', () => {
    const lineage = read('spark.ndjson');
    const job = 'job:emr.sales.daily_revenue.execute_insert_into_hadoop_fs_relation_command.sales_revenue';
    expect(edgesOf(lineage)).toEqual(
      [
        `${job} > sales/revenue`,
        `sales/orders > ${job}`,
        'sales/orders#amount > sales/revenue#total',
        'sales/orders#email > sales/revenue#mail_hash (masked)',
        'sales/orders#region > sales/revenue#day (indirect)',
        'sales/orders#region > sales/revenue#mail_hash (indirect)',
        'sales/orders#region > sales/revenue#total (indirect)',
      ].sort(),
    );
    expect(lineage.completeness).toMatchObject({ events: 2, duplicates: 0, unjoined: [], withoutColumns: 1 });
    // Of the run, the job and the datasets alike.
    expect(Object.keys(lineage.completeness.ignoredFacets).sort()).toEqual([
      'dataSource',
      'jobType',
      'outputStatistics',
      'processing_engine',
      'spark_properties',
    ]);
  });

  it('dbt: PostgreSQL names join through the connection, the older facet says what is masked', () => {
    const lineage = read('dbt.json');
    expect(edgesOf(lineage)).toEqual([
      'crm/contacts > job:dbt.crm.crm.public.contacts_masked',
      'crm/contacts#email > crm/contacts_masked#email (masked)',
      'crm/contacts#id > crm/contacts_masked#id',
      'job:dbt.crm.crm.public.contacts_masked > crm/contacts_masked',
    ]);
    expect(new Set(lineage.graph.edges.map(({ at }) => at))).toEqual(new Set(['2026-11-20T01:00:00.000Z']));
  });

  it('Airflow: a Redshift table and a file below a table; unknown facets are counted, not in the way', () => {
    const lineage = read('airflow.json');
    expect(edgesOf(lineage)).toEqual([
      'dw/revenue_daily > job:airflow.export.unload_revenue',
      'job:airflow.export.unload_revenue > sales/revenue',
    ]);
    expect(lineage.completeness.ignoredFacets).toMatchObject({ companySecretFacet: 1, airflow: 1 });
  });

  it('Flink: brokers of one cluster are one topic; the newest event is the last run, in whatever order', () => {
    const lineage = read('flink.ndjson');
    expect(edgesOf(lineage)).toEqual(['job:flink.readings > plant/alarms', 'plant/readings > job:flink.readings']);
    expect(lineage.graph.nodes.find(({ kind }) => kind === 'job')?.lastRun).toEqual({
      at: '2026-11-20T06:00:00.000Z',
      type: 'RUNNING',
    });
    const [edge] = lineage.graph.edges;
    expect([edge?.since, edge?.at]).toEqual(['2026-11-20T04:00:00.000Z', '2026-11-20T06:00:00.000Z']);
  });

  it('what is partial is kept and counted; an empty column facet does not prove that nothing flows', () => {
    const lineage = read('partial.ndjson');
    expect(edgesOf(lineage)).toEqual(
      [
        'job:p.empty-facet > sales/revenue',
        'job:p.job-event > sales/revenue',
        'job:p.self > sales/orders',
        'sales/orders > job:p.empty-facet',
        'sales/orders > job:p.job-event',
        'sales/orders > job:p.nameless',
        'sales/orders > job:p.no-time',
        'sales/orders > job:p.self',
      ].sort(),
    );
    expect(lineage.completeness).toMatchObject({ events: 6, nameless: 3, selfLoops: 1, unreadableTotal: 0 });
    expect(lineage.graph.edges.some(({ columns }) => columns)).toBe(false);
  });

  it('what is malformed is told with its place and reason, and hides nothing else', () => {
    const { completeness, graph } = read('malformed.ndjson');
    expect(completeness.unreadable.map(({ what, reason }) => [/\d+$/.exec(what)![0], reason])).toEqual([
      ['1', 'not JSON, or cut short'],
      ['2', 'not a JSON object'],
      ['3', 'not a JSON object'],
      ['4', 'not a JSON object'],
      ['6', 'a dataset event, which tells of no job'],
      ['7', 'the event names no job (namespace and name)'],
      ['8', 'not JSON, or cut short'],
    ]);
    expect(graph.nodes.map(({ id }) => id)).toContain('job:m.wrong-types');
  });
});
