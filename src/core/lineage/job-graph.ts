import type { GlueConnection } from '../model/glue';
import { jdbcParts } from './naming';
import type { DatasetName } from './openlineage';

/** One end of a visual Glue job: a table of the account's catalog, or what a store calls it. */
export type JobEnd = { side: 'source' | 'target' } & (
  { catalogId?: string; database: string; table: string } | { name: DatasetName }
);

type Connections = (name: string) => GlueConnection | undefined;
type Node = Record<string, unknown>;

/**
 * The sources and targets of `CodeGenConfigurationNodes` (botocore's model of CreateJob). `Database` and `Table` mean the
 * catalog for every kind of node but DirectJDBCSource and Snowflake, where they are the store's own. Nodes in between may
 * join anything, so every source counts for every target.
 */
export function jobEnds(nodes: unknown, connection: Connections): JobEnd[] {
  const ends: JobEnd[] = [];
  for (const entry of Object.values(recordOf(nodes)))
    for (const [type, value] of Object.entries(recordOf(entry))) {
      const side = /Target$/.test(type) ? 'target' : /Source$/.test(type) ? 'source' : undefined;
      if (side === undefined) continue;
      for (const end of endsOf(type, recordOf(value), connection)) ends.push({ side, ...end });
    }
  return ends;
}

type End = { catalogId?: string; database: string; table: string } | { name: DatasetName };

function endsOf(type: string, node: Node, connection: Connections): End[] {
  const data = recordOf(node['Data']);
  const [database, table] = [textOf(node['Database']), textOf(node['Table'])];
  if (/^DirectJDBC/.test(type)) return named(storeTable(connection(textOf(node['ConnectionName'])), database, table));
  if (/^AmazonRedshift/.test(type)) return redshiftEnds(data, connection);
  if (/^Snowflake/.test(type)) return named(snowflakeTable(data));
  if (/^DirectKafka/.test(type)) return named(kafkaTopic(recordOf(node['StreamingOptions']), connection));
  if (/^DirectKinesis/.test(type)) return named(ofText(textOf(recordOf(node['StreamingOptions'])['StreamArn'])));
  const connected = textOf(node['ConnectionTable']);
  if (connected) return named(storeTable(connection(textOf(node['ConnectionName'])), '', connected));
  if (database && table) return [{ database, table }];
  // Writing to a path may keep a table of the catalog up to date as well; that table says more than the path.
  const policy = recordOf(node['SchemaChangePolicy']);
  const kept = [textOf(policy['Database']), textOf(policy['Table'])] as const;
  if (policy['EnableUpdateCatalog'] === true && kept[0] && kept[1]) return [{ database: kept[0], table: kept[1] }];
  const paths = [node['Path'], ...listOf(node['Paths'])].map(textOf).filter(Boolean);
  if (paths.length > 0) return paths.flatMap((path) => named(ofText(path)));
  return named(ofText(textOf(data['path'] ?? data['Path'])));
}

/** Either side of the catalog, or a table of the database behind the connection. */
function redshiftEnds(data: Node, connection: Connections): End[] {
  const [database, table] = [optionOf(data['CatalogDatabase']), optionOf(data['CatalogTable'])];
  if (database && table) return [{ database, table }];
  const [schema, own] = [optionOf(data['Schema']), optionOf(data['Table'])];
  return named(own ? storeTable(connection(optionOf(data['Connection'])), schema, own) : undefined);
}

/** `<database of the connection>.<schema>.<table>`; a schema or database that the table's own name repeats is told once. */
function storeTable(from: GlueConnection | undefined, schema: string, table: string): DatasetName | undefined {
  const parts = jdbcParts(from?.ConnectionProperties?.['JDBC_CONNECTION_URL'] ?? '');
  if (!parts || !table) return undefined;
  const isWhole = parts.database !== '' && table.startsWith(`${parts.database}.`);
  const stem = isWhole ? [] : [...new Set([parts.database, schema].filter(Boolean))];
  return { namespace: `${parts.scheme}://${parts.authority}`, name: [...stem, table].join('.') };
}

function snowflakeTable(data: Node): DatasetName | undefined {
  const [database, schema, table] = ['Database', 'Schema', 'Table'].map((key) => textOf(data[key]));
  const name = optionOf(data['Connection']);
  return table
    ? { namespace: `snowflake://${name}`, name: [database, schema, table].filter(Boolean).join('.') }
    : undefined;
}

function kafkaTopic(options: Node, connection: Connections): DatasetName | undefined {
  const own = textOf(options['BootstrapServers']);
  const behind = connection(textOf(options['ConnectionName']))?.ConnectionProperties?.['KAFKA_BOOTSTRAP_SERVERS'];
  const server = (own || (behind ?? '')).split(',')[0]?.trim();
  const topic = textOf(options['TopicName']);
  return server && topic ? { namespace: `kafka://${server}`, name: topic } : undefined;
}

const ofText = (text: string): DatasetName | undefined => (text ? { namespace: '', name: text } : undefined);
const named = (name: DatasetName | undefined): End[] => (name ? [{ name }] : []);
/** Glue's `Option`: a value with a label. */
const optionOf = (value: unknown): string => textOf(recordOf(value)['Value']);
const textOf = (value: unknown): string => (typeof value === 'string' ? value : '');
const listOf = (value: unknown): unknown[] => (Array.isArray(value) ? (value as unknown[]) : []);
export const recordOf = (value: unknown): Node =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Node) : {};
