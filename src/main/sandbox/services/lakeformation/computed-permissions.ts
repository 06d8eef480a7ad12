import type { PermissionRow, Resource } from '../../../../core/model/lakeformation';
import type { Call } from '../../service';

export function computedPermissions(_call: Call, _principal: string, _resource: Resource): PermissionRow[] {
  return [];
}
