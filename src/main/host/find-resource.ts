import type { Resource } from '../../core/model/lakeformation';
import { Failure } from '../store/failure';
import { listed } from './find-principal';
import { isCatalogNamed } from './name-index';
import type { NameIndex, NamedDatabase, NamedTable } from './name-index';

/** What a person asks about, in AWS's own shape; `column` narrows a table to one column. */
export interface FoundResource {
  resource: Resource;
  column?: string;
}

/**
 * Reads `[account/]database.table[.column]`, `[account/]database`, `account/` (the catalog), `key=value` (an LF-Tag) and
 * `s3://…` or an S3 ARN. Dots in names are tried in every way that names something that exists.
 * @throws Failure RESOURCE_UNKNOWN, RESOURCE_AMBIGUOUS
 */
export function findResource(index: NameIndex, text: string): FoundResource {
  const wanted = text.trim();
  if (/^s3:\/\//i.test(wanted))
    return { resource: { DataLocation: { ResourceArn: `arn:aws:s3:::${wanted.slice(5)}` } } };
  if (/^arn:[^:]+:s3:/.test(wanted)) return { resource: { DataLocation: { ResourceArn: wanted } } };
  const tag = /^(?:tag:)?([^/.=]+(?:\/[^/.=]+)*)=(.+)$/.exec(wanted);
  if (tag) return { resource: { LFTag: { TagKey: tag[1]!, TagValues: tag[2]!.split('|') } } };

  const slash = wanted.lastIndexOf('/');
  const account = slash < 0 ? undefined : wanted.slice(0, slash);
  const name = wanted.slice(slash + 1);
  if (name === '' && account) return { resource: { Catalog: { Id: account } } };
  const inAccount = <T extends { catalog: string }>(all: T[] | undefined): T[] =>
    (all ?? []).filter((t) => account === undefined || isCatalogNamed(t.catalog, account));

  const found = candidates(index, name, inAccount);
  if (found.length === 1) return found[0]!.found;
  if (found.length === 0)
    throw new Failure({
      code: 'RESOURCE_UNKNOWN',
      message: `This mesh has no ${JSON.stringify(wanted)}.`,
      wayOut: 'Write [account/]database.table[.column], a database, key=value for an LF-Tag, or s3://bucket/prefix.',
    });
  throw new Failure({
    code: 'RESOURCE_AMBIGUOUS',
    message: `${JSON.stringify(wanted)} names ${String(found.length)} resources: ${listed(found.map((f) => f.label))}.`,
    wayOut: 'Put the account in front, as in 111122223333/sales.orders.',
  });
}

type InAccount = <T extends { catalog: string }>(all: T[] | undefined) => T[];
interface Candidate {
  label: string;
  found: FoundResource;
}

function candidates(index: NameIndex, name: string, inAccount: InAccount): Candidate[] {
  const key = name.toLowerCase();
  const tables = inAccount(index.tables.get(key)).map((t) => tableCandidate(t));
  if (tables.length > 0) return tables;
  const dots = [...key.matchAll(/\./g)].map((m) => m.index);
  const columns = dots.flatMap((dot) =>
    inAccount(index.tables.get(key.slice(0, dot))).flatMap((t) => {
      const column = t.columns.find((c) => c.toLowerCase() === key.slice(dot + 1));
      return column === undefined ? [] : [tableCandidate(t, column)];
    }),
  );
  if (columns.length > 0) return columns;
  return inAccount(index.databases.get(key)).map(databaseCandidate);
}

const tableCandidate = ({ catalog, database, table }: NamedTable, column?: string): Candidate => ({
  label: `${catalog}/${database}.${table}${column === undefined ? '' : `.${column}`}`,
  found: {
    resource: { Table: { CatalogId: catalog, DatabaseName: database, Name: table } },
    ...(column === undefined ? {} : { column }),
  },
});

const databaseCandidate = ({ catalog, database }: NamedDatabase): Candidate => ({
  label: `${catalog}/${database}`,
  found: { resource: { Database: { CatalogId: catalog, Name: database } } },
});
