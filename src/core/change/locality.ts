import type { DataCellsFilter, Resource } from '../model/lakeformation';
import type { Layer, LayerRecords, Member } from '../model/snapshot';
import { principalKey, type PermissionRequest } from './permission-rows';
import type { Edit } from './plan-types';
import type { Subject } from './watch';

/** The records that decide about an edit: what lies in some databases, of some principals. Layers without a key come whole. */
export interface Locality {
  /** Names in lower case. What lies in no database belongs to every locality. */
  databases: ReadonlySet<string>;
  /** Principals by `principalKey` and by name, of rows, opt-ins and identities; `all` where rows of anybody may move. */
  principals: ReadonlySet<string> | 'all';
}

/** The database that records of no database are kept under. */
const NOWHERE = '';

/** Whom a session stands for is known by the role's name, without its path. */
const nameOf = (arn: string): string => arn.slice(arn.lastIndexOf('/') + 1);

/** Without a principal the record belongs to whoever asks about the database. */
interface Place {
  database: string;
  principal?: string;
}

const PLACES: { [L in Layer]?: (record: LayerRecords[L]) => Place } = {
  permissions: ({ Resource: resource, Principal }) => ({
    database: databaseOf(resource),
    principal: principalKey(Principal.DataLakePrincipalIdentifier),
  }),
  'opt-ins': ({ Principal }) => ({
    database: NOWHERE,
    principal: principalKey(Principal.DataLakePrincipalIdentifier),
  }),
  'tag-assignments': ({ Resource: resource }) => ({ database: databaseOf(resource) }),
  databases: ({ Name }) => ({ database: fold(Name) }),
  tables: ({ DatabaseName }) => ({ database: fold(DatabaseName) }),
  'data-filters': ({ DatabaseName }) => ({ database: fold(DatabaseName) }),
  identity: ({ arn }) => ({ database: NOWHERE, principal: nameOf(arn) }),
  'identity-center': ({ arn }) => ({ database: NOWHERE, principal: nameOf(arn) }),
};

/** Where the records of a layer lie; undefined for layers that every locality holds whole. */
export const placeOfRecord = (layer: Layer): ((record: LayerRecords[Layer]) => Place) | undefined =>
  PLACES[layer] as ((record: LayerRecords[Layer]) => Place) | undefined;

/** Whether records of a layer belong to principals. */
export const isHeld = (layer: Layer): boolean => /^(?:permissions|opt-ins|identity|identity-center)$/.test(layer);

/**
 * Where an edit reads and writes; undefined = anywhere. `caller` is the principal behind the member's session: what it holds
 * decides whether it may make the edit.
 */
export function localityOf(
  { operation, request }: Pick<Edit, 'operation' | 'request'>,
  member: Member,
  caller?: string,
): Locality | undefined {
  switch (operation) {
    case 'GrantPermissions':
    case 'RevokePermissions':
    case 'CreateLakeFormationOptIn':
    case 'DeleteLakeFormationOptIn':
      return of([request as PermissionRequest], member, caller);
    case 'BatchGrantPermissions':
    case 'BatchRevokePermissions':
      return of((request['Entries'] ?? []) as PermissionRequest[], member, caller);
    case 'AddLFTagsToResource':
    case 'RemoveLFTagsFromResource':
      return of([request as PermissionRequest], member, caller);
    case 'CreateDataCellsFilter':
    case 'UpdateDataCellsFilter':
    case 'DeleteDataCellsFilter': {
      const { DatabaseName } = (request['TableData'] ?? request) as Partial<DataCellsFilter>;
      return { databases: new Set([NOWHERE, fold(DatabaseName)]), principals: 'all' };
    }
    default:
      return undefined;
  }
}

/** Where what a call reads or writes lies; undefined = anywhere. */
export function localityOfSubject(subject: Subject, member: Member): Locality | undefined {
  switch (subject.kind) {
    case 'rows':
    case 'opt-in':
      return of(
        [{ Resource: subject.resource, Principal: { DataLakePrincipalIdentifier: subject.principal } }],
        member,
      );
    case 'resource-tags':
      return of([{ Resource: subject.resource }], member);
    case 'filter':
      return { databases: new Set([NOWHERE, fold(subject.filter.DatabaseName)]), principals: 'all' };
    default:
      return undefined;
  }
}

/** Whoever is named, the gate (E7), and the caller with what everybody in its account holds. */
function of(entries: readonly PermissionRequest[], { account, callerArn }: Member, caller?: string): Locality {
  const session = /:assumed-role\/([^/]+)\//.exec(callerArn ?? '')?.[1];
  const names = [
    ...entries.map((entry) => entry.Principal?.DataLakePrincipalIdentifier),
    caller,
    session,
    `${account}:IAMPrincipals`,
    'IAM_ALLOWED_PRINCIPALS',
  ].filter((name) => name !== undefined);
  return {
    databases: new Set([NOWHERE, ...entries.map((entry) => databaseOf(entry.Resource ?? {}))]),
    principals: new Set(names.flatMap((name) => [principalKey(name), nameOf(name)])),
  };
}

const databaseOf = ({ Database, Table, TableWithColumns, DataCellsFilter: cells }: Resource): string =>
  fold(Database?.Name ?? (Table ?? TableWithColumns ?? cells)?.DatabaseName);

const fold = (name: string | undefined): string => name?.toLowerCase() ?? NOWHERE;
