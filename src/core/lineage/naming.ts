import { parseArn } from '../model/arn';
import type { DatasetName } from './openlineage';

/**
 * OpenLineage's published dataset naming, read back into what the mesh knows a table by. A name may fit several tables
 * (an S3 path without a catalog); the caller decides and says so.
 */
export type PhysicalName =
  | { kind: 'glue'; account: string; region?: string; database: string; table: string; catalogPath?: string }
  | { kind: 's3'; path: string }
  | { kind: 'store'; store: 'redshift' | 'kafka' | 'postgresql' | 'other'; authority: string; name: string };

/** `undefined` where namespace and name follow no convention that is known. */
export function physicalNameOf({ namespace, name }: DatasetName): PhysicalName | undefined {
  const arn = glueArn(name) ?? glueArn(`${namespace}${namespace && !namespace.endsWith('/') ? '/' : ''}${name}`);
  if (arn) return arn;
  const glue = /^arn:[^:]+:glue:([^:]*):(\d{12})(?::|$)/.exec(namespace);
  if (glue) {
    const parts = name
      .replace(/^table\//, '')
      .split(/[/.]/)
      .filter(Boolean);
    const [table, database] = [parts.pop(), parts.pop()];
    if (table && database)
      return {
        kind: 'glue',
        region: glue[1],
        account: glue[2]!,
        database,
        table,
        catalogPath: parts.join('/') || undefined,
      };
  }
  const s3 = /^s3[an]?:\/\/([^/]+)/i.exec(namespace);
  if (s3) return { kind: 's3', path: `s3://${s3[1]!}/${name.replace(/^\/+/, '')}`.replace(/\/+$/, '') };
  const whole = /^s3[an]?:\/\/(.+)$/i.exec(name);
  if (whole) return { kind: 's3', path: `s3://${whole[1]!}`.replace(/\/+$/, '') };
  const store = /^(redshift|kafka|postgres(?:ql)?):\/\/([^/]+)/i.exec(namespace);
  if (store) return { kind: 'store', store: storeName(store[1]!), authority: store[2]!.toLowerCase(), name };
  const any = /^([a-z][a-z0-9+.-]*):\/\/([^/]+)/i.exec(namespace);
  return any ? { kind: 'store', store: 'other', authority: any[2]!.toLowerCase(), name } : undefined;
}

function glueArn(text: string): PhysicalName | undefined {
  const arn = parseArn(text);
  if (arn?.service !== 'glue' || !arn.resource.startsWith('table/')) return undefined;
  const parts = arn.resource.slice('table/'.length).split('/');
  const [table, database] = [parts.pop(), parts.pop()];
  if (!table || !database) return undefined;
  return {
    kind: 'glue',
    region: arn.region,
    account: arn.account,
    database,
    table,
    catalogPath: parts.join('/') || undefined,
  };
}

const storeName = (scheme: string): 'redshift' | 'kafka' | 'postgresql' => {
  const lower = scheme.toLowerCase();
  return lower === 'redshift' ? 'redshift' : lower === 'kafka' ? 'kafka' : 'postgresql';
};
