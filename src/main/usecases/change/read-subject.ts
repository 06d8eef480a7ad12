import { startOf, stateOf } from '../../../core/change/watch';
import type { Subject, Watch } from '../../../core/change/watch';
import { inputForm } from '../../../core/change/inverse-rows';
import type { Resource, TagAssignment } from '../../../core/model/lakeformation';
import type { LayerRecords, Member, Part, Snapshot } from '../../../core/model/snapshot';
import { SNAPSHOT_SCHEMA } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import { CallError } from '../../aws/errors';
import { recordsOfPage } from '../crawl/run';
import { part, readDataZoneSubject } from './read-datazone-subject';

/** Reads one subject from AWS and answers its state, in the words of `stateOf`. Throws CallError. */
export async function readState(aws: Aws, member: Member, subject: Subject): Promise<string> {
  const parts = await missingIsNone(() => readSubject(aws, member, subject));
  return stateOf(snapshotOf(member, parts), member, subject);
}

/** The states of watched subjects, read side by side. */
export const readStates = (aws: Aws, member: Member, watches: readonly Watch[]): Promise<string[]> =>
  Promise.all(watches.map((watch) => readState(aws, member, watch.subject)));

/**
 * The state before anything was sent. Rights on a thing that an earlier call of the plan makes cannot be listed yet, and
 * the service says so as if they were denied; where the plan expects none, that is none.
 */
export async function readBefore(aws: Aws, member: Member, watch: Watch): Promise<string> {
  const { subject } = watch;
  try {
    return await readState(aws, member, subject);
  } catch (error) {
    const isAbsent = error instanceof CallError && error.kind === 'DENIED' && ABSENT.test(error.message);
    const none = stateOf(snapshotOf(member, []), member, subject);
    if (isAbsent && startOf(watch) === none) return none;
    throw error;
  }
}

const ABSENT = /Resource does not exist or requester is not authorized/;

/** What is assigned at the level itself, as a snapshot of that alone: inherited values tell nothing about undoing. */
export async function readAssigned(aws: Aws, member: Member, resource: Resource): Promise<Snapshot> {
  const asked = levelOf(resource);
  const answer = await aws.call('lakeformation:GetResourceLFTags', member, {
    Resource: asked,
    ShowAssignedLFTags: true,
  } as never);
  return snapshotOf(member, [
    part(member, 'tag-assignments', [{ Resource: asked, assigned: true, ...answer } as TagAssignment]),
  ]);
}

function levelOf({ Database, Table, TableWithColumns }: Resource): TagAssignment['Resource'] {
  if (Database) return { Database };
  const { CatalogId, DatabaseName = '', Name } = Table ?? TableWithColumns ?? {};
  return { Table: { CatalogId, DatabaseName, Name } };
}

const snapshotOf = (member: Member, parts: Part[]): Snapshot => ({
  schema: SNAPSHOT_SCHEMA,
  id: '',
  takenAt: '',
  connection: '',
  members: [member],
  parts,
  coverage: [],
});

/** What is not there has the state of nothing; every other refusal is trouble. */
async function missingIsNone(read: () => Promise<Part[]>): Promise<Part[]> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof CallError && error.kind === 'NOT_FOUND') return [];
    throw error;
  }
}

async function readSubject(aws: Aws, member: Member, subject: Subject): Promise<Part[]> {
  switch (subject.kind) {
    case 'rows': {
      const rows: LayerRecords['permissions'][] = [];
      const pages = aws.pages('lakeformation:ListPermissions', member, {
        Resource: asListed(subject.resource),
      } as never);
      for await (const page of pages) rows.push(...recordsOfPage<never>(page.PrincipalResourcePermissions));
      return [part(member, 'permissions', rows)];
    }
    case 'resource-tags': {
      const Resource = levelOf(subject.resource);
      const answer = await aws.call('lakeformation:GetResourceLFTags', member, { Resource } as never);
      const { CatalogId, DatabaseName = '' } = Resource.Table ?? {};
      const database = Resource.Database ?? { CatalogId, Name: DatabaseName };
      const { LFTagOnDatabase } = answer as Partial<TagAssignment>;
      return [
        part(member, 'tag-assignments', [
          { Resource: { Database: database }, LFTagOnDatabase },
          ...(Resource.Table ? [{ Resource, ...answer } as TagAssignment] : []),
        ]),
      ];
    }
    case 'settings': {
      const { DataLakeSettings } = await aws.call('lakeformation:GetDataLakeSettings', member, {});
      return [part(member, 'settings', recordsOfPage([DataLakeSettings]))];
    }
    case 'filter': {
      const { DataCellsFilter } = await aws.call('lakeformation:GetDataCellsFilter', member, subject.filter);
      return [part(member, 'data-filters', recordsOfPage(DataCellsFilter ? [DataCellsFilter] : []))];
    }
    case 'opt-in': {
      const found: LayerRecords['opt-ins'][] = [];
      const input = {
        Principal: { DataLakePrincipalIdentifier: subject.principal },
        Resource: subject.resource,
      } as never;
      for await (const page of aws.pages('lakeformation:ListLakeFormationOptIns', member, input))
        found.push(...recordsOfPage<never>(page.LakeFormationOptInsInfoList));
      return [part(member, 'opt-ins', found)];
    }
    case 'location': {
      const { ResourceInfo } = await aws.call('lakeformation:DescribeResource', member, { ResourceArn: subject.arn });
      return [part(member, 'locations', recordsOfPage(ResourceInfo ? [ResourceInfo] : []))];
    }
    case 'tag': {
      const { TagKey, TagValues } = await aws.call('lakeformation:GetLFTag', member, { TagKey: subject.key });
      return [part(member, 'tags', [{ TagKey: TagKey ?? subject.key, TagValues: TagValues ?? [] }])];
    }
    case 'expression': {
      const found = await aws.call('lakeformation:GetLFTagExpression', member, { Name: subject.name });
      return [part(member, 'tag-expressions', recordsOfPage([found]))];
    }
    default:
      return readDataZoneSubject(aws, member, subject);
  }
}

/** LP4, LP6: a table is asked for with `Table`, all tables with the wildcard alone. */
function asListed(resource: Resource): Resource {
  const { Table, TableWithColumns } = inputForm(resource);
  if (Table) return { Table };
  if (!TableWithColumns) return resource;
  const { CatalogId, DatabaseName, Name } = TableWithColumns;
  return { Table: { CatalogId, DatabaseName, Name } };
}
