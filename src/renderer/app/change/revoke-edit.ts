import type { HeldGrant } from '../../../core/change/held-grants';
import type { Edit } from '../../../core/change/plan-types';

/** What of a row is taken back: permissions with their grant option, or of these the option alone. */
export interface RevokeChoice {
  permissions: readonly string[];
  isOptionOnly: boolean;
}

/** The whole row, as it stands. */
export const wholeRow = ({ permissions, grantable }: HeldGrant): RevokeChoice => ({
  permissions: [...new Set([...permissions, ...grantable])],
  isOptionOnly: false,
});

/** The edit that takes back what was chosen of a row; null while nothing is. */
export function revokeEdit({ permissions, grantable, revoke }: HeldGrant, choice: RevokeChoice): Edit | null {
  const { Permissions: _all, PermissionsWithGrantOption: _option, ...request } = revoke.request;
  const option = grantable.filter((name) => choice.permissions.includes(name));
  const taken = choice.isOptionOnly ? [] : permissions.filter((name) => choice.permissions.includes(name));
  if (taken.length === 0 && option.length === 0) return null;
  return {
    ...revoke,
    request: {
      ...request,
      // Required even where only the option goes; that AWS takes it empty is unverified (V1), and the plan says so.
      Permissions: taken,
      ...(option.length > 0 ? { PermissionsWithGrantOption: option } : {}),
    },
  };
}
