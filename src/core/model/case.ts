/** A decision case of `test/cases`: AWS's own shapes in, effective access out. `caseToSnapshot` turns it into a crawl. */
import type { GlueCatalog, GlueDatabase, GlueTable } from './glue';
import type {
  DataCellsFilter,
  DataLakeSettings,
  LFTagExpression,
  LFTagPair,
  OptIn,
  PermissionRow,
} from './lakeformation';
import type { Resource, ResourceInfo } from './lakeformation';

export interface CaseInput {
  account: string;
  region: string;
  DataLakeSettings: DataLakeSettings;
  ResourceInfoList: ResourceInfo[];
  LakeFormationOptInsInfoList: OptIn[];
  PrincipalResourcePermissions: PermissionRow[];
  CatalogList: GlueCatalog[];
  DatabaseList: GlueDatabase[];
  TableList: GlueTable[];
  LFTags: LFTagPair[];
  LFTagExpressions: LFTagExpression[];
  lfTagAssignments: CaseTagAssignment[];
  DataCellsFilters: DataCellsFilter[];
  context: CaseContext;
}

/** A GetResourceLFTags request (ShowAssignedLFTags = true) with its answer. */
export interface CaseTagAssignment {
  Resource: Resource;
  ShowAssignedLFTags: boolean;
  response: {
    LFTagOnDatabase?: LFTagPair[];
    LFTagsOnTable?: LFTagPair[];
    LFTagsOnColumns?: { Name: string; LFTags: LFTagPair[] }[];
  };
}

export interface CaseContext {
  principals: Record<string, CasePrincipal>;
  accounts?: Record<string, { DataLakeSettings?: DataLakeSettings }>;
}

export interface CasePrincipal {
  exists: boolean;
  account?: string;
  groups?: string[];
  tags?: Record<string, string>;
  iam?: { glueRead?: boolean; lakeformationGetDataAccess?: boolean; s3Direct?: boolean };
}

export interface DecisionCase {
  id: string;
  kind: 'evaluate' | 'preview';
  title: string;
  confidence: 'documented' | 'observed' | 'inferred' | 'unverified';
  input: CaseInput;
  evaluate: { principals: string[] };
  expected?: AccessRow[];
  expectedAbsent?: (AccessRow & { why?: string })[];
  expectedWarnings?: string[];
  change?: { operation: string; request: Record<string, unknown> };
  expectedAfter?: AccessRow[];
  expectedError?: { code: string; messageContains?: string | null } | null;
}

/** One row of an access answer, in the shape that `test/cases/rules.json` describes. */
export interface AccessRow {
  principal: string;
  resource: Resource;
  /** A Lake Formation permission, or IAM_DECIDES, GRANT_ANY, DELEGATE_ONLY:X. */
  permission: string;
  /** In table order, then partition keys. */
  columns?: string[];
  /** SELECT only; null = all rows. */
  rowFilter?: string | null;
  /** Column → predicate where it differs from rowFilter. */
  cellFilters?: Record<string, string | null>;
  dataPath?: DataPath;
  because?: string[];
}

export type DataPath = 'LF_VENDED' | 'S3_IAM' | 'NOT_S3' | 'FEDERATED' | 'VIEW_DEFINER' | 'VIEW_INVOKER';
