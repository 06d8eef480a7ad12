import { describe, expect, it } from 'vitest';
import { storeOf, type StoreContext } from '../../../src/core/graph/store';
import type { GlueConnection, GlueTable } from '../../../src/core/model/glue';

const connection =
  (record: Partial<GlueConnection>): StoreContext['connection'] =>
  (Name) => ({ Name, ...record });
const s3 = { Location: 's3://bucket/prefix/' };

/** facts/lakeformation 6.1, in the order of its table. */
const CASES: [string, Partial<GlueTable>, StoreContext, string, string?][] = [
  ['a resource link', { TargetTable: { CatalogId: '1', DatabaseName: 'd', Name: 't' }, StorageDescriptor: s3 }, {}, 'link'],
  ['a Data Catalog view', { ViewDefinition: { SubObjects: [] } }, {}, 'view', 'Data Catalog view'],
  ['a materialized view', { IsMaterializedView: true, Parameters: { table_type: 'ICEBERG' } }, {}, 'view', 'materialized view'],
  ['an Athena view', { TableType: 'VIRTUAL_VIEW', ViewOriginalText: '/* Presto View: e30= */' }, {}, 'view', 'Athena view'],
  ['S3 Tables', { FederatedTable: { ConnectionName: 'aws:s3tables' } }, {}, 'iceberg', 'S3 Tables'],
  ['Redshift by its catalog', {}, { catalog: { CatalogId: 'c', Name: 'c', CatalogProperties: { DataLakeAccessProperties: { CatalogType: 'aws:redshift' } } } }, 'redshift'],
  ['another federation by its connection', { FederatedTable: { ConnectionName: 'sf' } }, { connection: connection({ ConnectionType: 'SNOWFLAKE' }) }, 'snowflake', 'federated'],
  ['Iceberg in any case', { Parameters: { table_type: 'iceberg' }, StorageDescriptor: s3 }, {}, 'iceberg'],
  ['Delta by provider', { Parameters: { 'spark.sql.sources.provider': 'delta' }, StorageDescriptor: s3 }, {}, 'delta'],
  ['Hudi merge on read', { StorageDescriptor: { ...s3, InputFormat: 'org.apache.hudi.hadoop.realtime.HoodieParquetRealtimeInputFormat' } }, {}, 'hudi', 'merge on read'],
  ['MSK by its broker', { Parameters: { typeOfData: 'kafka', connectionName: 'k' } }, { connection: connection({ ConnectionProperties: { KAFKA_BOOTSTRAP_SERVERS: 'b-1.x.kafka.eu-central-1.amazonaws.com:9098' } }) }, 'kafka', 'Amazon MSK'],
  ['Kafka elsewhere', { StorageDescriptor: { Parameters: { typeOfData: 'kafka' } } }, {}, 'kafka'],
  ['Kinesis', { StorageDescriptor: { Parameters: { streamARN: 'arn:aws:kinesis:eu:1:stream/s' } } }, {}, 'kinesis'],
  ['Aurora PostgreSQL', { Parameters: { classification: 'postgresql', connectionName: 'pg' }, StorageDescriptor: { Location: 'db/public/t' } }, { connection: connection({ ConnectionType: 'JDBC', ConnectionProperties: { JDBC_CONNECTION_URL: 'jdbc:postgresql://x.cluster-abc.eu-central-1.rds.amazonaws.com/db' } }) }, 'postgresql', 'Aurora'],
  ['MySQL without its connection', { Parameters: { classification: 'mysql', connectionName: 'gone' } }, {}, 'mysql'],
  ['DynamoDB', { Parameters: { classification: 'dynamodb' } }, {}, 'dynamodb'],
  ['plain S3', { Parameters: { classification: 'parquet' }, StorageDescriptor: s3 }, {}, 's3', 'parquet'],
  ['nothing known', {}, {}, 'unknown'],
]; // prettier-ignore

describe('storeOf', () => {
  it.each(CASES)('knows %s', (_name, table, context, kind, detail) => {
    const store = storeOf({ Name: 't', DatabaseName: 'd', ...table }, context);
    expect(store.kind).toBe(kind);
    if (detail) expect(store.detail).toBe(detail);
  });
});
