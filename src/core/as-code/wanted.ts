import { editSentence } from '../change/edit-sentence';
import type { PermissionRequest } from '../change/permission-rows';
import { listedForm, resourceKey } from '../change/resource-key';
import type {
  DataCellsFilter,
  DataLakeSettings,
  LFTagExpression,
  LFTagPair,
  Resource,
  ResourceInfo,
} from '../model/lakeformation';
import type { Left, Statement } from './code-types';

interface Place {
  account: string;
  region: string;
  /** What it is, as a person says it. */
  sentence: string;
}

/** What must be there, for formats that describe a state and not the way to it. */
export type Wanted = Place &
  (
    | {
        kind: 'grant';
        principal: string;
        resource: Resource;
        permissions: string[];
        grantable: string[];
        condition?: string;
      }
    | { kind: 'tag'; key: string; values: string[] }
    | { kind: 'expression'; expression: LFTagExpression }
    | { kind: 'tagging'; resource: Resource; tags: LFTagPair[] }
    | { kind: 'filter'; filter: DataCellsFilter }
    | { kind: 'location'; location: ResourceInfo & { UseServiceLinkedRole?: boolean } }
    | { kind: 'settings'; settings: DataLakeSettings }
    | { kind: 'opt-in'; principal: string; resource: Resource; condition?: string }
  );

export type WantedKind = Wanted['kind'];
export type WantedOf<K extends WantedKind> = Extract<Wanted, { kind: K }>;

const TAKES_AWAY =
  'a state cannot say that something must be gone; take it out of the configuration that made it, or use the AWS CLI commands';

/** The state that statements make, and the statements that take away or belong to another service. */
export function wantedOf(statements: readonly Statement[]): { wanted: Wanted[]; left: Left[] } {
  const wanted = new Map<string, Wanted>();
  const left: Left[] = [];
  for (const [number, statement] of statements.flatMap(entriesOf).entries()) {
    const found = wantedFrom(statement);
    if (typeof found === 'string') left.push({ what: editSentence(statement), why: found });
    else {
      const address = addressOf(found) ?? String(number);
      wanted.set(address, joined(wanted.get(address), found));
    }
  }
  return { wanted: [...wanted.values()], left };
}

/** The entries of a batch as calls of their own. */
function entriesOf(statement: Statement): Statement[] {
  const { operation, request } = statement;
  if (operation !== 'BatchGrantPermissions' && operation !== 'BatchRevokePermissions') return [statement];
  const { CatalogId } = request;
  const catalog = CatalogId === undefined ? {} : { CatalogId };
  return ((request['Entries'] ?? []) as Record<string, unknown>[]).map(({ Id: _id, ...entry }) => ({
    ...statement,
    operation: operation.slice('Batch'.length),
    request: { ...catalog, ...entry },
  }));
}

function wantedFrom(statement: Statement): Wanted | string {
  const { account, region, service, operation, request } = statement;
  if (service !== 'lakeformation') return `only Lake Formation is written in this form, not ${service}`;
  const place: Place = { account, region, sentence: editSentence(statement) };
  switch (operation) {
    case 'GrantPermissions': {
      const {
        Principal,
        Resource: on,
        Permissions,
        PermissionsWithGrantOption,
        Condition,
      } = request as PermissionRequest;
      return {
        ...place,
        kind: 'grant',
        principal: Principal?.DataLakePrincipalIdentifier ?? '',
        resource: on ?? {},
        permissions: Permissions ?? [],
        grantable: PermissionsWithGrantOption ?? [],
        ...(Condition?.Expression ? { condition: Condition.Expression } : {}),
      };
    }
    case 'CreateLFTag': {
      const { TagKey, TagValues } = request as unknown as LFTagPair;
      return { ...place, kind: 'tag', key: TagKey, values: TagValues };
    }
    case 'UpdateLFTag':
      return 'a tag is described with all its values; export the tag itself once this is applied';
    case 'CreateLFTagExpression':
    case 'UpdateLFTagExpression':
      return { ...place, kind: 'expression', expression: request as unknown as LFTagExpression };
    case 'AddLFTagsToResource':
      return {
        ...place,
        kind: 'tagging',
        resource: (request['Resource'] ?? {}) as Resource,
        tags: (request['LFTags'] ?? []) as LFTagPair[],
      };
    case 'CreateDataCellsFilter':
    case 'UpdateDataCellsFilter':
      return { ...place, kind: 'filter', filter: request['TableData'] as DataCellsFilter };
    case 'RegisterResource':
    case 'UpdateResource':
      return { ...place, kind: 'location', location: request as unknown as ResourceInfo };
    case 'PutDataLakeSettings':
      return { ...place, kind: 'settings', settings: (request['DataLakeSettings'] ?? {}) as DataLakeSettings };
    case 'CreateLakeFormationOptIn': {
      const { Principal, Resource: on, Condition } = request as PermissionRequest;
      return {
        ...place,
        kind: 'opt-in',
        principal: Principal?.DataLakePrincipalIdentifier ?? '',
        resource: on ?? {},
        ...(Condition?.Expression ? { condition: Condition.Expression } : {}),
      };
    }
    default:
      return /^(Revoke|Remove|Delete|Deregister)/.test(operation)
        ? TAKES_AWAY
        : `${operation} has no resource of its own`;
  }
}

/** Two grants of one row are one resource: two would fight over it (LP9). Of anything else the later word counts. */
function joined(held: Wanted | undefined, next: Wanted): Wanted {
  if (held?.kind !== 'grant' || next.kind !== 'grant') return next;
  return {
    ...held,
    sentence: `${held.sentence}; ${next.sentence}`,
    permissions: [...new Set([...held.permissions, ...next.permissions])],
    grantable: [...new Set([...held.grantable, ...next.grantable])],
  };
}

function addressOf(one: Wanted): string | undefined {
  const place = `${one.account} ${one.region} ${one.kind}`;
  switch (one.kind) {
    case 'grant': {
      const columns = one.resource.TableWithColumns?.ColumnNames ?? one.resource.TableWithColumns?.ColumnWildcard;
      return JSON.stringify([
        place,
        one.principal,
        resourceKey(listedForm(one.resource, one.account)),
        columns ?? null,
        one.condition ?? null,
      ]);
    }
    case 'filter': {
      const { TableCatalogId, DatabaseName, TableName, Name } = one.filter;
      return JSON.stringify([place, TableCatalogId, DatabaseName, TableName, Name]);
    }
    case 'location':
      return JSON.stringify([place, one.location.ResourceArn]);
    case 'expression':
      return JSON.stringify([place, one.expression.Name]);
    case 'settings':
      return place;
    case 'tag':
    case 'tagging':
    case 'opt-in':
      return undefined;
  }
}
