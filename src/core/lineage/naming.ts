import { parseArn } from '../model/arn';
import type { DatasetName } from './openlineage';

/**
 * OpenLineage's published dataset naming, read back into what the mesh knows a table by. A name may fit several tables
 * (an S3 path without a catalog, Athena without an account); the caller decides and says so.
 */
export type PhysicalName =
  /** Without account where the naming rule has none (Athena). */
  | { kind: 'glue'; account?: string; region?: string; database: string; table: string; catalogPath?: string }
  | { kind: 's3'; path: string }
  /** Anything else that has one spelling only: two names of one thing give the same key. */
  | { kind: 'store'; key: string; account?: string };

/** Schemes that name one engine, with the port that a name without one means. */
const SQL_ENGINES: Record<string, { engine: string; port: string }> = {
  postgres: { engine: 'postgresql', port: '5432' },
  postgresql: { engine: 'postgresql', port: '5432' },
  mysql: { engine: 'mysql', port: '3306' },
  mariadb: { engine: 'mysql', port: '3306' },
  mssql: { engine: 'sqlserver', port: '1433' },
  sqlserver: { engine: 'sqlserver', port: '1433' },
  oracle: { engine: 'oracle', port: '1521' },
};

/** `undefined` where namespace and name follow no convention that is known. */
export function physicalNameOf({ namespace, name }: DatasetName): PhysicalName | undefined {
  if (!namespace) return physicalNameOfText(name);
  if (namespace.startsWith('arn:')) return arnName(name.startsWith('arn:') ? name : glueShort(namespace, name));
  const known = physicalNameOfUrl(namespace, name);
  return known ?? physicalNameOfText(name);
}

/** A whole identifier in one text: an ARN, `scheme://authority/name`. */
function physicalNameOfText(text: string): PhysicalName | undefined {
  if (text.startsWith('arn:')) return arnName(text);
  const url = /^([a-z][a-z0-9+.-]*:\/\/[^/]*)\/(.*)$/i.exec(text);
  return url ? physicalNameOfUrl(url[1]!, url[2]!) : undefined;
}

function physicalNameOfUrl(namespace: string, name: string): PhysicalName | undefined {
  const url = /^([a-z][a-z0-9+.-]*):\/\/([^/]*)\/?(.*)$/i.exec(namespace);
  if (!url) return undefined;
  const [, scheme = '', authority = '', path = ''] = url;
  const kind = scheme.toLowerCase();
  if (/^s3[an]?$/.test(kind)) return s3Name(`${authority}/${[path, name].filter(Boolean).join('/')}`);
  const whole = /^s3[an]?:\/\/(.+)$/i.exec(name);
  if (whole) return s3Name(whole[1]!);
  if (kind === 'redshift') return redshiftName(authority, name);
  if (kind === 'kafka' || kind === 'msk') return { kind: 'store', key: kafkaKeys(authority, name)[0]! };
  if (kind === 'awsathena' || kind === 'athena') return athenaName(authority, name);
  const sql = SQL_ENGINES[kind];
  if (sql) return { kind: 'store', key: sqlKey(kind, authority, name) };
  return { kind: 'store', key: `${kind}|${authority.toLowerCase()}|${name}` };
}

/** Glue's namespace is the ARN up to the account, its name `table/db/t`; some integrations write `db.t`. */
function glueShort(namespace: string, name: string): string {
  const stem = namespace.replace(/:$/, '');
  if (!/^arn:[^:]+:glue:/.test(stem)) return `${stem}${stem.split(':').length > 5 ? '/' : ':'}${name}`;
  if (name.startsWith('table/') || stem.split(':').length > 5)
    return `${stem}${stem.split(':').length > 5 ? '/' : ':'}${name}`;
  const parts = name.split(/[/.]/).filter(Boolean);
  return `${stem}:table/${parts.join('/')}`;
}

function arnName(text: string): PhysicalName {
  const arn = parseArn(text);
  if (!arn) return { kind: 'store', key: `arn|${text}` };
  const [first = '', ...rest] = arn.resource.split('/').filter(Boolean);
  if (arn.service === 'glue' && first === 'table' && rest.length >= 2) {
    const table = rest.pop()!;
    const database = rest.pop()!;
    return {
      kind: 'glue',
      region: arn.region,
      account: arn.account,
      database,
      table,
      catalogPath: rest.join('/') || undefined,
    };
  }
  if (arn.service === 's3') return s3Name(arn.resource);
  if (/^redshift(-serverless)?$/.test(arn.service) && /^(table|view)$/.test(first) && rest.length >= 2)
    return {
      kind: 'store',
      key: redshiftKey(rest[0]!, arn.region, rest.slice(1).join('.')),
      account: arn.account || undefined,
    };
  return { kind: 'store', key: `arn|${text.replace(/\/$/, '')}` };
}

const s3Name = (path: string): PhysicalName => ({
  kind: 's3',
  path: `s3://${path.replace(/\/{2,}/g, '/').replace(/\/+$/, '')}`,
});

/** Hosts are `<cluster>.<hash>.<region>.redshift.amazonaws.com`, serverless ones carry the account; the rule's short form is `<cluster>.<region>`. */
function redshiftName(authority: string, name: string): PhysicalName {
  const labels = authority.toLowerCase().replace(/:\d+$/, '').split('.');
  const service = labels.findIndex((label) => label.startsWith('redshift'));
  const region = service > 0 ? labels[service - 1]! : (labels[1] ?? '');
  const account = labels.find((label, at) => at > 0 && /^\d{12}$/.test(label));
  return { kind: 'store', key: redshiftKey(labels[0] ?? '', region, name), account };
}

const redshiftKey = (cluster: string, region: string, name: string): string =>
  `redshift|${cluster.toLowerCase()}|${region.toLowerCase()}|${dotted(name)}`;

function athenaName(authority: string, name: string): PhysicalName | undefined {
  const parts = name.split('.').filter(Boolean);
  const [table, database] = [parts.pop(), parts.pop()];
  if (!table || !database) return undefined;
  return { kind: 'glue', region: /\.([a-z]{2}(?:-[a-z]+)+-\d)\./.exec(authority)?.[1], database, table };
}

/** One key per broker; every broker of an MSK cluster, on whatever port, is that cluster. */
export function kafkaKeys(servers: string, topic: string): string[] {
  const hosts = servers
    .split(',')
    .map((server) => server.trim().toLowerCase())
    .filter(Boolean)
    .map(
      (server) =>
        /^b-\d+(?:-public)?\.(.+\.kafka\.[a-z0-9-]+\.amazonaws\.com)(?::\d+)?$/.exec(server)?.[1] ??
        /^boot-[a-z0-9]+\.(.+\.amazonaws\.com)(?::\d+)?$/.exec(server)?.[1] ??
        (/:\d+$/.test(server) ? server : `${server}:9092`),
    );
  return [...new Set(hosts)].map((host) => `kafka|${host}|${topic.replace(/^topic\//, '')}`);
}

export function sqlKey(scheme: string, authority: string, name: string): string {
  const { engine, port } = SQL_ENGINES[scheme.toLowerCase()] ?? { engine: scheme.toLowerCase(), port: '' };
  const host = authority.toLowerCase().replace(/^[^@]*@/, '');
  return `${engine}|${/:\d+$/.test(host) || !port ? host : `${host}:${port}`}|${dotted(name)}`;
}

/** `jdbc:postgresql://host:port/db?…` → its engine, host and database; undefined for what is no such URL. */
export function jdbcParts(url: string): { scheme: string; authority: string; database: string } | undefined {
  const oracle = /^jdbc:oracle:thin:(?:\/\/)?@(?:\/\/)?([^/:]+:\d+)[/:]([^?;]+)/i.exec(url);
  if (oracle) return { scheme: 'oracle', authority: oracle[1]!, database: oracle[2]! };
  const parts = /^jdbc:([a-z0-9]+)(?::[a-z0-9]+)*:\/\/([^/;?]+)(?:\/([^?;]*))?/i.exec(url);
  if (!parts) return undefined;
  const named = /[;?&]database(?:name)?=([^;&]+)/i.exec(url)?.[1];
  return { scheme: parts[1]!.toLowerCase(), authority: parts[2]!, database: parts[3] || named || '' };
}

/** The key of a table behind a JDBC connection: Glue writes its place as `db/schema/table`, `db.schema.table` or `schema.table`. */
export function jdbcTable(url: string, location: string): PhysicalName | undefined {
  const parts = jdbcParts(url);
  if (!parts || !location) return undefined;
  const names = dotted(location).split('.');
  const database = parts.database.toLowerCase();
  const name = database && names[0] !== database ? [database, ...names].join('.') : names.join('.');
  return parts.scheme === 'redshift'
    ? redshiftName(parts.authority, name)
    : { kind: 'store', key: sqlKey(parts.scheme, parts.authority, name) };
}

/** Engines fold unquoted names; Glue's crawler folds all. */
const dotted = (name: string): string =>
  name.replace(/\//g, '.').replace(/"/g, '').replace(/^\.+|\.+$/g, '').toLowerCase(); // prettier-ignore
