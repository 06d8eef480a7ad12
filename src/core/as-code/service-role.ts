import type { ResourceInfo } from '../model/lakeformation';

/** Whether a location is read through Lake Formation's own role: told so, or by that role's path. */
export const isServiceRole = (location: ResourceInfo & { UseServiceLinkedRole?: boolean }): boolean =>
  location.UseServiceLinkedRole ?? /:role\/aws-service-role\/lakeformation\./.test(location.RoleArn ?? '');
