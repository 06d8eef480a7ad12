import type { Handler, Service } from '../../service';
import { batchGrantPermissions, batchRevokePermissions } from './batch';
import * as filters from './data-cells-filters';
import { grantPermissions } from './grant';
import { describeIdentityCenter } from './identity-center';
import { listPermissions } from './list-permissions';
import * as optIns from './opt-ins';
import { getEffectivePermissionsForPath } from './path-permissions';
import * as locations from './registered-locations';
import { revokePermissions } from './revoke';
import * as settings from './settings';
import * as assignments from './tag-assignments';
import * as expressions from './tag-expressions';
import * as search from './tag-search';
import * as tags from './tags';

/** Lake Formation: every operation of facts 1, by name. */
export const lakeFormation: Service = {
  id: 'lakeformation',
  handlers: {
    ListPermissions: listPermissions,
    GetEffectivePermissionsForPath: getEffectivePermissionsForPath,
    GrantPermissions: grantPermissions,
    RevokePermissions: revokePermissions,
    BatchGrantPermissions: batchGrantPermissions,
    BatchRevokePermissions: batchRevokePermissions,
    DescribeLakeFormationIdentityCenterConfiguration: describeIdentityCenter,
    GetDataLakeSettings: settings.getDataLakeSettings,
    PutDataLakeSettings: settings.putDataLakeSettings,
    GetDataLakePrincipal: settings.getDataLakePrincipal,
    ListResources: locations.listResources,
    DescribeResource: locations.describeResource,
    RegisterResource: locations.registerResource,
    UpdateResource: locations.updateResource,
    DeregisterResource: locations.deregisterResource,
    ListLakeFormationOptIns: optIns.listLakeFormationOptIns,
    CreateLakeFormationOptIn: optIns.createLakeFormationOptIn,
    DeleteLakeFormationOptIn: optIns.deleteLakeFormationOptIn,
    ListLFTags: tags.listLFTags,
    GetLFTag: tags.getLFTag,
    CreateLFTag: tags.createLFTag,
    UpdateLFTag: tags.updateLFTag,
    DeleteLFTag: tags.deleteLFTag,
    GetResourceLFTags: assignments.getResourceLFTags,
    AddLFTagsToResource: assignments.addLFTagsToResource,
    RemoveLFTagsFromResource: assignments.removeLFTagsFromResource,
    SearchTablesByLFTags: search.searchTablesByLFTags,
    SearchDatabasesByLFTags: search.searchDatabasesByLFTags,
    ListLFTagExpressions: expressions.listLFTagExpressions,
    GetLFTagExpression: expressions.getLFTagExpression,
    CreateLFTagExpression: expressions.createLFTagExpression,
    UpdateLFTagExpression: expressions.updateLFTagExpression,
    DeleteLFTagExpression: expressions.deleteLFTagExpression,
    ListDataCellsFilter: filters.listDataCellsFilter,
    GetDataCellsFilter: filters.getDataCellsFilter,
    CreateDataCellsFilter: filters.createDataCellsFilter,
    UpdateDataCellsFilter: filters.updateDataCellsFilter,
    DeleteDataCellsFilter: filters.deleteDataCellsFilter,
  } satisfies Record<string, Handler>,
};
