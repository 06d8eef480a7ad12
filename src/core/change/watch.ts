import type { DataLakeSettings, Resource } from '../model/lakeformation';
import type { Layer, LayerRecords, Member, Snapshot } from '../model/snapshot';
import type { DzPolicyEntity, DzSubscribedPrincipal } from '../model/datazone';
import { canonicalText, sortedTexts } from '../model/canonical';
import { dataZoneStateOf } from './watch-datazone';
import { Draft } from './draft';
import { AssignedTags, type OwnTags } from './own-tags';
import { samePrincipal } from './permission-rows';
import { listedForm, resourceKey } from './resource-key';

/** A piece of AWS's state that a call reads or writes, named so that it can be read again on its own. */
export type Subject =
  | { kind: 'rows'; principal: string; condition: string; resource: Resource }
  | { kind: 'resource-tags'; resource: Resource }
  | { kind: 'settings' }
  | { kind: 'filter'; filter: { TableCatalogId: string; DatabaseName: string; TableName: string; Name: string } }
  | { kind: 'opt-in'; principal: string; condition: string; resource: Resource }
  | { kind: 'location'; arn: string }
  | { kind: 'tag'; key: string }
  | { kind: 'expression'; name: string }
  | { kind: 'request'; domainId: string; id: string }
  | { kind: 'subscription'; domainId: string; id: string }
  | { kind: 'membership'; domainId: string; projectId: string }
  | { kind: 'asked'; domainId: string; listingId: string; subscriber: DzSubscribedPrincipal }
  | { kind: 'grant'; domainId: string; id: string }
  | { kind: 'grants-in'; domainId: string; environmentId: string; listingId: string }
  | { kind: 'unit-owners'; domainId: string; unitId: string }
  /** Of a domain unit, or of another entity: `unitId` is then its identifier. */
  | { kind: 'policy'; domainId: string; unitId: string; entityType?: DzPolicyEntity['entityType']; policyType: string }
  | { kind: 'rule'; domainId: string; id: string }
  | { kind: 'rule-named'; domainId: string; unitId: string; name: string };

/**
 * What a subject is before a call and what it is once the call is done, as canonical texts. Read again, it tells a
 * changed precondition, a call that was done, and one that was not.
 */
export interface Watch {
  account: string;
  region: string;
  subject: Subject;
  before: string;
  after: string;
  /** What it is before the whole plan, where an earlier call on something else changes it: a table inherits a database's tags. */
  start?: string;
}

/** What a subject is before the first call of the plan. */
export const startOf = ({ start, before }: Watch): string => start ?? before;

/** The layer in which a subject lives. */
export const LAYER_OF: Record<Subject['kind'], Layer> = {
  rows: 'permissions',
  'resource-tags': 'tag-assignments',
  settings: 'settings',
  filter: 'data-filters',
  'opt-in': 'opt-ins',
  location: 'locations',
  tag: 'tags',
  expression: 'tag-expressions',
  request: 'dz-requests',
  subscription: 'dz-subscriptions',
  membership: 'dz-memberships',
  asked: 'dz-requests',
  grant: 'dz-grants',
  'grants-in': 'dz-grants',
  'unit-owners': 'dz-units',
  policy: 'dz-policies',
  rule: 'dz-rules',
  'rule-named': 'dz-rules',
};

const fold = (text: string | undefined): string => (text ?? '').toLowerCase();

/** Table and TableWithColumns rows of one table are one place: a grant on the table writes both (LP5, V9). */
export function placeKey(resource: Resource): string {
  const named = resource.Table ?? resource.TableWithColumns;
  if (!named) return resourceKey(resource);
  const wild = resource.Table?.TableWildcard !== undefined || named.Name === 'ALL_TABLES';
  return `table ${named.CatalogId ?? ''} ${fold(named.DatabaseName)} ${wild ? '*' : fold(named.Name)}`;
}

/** The state of a subject in a snapshot, as its member sees it, without times, versions and writers. */
export function stateOf(snapshot: Snapshot, member: Member, subject: Subject): string {
  const draft = new Draft(snapshot, member);
  const own = <L extends Layer>(layer: L): readonly LayerRecords[L][] => draft.own(layer);
  switch (subject.kind) {
    case 'rows': {
      const place = placeKey(subject.resource);
      const rows = own('permissions').filter(
        (row) =>
          samePrincipal(row.Principal.DataLakePrincipalIdentifier, subject.principal) &&
          (row.Condition?.Expression ?? '') === subject.condition &&
          placeKey(listedForm(row.Resource, member.account)) === place,
      );
      return sortedTexts(
        rows.map((row) => {
          const split = row.Resource.TableWithColumns;
          return {
            at: resourceKey(listedForm(row.Resource, member.account)),
            columns: split?.ColumnNames?.map(fold).sort(),
            excluded: split?.ColumnWildcard?.ExcludedColumnNames?.map(fold).sort(),
            permissions: [...row.Permissions].sort(),
            option: [...(row.PermissionsWithGrantOption ?? [])].sort(),
          };
        }),
      );
    }
    case 'resource-tags':
      return resourceTags(draft, subject.resource);
    case 'settings':
      return settingsText(own('settings')[0]);
    case 'filter': {
      const { TableCatalogId = member.account, DatabaseName, TableName, Name } = subject.filter;
      const found = own('data-filters').find(
        (f) =>
          f.Name === Name &&
          fold(f.TableName) === fold(TableName) &&
          fold(f.DatabaseName) === fold(DatabaseName) &&
          (f.TableCatalogId ?? member.account) === TableCatalogId,
      );
      if (!found) return 'null';
      return canonicalText({
        columns: found.ColumnNames,
        excluded: found.ColumnWildcard?.ExcludedColumnNames,
        rows: found.RowFilter?.FilterExpression ?? null,
      });
    }
    case 'opt-in':
      return String(
        own('opt-ins').some(
          (entry) =>
            samePrincipal(entry.Principal.DataLakePrincipalIdentifier, subject.principal) &&
            (entry.Condition?.Expression ?? '') === subject.condition &&
            resourceKey(listedForm(entry.Resource, member.account)) ===
              resourceKey(listedForm(subject.resource, member.account)),
        ),
      );
    case 'location': {
      const found = own('locations').find((l) => trimmed(l.ResourceArn) === trimmed(subject.arn));
      return found
        ? canonicalText([found.RoleArn, found.HybridAccessEnabled ?? false, found.WithFederation ?? false])
        : 'null';
    }
    case 'tag': {
      const found = own('tags').find((tag) => fold(tag.TagKey) === fold(subject.key));
      return found ? canonicalText(found.TagValues.map(fold).sort()) : 'null';
    }
    case 'expression': {
      const found = own('tag-expressions').find((e) => fold(e.Name) === fold(subject.name));
      return found
        ? canonicalText(found.Expression.map((p) => [fold(p.TagKey), p.TagValues.map(fold).sort()]).sort())
        : 'null';
    }
    default:
      return dataZoneStateOf(draft, subject);
  }
}

/** Members that are absent have their default (I1), and an order of administrators means nothing. */
function settingsText(settings: DataLakeSettings | undefined): string {
  const { Parameters = {}, ...rest } = settings ?? {};
  const lists = Object.entries(rest).map(([name, value]): [string, unknown] => [
    name,
    Array.isArray(value) ? value.map(canonicalText).sort() : value === false ? undefined : value,
  ]);
  const parameters = Object.entries(Parameters).filter(([name, value]) => PARAMETER_DEFAULTS[name] !== value);
  return canonicalText({ ...Object.fromEntries(lists), Parameters: Object.fromEntries(parameters) });
}

const PARAMETER_DEFAULTS: Record<string, string> = { CROSS_ACCOUNT_VERSION: '1', SET_SOURCE_IDENTITY: 'FALSE' };

const trimmed = (arn: string): string => arn.replace(/\/+$/, '');

function resourceTags(draft: Draft, resource: Resource): string {
  const database = resource.Database?.Name ?? resource.Table?.DatabaseName ?? '';
  const assigned = new AssignedTags(draft, database);
  const CatalogId = (resource.Database ?? resource.Table)?.CatalogId ?? draft.account;
  const above = assigned.at({ Database: { CatalogId, Name: database } }).tags;
  if (!resource.Table) return canonicalText(pairs(above));
  const entry = assigned.at({ Table: { CatalogId, DatabaseName: database, Name: resource.Table.Name ?? '' } });
  const onTable = new Map([...above, ...entry.tags]);
  const columns: Record<string, unknown> = {};
  for (const [name, column] of entry.columns) {
    const own = canonicalText(pairs(new Map([...onTable, ...column.tags])));
    if (own !== canonicalText(pairs(onTable))) columns[name] = own;
  }
  return canonicalText({ table: pairs(onTable), columns });
}

const pairs = (tags: OwnTags): Record<string, string> =>
  Object.fromEntries([...tags].map(([key, pair]) => [key, pair.TagValues.map(fold).join()]));
