import type { DataCellsFilter, DataLakeSettings, LFTagPair, OptIn, ResourceInfo } from '../model/lakeformation';
import type { CoverageGap } from '../model/snapshot';
import type { PackedTable } from '../report/packed-table';

/** An account in a region: what an edit is sent to. */
export interface LakePlace {
  account: string;
  accountName?: string;
  region: string;
}

/** What every page of the lake tells besides its records. */
export interface LakeView {
  /** Where something can be created. */
  places: LakePlace[];
  /** What of these layers could not be read. */
  gaps: CoverageGap[];
}

/** An LF-Tag value and what carries it in effect: own and inherited (T1, T2). */
export interface TagValueUse {
  value: string;
  databases: number;
  tables: number;
  columns: number;
  /** Grants by expression that name it, or any value of the key. */
  grants: number;
}

export interface LakeTag extends LakePlace {
  key: string;
  values: TagValueUse[];
  /** Grants by an expression that names the key, by whatever value. */
  grants: number;
  /** Names of the saved expressions that name the key. */
  expressions: string[];
}

export interface TagsView extends LakeView {
  tags: LakeTag[];
}

export type AssignmentOrigin = 'own' | 'override' | 'inherited';

/** Narrows the assignments; every member that is set must hold. */
export interface AssignmentsAsked {
  /** Within the name, the key or the value. */
  text?: string;
  /** `account/key`. */
  tag?: string;
  value?: string;
  origin?: AssignmentOrigin;
  level?: 'database' | 'table' | 'column';
}

/**
 * `lines` has the keys account, level, name, resource (`catalog/database.table`), column, key, value, origin, instead (the
 * value of the level above that an override replaces). Of columns only what differs from their table.
 */
export interface AssignmentsView {
  lines: PackedTable;
  /** Lines that meet the filter; more than `lines` holds where it was cut. */
  total: number;
  gaps: CoverageGap[];
}

export interface SavedExpression extends LakePlace {
  name: string;
  description?: string;
  expression: LFTagPair[];
  /** The expression as text. */
  text: string;
  databases: number;
  /** Tables that match as a whole or in some column. */
  tables: number;
  /** Who is granted something by it, by name. */
  principals: string[];
}

export interface ExpressionsView extends LakeView {
  expressions: SavedExpression[];
  /** Keys with their values, by `account`. */
  vocabulary: Record<string, { key: string; values: string[] }[]>;
}

export interface LakeFilter extends LakePlace {
  /** `catalog/database.table`. */
  resource: string;
  table: string;
  name: string;
  /** Undefined where only a grant names it: the filter is gone or was not readable. */
  record?: DataCellsFilter;
  columns: string;
  rows: string;
  principals: string[];
}

export interface FiltersView extends LakeView {
  filters: LakeFilter[];
}

export interface LakeLocation extends LakePlace {
  record: ResourceInfo;
  /** `database.table`, the first of them. */
  tables: string[];
  tableTotal: number;
  /** The registered prefix around it, which it takes over from (E6). */
  within?: string;
}

export interface LakeOptIn extends LakePlace {
  principal: string;
  resource: string;
  record: OptIn;
}

export interface AccountSettings extends LakePlace {
  settings: DataLakeSettings;
  /** Administrators that do not exist any more. */
  missing: string[];
}

export interface LakeSettingsView extends LakeView {
  locations: LakeLocation[];
  optIns: LakeOptIn[];
  settings: AccountSettings[];
}

export interface LakeColumn {
  name: string;
  type: string;
  isPartition: boolean;
}

/** A table that a data filter is made on. */
export interface FilterTarget extends LakePlace {
  catalogId: string;
  database: string;
  table: string;
  columns: LakeColumn[];
  /** Columns and fields of structs as a data filter names them: `"address"."zip"` (C10). */
  choices: string[];
  /** Names that are taken. */
  filters: string[];
  /** Why no filter can be made on it; absent = one can. */
  refused?: string;
}

/** `fine`: nothing wrong found in syntax that Heddle knows. `unchecked`: part of it is outside of that. */
export interface ExpressionCheck {
  state: 'fine' | 'wrong' | 'unchecked' | 'empty';
  /** One sentence each, the wrong ones first. */
  remarks: string[];
  columns: string[];
  /** No expression whatever the columns, or one over arrays and maps: the service refuses it. */
  isRefused: boolean;
}
