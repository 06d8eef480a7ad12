/** Lake Formation's permissions as bits; a value that this version does not know gets one of the upper bits (rule 2.2). */
export const PERMISSIONS = [
  'SELECT',
  'DESCRIBE',
  'ALTER',
  'DROP',
  'INSERT',
  'DELETE',
  'CREATE_TABLE',
  'CREATE_DATABASE',
  'CREATE_CATALOG',
  'DATA_LOCATION_ACCESS',
  'CREATE_LF_TAG',
  'ASSOCIATE',
  'GRANT_WITH_LF_TAG_EXPRESSION',
  'CREATE_LF_TAG_EXPRESSION',
  'SUPER_USER',
  'ALL',
] as const;

export type KnownPermission = (typeof PERMISSIONS)[number];

/** The bit of a permission by name. */
export const BIT = Object.fromEntries(PERMISSIONS.map((name, i) => [name, 1 << i])) as Record<KnownPermission, number>;

/** Highest number of distinct permission names that a mask can hold. */
const CAPACITY = 31;

/** Permission names in the order of their bits, growing where a snapshot holds a name of the future. */
export class PermissionNames {
  readonly names: string[] = [...PERMISSIONS];
  private readonly bits = new Map<string, number>(PERMISSIONS.map((name, i) => [name, 1 << i]));
  /** Names beyond the capacity of a mask: kept in the row, not evaluated. */
  readonly overflow = new Set<string>();

  maskOf(permissions: readonly string[] | undefined): number {
    let mask = 0;
    if (permissions) for (const permission of permissions) mask |= this.bits.get(permission) ?? this.learn(permission);
    return mask;
  }

  namesIn(mask: number): string[] {
    return this.names.filter((_, i) => mask & (1 << i));
  }

  bitOf(permission: string): number | undefined {
    return this.bits.get(permission) ?? this.bits.get(permission.toUpperCase());
  }

  private learn(permission: string): number {
    const known = this.bits.get(String(permission).toUpperCase());
    if (known !== undefined) return known;
    if (this.names.length >= CAPACITY) {
      this.overflow.add(permission);
      return 0;
    }
    const bit = 1 << this.names.length;
    this.names.push(permission);
    this.bits.set(permission, bit);
    return bit;
  }
}
