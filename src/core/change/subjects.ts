import type { DzPolicyEntity } from '../model/datazone';
import type { DataCellsFilter, Resource } from '../model/lakeformation';
import { ALL_TABLES } from '../model/keys';
import type { Member } from '../model/snapshot';
import { subscriberOf, type AskRequest } from './datazone-asking';
import type { GrantRequest } from './datazone-grants';
import type { RuleRequest } from './datazone-rules';
import type { PermissionRequest } from './permission-rows';
import type { Edit } from './plan-types';
import { listedForm } from './resource-key';
import type { Subject } from './watch';

/** What a call reads or writes. Empty where Heddle knows nothing to look at. */
export function subjectsOf(edit: Pick<Edit, 'operation' | 'request'>, member: Member): Subject[] {
  const { request } = edit;
  const text = (name: string): string => (typeof request[name] === 'string' ? request[name] : '');
  switch (edit.operation) {
    case 'GrantPermissions':
    case 'RevokePermissions':
      return rowsOf(request as PermissionRequest, member);
    case 'BatchGrantPermissions':
    case 'BatchRevokePermissions':
      return ((request['Entries'] ?? []) as PermissionRequest[]).flatMap((entry) => rowsOf(entry, member));
    case 'AddLFTagsToResource':
    case 'RemoveLFTagsFromResource':
      return tagged((request['Resource'] ?? {}) as Resource, member);
    case 'CreateLFTag':
    case 'UpdateLFTag':
    case 'DeleteLFTag':
      return [{ kind: 'tag', key: text('TagKey') }];
    case 'CreateLFTagExpression':
    case 'UpdateLFTagExpression':
    case 'DeleteLFTagExpression':
      return [{ kind: 'expression', name: text('Name') }];
    case 'CreateDataCellsFilter':
    case 'UpdateDataCellsFilter':
    case 'DeleteDataCellsFilter': {
      const data = (request['TableData'] ?? request) as Partial<DataCellsFilter>;
      const { TableCatalogId = member.account, DatabaseName = '', TableName = '', Name = '' } = data;
      return [{ kind: 'filter', filter: { TableCatalogId, DatabaseName, TableName, Name } }];
    }
    case 'CreateLakeFormationOptIn':
    case 'DeleteLakeFormationOptIn': {
      const { Principal, Resource: on, Condition } = request as PermissionRequest;
      if (!Principal?.DataLakePrincipalIdentifier || !on) return [];
      const condition = Condition?.Expression ?? '';
      return [{ kind: 'opt-in', principal: Principal.DataLakePrincipalIdentifier, condition, resource: on }];
    }
    case 'PutDataLakeSettings':
      return [{ kind: 'settings' }];
    case 'RegisterResource':
    case 'UpdateResource':
    case 'DeregisterResource':
      return [{ kind: 'location', arn: text('ResourceArn') }];
    case 'AcceptSubscriptionRequest':
    case 'RejectSubscriptionRequest':
    case 'UpdateSubscriptionRequest':
    case 'DeleteSubscriptionRequest':
      return [{ kind: 'request', domainId: text('domainIdentifier'), id: text('identifier') }];
    case 'RevokeSubscription':
    case 'CancelSubscription':
      return [{ kind: 'subscription', domainId: text('domainIdentifier'), id: text('identifier') }];
    case 'CreateProjectMembership':
    case 'DeleteProjectMembership':
      return [{ kind: 'membership', domainId: text('domainIdentifier'), projectId: text('projectIdentifier') }];
    case 'CreateSubscriptionRequest':
      return [
        {
          kind: 'asked',
          domainId: text('domainIdentifier'),
          listingId: (request as AskRequest).subscribedListings?.[0]?.identifier ?? '',
          subscriber: subscriberOf(request),
        },
      ];
    case 'CreateSubscriptionGrant': {
      const listingId = (request as GrantRequest).grantedEntity?.listing?.identifier ?? '';
      const environmentId = text('environmentIdentifier');
      return [{ kind: 'grants-in', domainId: text('domainIdentifier'), environmentId, listingId }];
    }
    case 'DeleteSubscriptionGrant':
      return [{ kind: 'grant', domainId: text('domainIdentifier'), id: text('identifier') }];
    case 'AddEntityOwner':
    case 'RemoveEntityOwner':
      return [{ kind: 'unit-owners', domainId: text('domainIdentifier'), unitId: text('entityIdentifier') }];
    case 'AddPolicyGrant':
    case 'RemovePolicyGrant': {
      const [domainId, unitId, policyType] = [text('domainIdentifier'), text('entityIdentifier'), text('policyType')];
      const entityType = text('entityType') as DzPolicyEntity['entityType'] | 'DOMAIN_UNIT';
      const other = entityType === 'DOMAIN_UNIT' ? {} : { entityType };
      return [{ kind: 'policy', domainId, unitId, policyType, ...other }];
    }
    case 'CreateRule': {
      const unitId = (request as RuleRequest).target?.domainUnitTarget?.domainUnitId ?? '';
      return [{ kind: 'rule-named', domainId: text('domainIdentifier'), unitId, name: text('name') }];
    }
    case 'UpdateRule':
    case 'DeleteRule':
      return [{ kind: 'rule', domainId: text('domainIdentifier'), id: text('identifier') }];
    default:
      return [];
  }
}

function rowsOf({ Principal, Resource: on, Condition }: PermissionRequest, member: Member): Subject[] {
  if (!Principal?.DataLakePrincipalIdentifier || !on || Object.keys(on).length !== 1) return [];
  const resource = placeOf(listedForm(on, member.account));
  const condition = Condition?.Expression ?? '';
  return [{ kind: 'rows', principal: Principal.DataLakePrincipalIdentifier, condition, resource }];
}

/** One form for what is one place: Table and TableWithColumns rows of a table are read together (LP4). */
function placeOf(resource: Resource): Resource {
  const { Table, TableWithColumns, Database } = resource;
  if (Database) return { Database: { ...Database, Name: Database.Name.toLowerCase() } };
  const named = Table ?? TableWithColumns;
  if (!named) return resource;
  const { CatalogId } = named;
  const DatabaseName = named.DatabaseName.toLowerCase();
  const wild = Table?.TableWildcard !== undefined || named.Name === ALL_TABLES;
  return {
    Table: wild
      ? { CatalogId, DatabaseName, TableWildcard: {} }
      : { CatalogId, DatabaseName, Name: named.Name?.toLowerCase() },
  };
}

function tagged({ Database, Table, TableWithColumns }: Resource, { account }: Member): Subject[] {
  if (Database) return [{ kind: 'resource-tags', resource: { Database: { CatalogId: account, ...Database } } }];
  const named = Table ?? TableWithColumns;
  if (!named) return [];
  const { CatalogId = account, DatabaseName, Name } = named;
  return [{ kind: 'resource-tags', resource: { Table: { CatalogId, DatabaseName, Name } } }];
}
