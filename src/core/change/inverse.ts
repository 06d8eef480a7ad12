import type { DataCellsFilter, LFTagPair, PermissionRow, Resource } from '../model/lakeformation';
import type { Member, Snapshot } from '../model/snapshot';
import { Draft } from './draft';
import { restoreRows } from './inverse-rows';
import { AssignedTags } from './own-tags';
import type { Edit, Inverse } from './plan-types';
import type { RecordDifference } from './record-difference';
import { inverseOfDataZone } from './inverse-datazone';

/** Calls that undo one edit, from what it did to the snapshot; or why there are none. */
export function inverseOf(
  edit: Edit,
  member: Member,
  before: Snapshot,
  difference: readonly RecordDifference[],
): Inverse {
  if (edit.service === 'datazone') return inverseOfDataZone(edit, difference);
  const call = (operation: string, request: Record<string, unknown>, service = edit.service): Edit => ({
    account: edit.account,
    ...(edit.region === undefined ? {} : { region: edit.region }),
    service,
    operation,
    request,
  });
  const rows = rowsBack(edit, difference);
  const { request } = edit;
  const name = edit.operation;
  switch (name) {
    case 'GrantPermissions':
    case 'RevokePermissions':
    case 'BatchGrantPermissions':
    case 'BatchRevokePermissions':
      return { calls: rows };
    case 'AddLFTagsToResource':
    case 'RemoveLFTagsFromResource':
      return { calls: tagsBack(edit, member, before, call) };
    case 'CreateLFTag':
      // Rows of the creator (I3) outlive the tag.
      return { calls: [...rows, call('DeleteLFTag', { TagKey: request['TagKey'] })] };
    case 'UpdateLFTag':
      return {
        calls: [
          call('UpdateLFTag', {
            TagKey: request['TagKey'],
            ...(request['TagValuesToAdd'] ? { TagValuesToDelete: request['TagValuesToAdd'] } : {}),
            ...(request['TagValuesToDelete'] ? { TagValuesToAdd: request['TagValuesToDelete'] } : {}),
          }),
        ],
      };
    case 'DeleteLFTag':
      return deletedTag(edit, member, before, call);
    case 'CreateLFTagExpression':
      return { calls: [call('DeleteLFTagExpression', { Name: request['Name'] })] };
    case 'UpdateLFTagExpression':
    case 'DeleteLFTagExpression': {
      const old = difference.flatMap((d) => (d.layer === 'tag-expressions' ? d.removed : []))[0];
      if (!old) return { none: 'The expression as it was is not in the snapshot.' };
      const back = name === 'UpdateLFTagExpression' ? 'UpdateLFTagExpression' : 'CreateLFTagExpression';
      return { calls: [call(back, { ...old }), ...rows] };
    }
    case 'CreateDataCellsFilter': {
      const made = request['TableData'] as DataCellsFilter;
      const { TableCatalogId, DatabaseName, TableName, Name } = made;
      return { calls: [call('DeleteDataCellsFilter', { TableCatalogId, DatabaseName, TableName, Name })] };
    }
    case 'UpdateDataCellsFilter':
    case 'DeleteDataCellsFilter': {
      const old = difference.flatMap((d) => (d.layer === 'data-filters' ? d.removed : []))[0] as
        DataCellsFilter | undefined;
      if (!old) return { none: 'The filter as it was is not in the snapshot.' };
      const { VersionId: _version, ...TableData } = old;
      const back = name === 'UpdateDataCellsFilter' ? 'UpdateDataCellsFilter' : 'CreateDataCellsFilter';
      return { calls: [call(back, { TableData }), ...rows] };
    }
    case 'CreateLakeFormationOptIn': {
      // Opting in twice is no error and makes nothing: undoing it must not take away what stood before.
      const isMade = difference.some((d) => d.layer === 'opt-ins' && d.added.length > 0);
      return { calls: isMade ? [call('DeleteLakeFormationOptIn', request)] : [] };
    }
    case 'DeleteLakeFormationOptIn':
      return { calls: [call('CreateLakeFormationOptIn', request)] };
    case 'PutDataLakeSettings': {
      const old = difference.flatMap((d) => (d.layer === 'settings' ? d.removed : []))[0];
      return old
        ? { calls: [call('PutDataLakeSettings', { DataLakeSettings: old })] }
        : { none: 'The settings as they were are not in the snapshot.' };
    }
    case 'RegisterResource':
      return { calls: [call('DeregisterResource', { ResourceArn: request['ResourceArn'] })] };
    case 'UpdateResource':
    case 'DeregisterResource': {
      const old = difference.flatMap((d) => (d.layer === 'locations' ? d.removed : []))[0] as
        { ResourceArn: string; RoleArn?: string; HybridAccessEnabled?: boolean; WithFederation?: boolean } | undefined;
      if (!old) return { none: 'The registration as it was is not in the snapshot.' };
      const { ResourceArn, RoleArn, HybridAccessEnabled, WithFederation } = old;
      const back = name === 'UpdateResource' ? 'UpdateResource' : 'RegisterResource';
      return { calls: [call(back, { ResourceArn, RoleArn, HybridAccessEnabled, WithFederation })] };
    }
    case 'CreateDatabase':
      return { calls: [call('DeleteDatabase', { Name: (request['DatabaseInput'] as { Name?: string })?.Name })] };
    case 'CreateTable':
      return {
        calls: [
          call('DeleteTable', {
            DatabaseName: request['DatabaseName'],
            Name: (request['TableInput'] as { Name?: string })?.Name,
          }),
        ],
      };
    default:
      return { none: `Heddle knows no call that undoes ${name}.` };
  }
}

function rowsBack(edit: Edit, difference: readonly RecordDifference[]): Edit[] {
  const rows = difference.filter((d): d is RecordDifference<'permissions'> => d.layer === 'permissions');
  const back = rows.flatMap(({ removed, added }) =>
    restoreRows(removed as PermissionRow[], added as PermissionRow[], edit.account),
  );
  // A row that is shared is listed by both accounts, and put back once.
  const once = [...new Map(back.map((one) => [JSON.stringify(one), one])).values()];
  return edit.region === undefined ? once : once.map((one) => ({ ...one, region: edit.region }));
}

type MakeCall = (operation: string, request: Record<string, unknown>) => Edit;

/** Back to the own values that stood before: set again where there was one, removed where there was none (T2). */
function tagsBack(edit: Edit, member: Member, before: Snapshot, call: MakeCall): Edit[] {
  const resource = edit.request['Resource'] as Resource;
  const pairs = (edit.request['LFTags'] as LFTagPair[] | undefined) ?? [];
  const database = resource.Database?.Name ?? (resource.Table ?? resource.TableWithColumns)?.DatabaseName ?? '';
  const own = new AssignedTags(new Draft(before, member), database);
  const split = resource.TableWithColumns;
  const levels = split?.ColumnNames
    ? split.ColumnNames.map((column) => ({
        resource: { TableWithColumns: { ...split, ColumnNames: [column] } },
        tags: own.column(
          { Table: { CatalogId: split.CatalogId, DatabaseName: split.DatabaseName, Name: split.Name } },
          column,
        ),
      }))
    : [{ resource, tags: own.at(resource).tags }];
  return levels.flatMap(({ resource: level, tags }) => {
    const held = pairs.flatMap((pair) => tags.get(pair.TagKey.toLowerCase()) ?? []);
    const bare = pairs.filter((pair) => !tags.has(pair.TagKey.toLowerCase()));
    const adding = edit.operation === 'AddLFTagsToResource';
    return [
      ...(adding && bare.length > 0 ? [call('RemoveLFTagsFromResource', { Resource: level, LFTags: bare })] : []),
      ...(held.length > 0 ? [call('AddLFTagsToResource', { Resource: level, LFTags: held })] : []),
    ];
  });
}

/** More assignments than this are not put back one by one. */
const ASSIGNMENTS_PUT_BACK = 200;

function deletedTag(edit: Edit, member: Member, before: Snapshot, call: MakeCall): Inverse {
  const key = String(edit.request['TagKey'] ?? '').toLowerCase();
  const draft = new Draft(before, member);
  const tag = draft.own('tags').find((pair) => pair.TagKey.toLowerCase() === key);
  if (!tag) return { none: 'The tag as it was is not in the snapshot.' };
  const calls = [call('CreateLFTag', { TagKey: tag.TagKey, TagValues: tag.TagValues })];
  for (const entry of new AssignedTags(draft).entries.values()) {
    const own = entry.tags.get(key);
    if (own) calls.push(call('AddLFTagsToResource', { Resource: entry.resource, LFTags: [own] }));
    const table = entry.resource.Table;
    for (const column of entry.columns.values()) {
      const pair = column.tags.get(key);
      if (!pair || !table?.Name) continue;
      const { CatalogId, DatabaseName, Name } = table;
      const Resource = { TableWithColumns: { CatalogId, DatabaseName, Name, ColumnNames: [column.name] } };
      calls.push(call('AddLFTagsToResource', { Resource, LFTags: [pair] }));
    }
  }
  if (calls.length > ASSIGNMENTS_PUT_BACK)
    return { none: `The tag is assigned in ${String(calls.length - 1)} places: too many to put back one by one.` };
  return { calls, partial: 'Policies that the deletion made invalid may have to be granted again.' };
}
