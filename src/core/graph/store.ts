import type { GlueCatalog, GlueConnection, GlueDatabase, GlueTable } from '../model/glue';

/** `kind` is a short stable name (`s3`, `iceberg`, `redshift` …); `detail` what a person may want to know beyond it. */
export interface Store {
  kind: string;
  detail?: string;
}

export interface StoreContext {
  database?: GlueDatabase | undefined;
  catalog?: GlueCatalog | undefined;
  connection?: (name: string) => GlueConnection | undefined;
}

const JDBC_ENGINES = /^(postgresql|postgres|mysql|sqlserver|oracle|redshift|mariadb|snowflake)$/i;
const MSK_HOST = /\.kafka(-serverless)?\.[a-z0-9-]+\.amazonaws\.com/i;

/** Where a table's rows live, by the first matching test of facts/lakeformation 6.1. Never throws; `unknown` at worst. */
export function storeOf(table: GlueTable, context: StoreContext = {}): Store {
  const first = linkOrView(table, context) ?? federated(table, context);
  if (first) return first;
  const own = lowerKeys(table.Parameters);
  const stored = table.StorageDescriptor?.Parameters;
  const all = stored ? lowerKeys(stored, table.Parameters) : own;
  return lakeFormat(table, own) ?? stream(all, context) ?? plain(table, all, context);
}

function linkOrView(table: GlueTable, context: StoreContext): Store | undefined {
  if (table.TargetTable || context.database?.TargetDatabase) return { kind: 'link' };
  if (table.IsMaterializedView) return { kind: 'view', detail: 'materialized view' };
  if (table.ViewDefinition) return { kind: 'view', detail: 'Data Catalog view' };
  if (table.TableType === 'VIRTUAL_VIEW') {
    return {
      kind: 'view',
      detail: table.ViewOriginalText?.startsWith('/* Presto View') ? 'Athena view' : 'engine view',
    };
  }
  return undefined;
}

function federated(table: GlueTable, { database, catalog, connection }: StoreContext): Store | undefined {
  const name =
    table.FederatedTable?.ConnectionName ??
    database?.FederatedDatabase?.ConnectionName ??
    catalog?.FederatedCatalog?.ConnectionName;
  const catalogType = catalog?.CatalogProperties?.DataLakeAccessProperties?.['CatalogType'];
  if (name === 'aws:s3tables') return { kind: 'iceberg', detail: 'S3 Tables' };
  if (catalogType === 'aws:redshift' || name === 'aws:redshift') return { kind: 'redshift' };
  if (catalog?.TargetRedshiftCatalog) return { kind: 'redshift' };
  if (!name && !table.FederatedTable && !database?.FederatedDatabase && !catalog?.FederatedCatalog) return undefined;
  const type = (name && connection?.(name)?.ConnectionType) ?? table.FederatedTable?.ConnectionType ?? name;
  return { kind: type ? type.toLowerCase() : 'unknown', detail: 'federated' };
}

/** Parameters by their names in lower case. */
type Parameters = ReadonlyMap<string, string>;

function lakeFormat(table: GlueTable, p: Parameters): Store | undefined {
  const type = p.get('table_type')?.toLowerCase();
  const provider = p.get('spark.sql.sources.provider')?.toLowerCase();
  if (type === 'iceberg' || p.has('metadata_location')) return { kind: 'iceberg' };
  if (provider === 'delta' || type === 'delta') return { kind: 'delta' };
  const input = table.StorageDescriptor?.InputFormat ?? '';
  if (provider === 'hudi' || input.startsWith('org.apache.hudi.hadoop.')) {
    return { kind: 'hudi', detail: /realtime/i.test(input) ? 'merge on read' : 'copy on write' };
  }
  return undefined;
}

function stream(p: Parameters, { connection }: StoreContext): Store | undefined {
  const data = (p.get('typeofdata') ?? p.get('classification'))?.toLowerCase();
  const named = p.get('connectionname');
  const found = named ? connection?.(named) : undefined;
  if (data === 'kafka' || found?.ConnectionType === 'KAFKA') {
    const servers = found?.ConnectionProperties?.['KAFKA_BOOTSTRAP_SERVERS'] ?? p.get('bootstrap.servers') ?? '';
    const iam = found?.ConnectionProperties?.['KAFKA_SASL_MECHANISM'] === 'AWS_MSK_IAM';
    return { kind: 'kafka', detail: MSK_HOST.test(servers) || iam ? 'Amazon MSK' : undefined };
  }
  if (data === 'kinesis' || p.has('streamarn')) return { kind: 'kinesis' };
  return undefined;
}

function plain(table: GlueTable, p: Parameters, { connection }: StoreContext): Store {
  const location = table.StorageDescriptor?.Location ?? '';
  const classification = p.get('classification')?.toLowerCase() ?? '';
  const named = p.get('connectionname');
  const onS3 = /^s3[an]?:\/\//i.test(location);
  if (named && !onS3) return jdbc(classification, connection?.(named));
  if (!onS3 && JDBC_ENGINES.test(classification)) return jdbc(classification, undefined);
  if (classification === 'dynamodb' || location.startsWith('arn:aws:dynamodb')) return { kind: 'dynamodb' };
  if (/sagemaker/i.test(classification) || location.startsWith('arn:aws:sagemaker')) return { kind: 'sagemaker' };
  if (onS3) return { kind: 's3', detail: classification || formatOf(table) };
  return { kind: 'unknown', detail: location || undefined };
}

function jdbc(classification: string, connection: GlueConnection | undefined): Store {
  const properties = connection?.ConnectionProperties;
  const url = properties?.['JDBC_CONNECTION_URL'] ?? properties?.['HOST'] ?? '';
  const engine = /^jdbc:([a-z]+):/i.exec(url)?.[1] ?? properties?.['JDBC_ENGINE'];
  const type =
    connection?.ConnectionType && connection.ConnectionType !== 'JDBC' ? connection.ConnectionType : undefined;
  const kind = (
    engine ??
    (JDBC_ENGINES.test(classification) ? classification : undefined) ??
    type ??
    'jdbc'
  ).toLowerCase();
  const detail = /\.cluster-[a-z0-9]+\.[a-z0-9-]+\.rds\./i.test(url)
    ? 'Aurora'
    : /\.rds\.amazonaws\.com/i.test(url)
      ? 'RDS'
      : undefined;
  return { kind: kind === 'postgres' ? 'postgresql' : kind, detail };
}

const formatOf = (table: GlueTable): string | undefined =>
  /parquet|orc|avro|json|csv/i.exec(table.StorageDescriptor?.SerdeInfo?.SerializationLibrary ?? '')?.[0].toLowerCase();

/** Later ones win. */
function lowerKeys(...all: (Record<string, string> | undefined)[]): Parameters {
  const found = new Map<string, string>();
  for (const from of all) for (const key in from) found.set(key.toLowerCase(), from[key]!);
  return found;
}

/** The store of a DataZone asset that no Glue table stands behind, from its type name. */
export function storeOfAssetType(type: string | undefined): string {
  const name = (type ?? '').replace(/^amazon\.datazone\./, '');
  if (/^Redshift/.test(name)) return 'redshift';
  if (/^S3/.test(name)) return 's3';
  if (/^SageMaker|Model|FeatureGroup/i.test(name)) return 'sagemaker';
  if (/kafka|topic/i.test(name)) return 'kafka';
  if (/view/i.test(name)) return 'view';
  return 'unknown';
}

const WORDS: Record<string, string> = {
  s3: 'S3', iceberg: 'Iceberg', delta: 'Delta', hudi: 'Hudi', redshift: 'Redshift', kafka: 'Kafka', kinesis: 'Kinesis',
  postgresql: 'PostgreSQL', mysql: 'MySQL', sqlserver: 'SQL Server', oracle: 'Oracle', dynamodb: 'DynamoDB',
  sagemaker: 'SageMaker', view: 'View', link: 'Resource link', jdbc: 'JDBC', unknown: 'Unknown store', several: 'Several stores',
}; // prettier-ignore

/** A store's name for a person. */
export const storeWords = (kind: string): string => WORDS[kind] ?? kind;
