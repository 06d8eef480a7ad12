import type { GetDataSourceOutput, GetRuleOutput, PolicyGrantMember } from '@aws-sdk/client-datazone';

/** What `DataZoneData.extra` may hold; timestamps are ISO strings. Every member may be absent. */
export interface Extra {
  dataSources?: DataSourceRecord[];
  connections?: ConnectionRecord[];
  rules?: RuleRecord[];
  policyGrants?: PolicyGrantRecord[];
  blueprintConfigurations?: ({ environmentBlueprintId: string; accountId: string } & Stamps &
    Record<string, unknown>)[];
  environmentProfiles?: EnvironmentProfileRecord[];
  formTypes?: TypeRecord[];
  assetTypes?: TypeRecord[];
  lineageNodeTypes?: TypeRecord[];
  timeSeries?: TimeSeriesRecord[];
  notifications?: NotificationRecord[];
  lineage?: { events: LineageEventRecord[] };
}

/** Who made and changed a record, and when. Seed data may leave all of it out. */
export interface Stamps {
  createdAt?: string;
  createdBy?: string;
  updatedAt?: string;
  updatedBy?: string;
}

export type DataSourceRecord = Stamps & {
  dataSourceId: string;
  projectId: string;
  environmentId?: string;
  connectionId?: string;
  name: string;
  description?: string;
  type: string;
  status: string;
  lastRunAt?: string;
} & Pick<
    GetDataSourceOutput,
    | 'enableSetting'
    | 'schedule'
    | 'lastRunStatus'
    | 'lastRunErrorMessage'
    | 'lastRunAssetCount'
    | 'publishOnImport'
    | 'configuration'
  >;

export interface ConnectionRecord {
  connectionId: string;
  projectId?: string;
  environmentId?: string;
  domainUnitId: string;
  name: string;
  type: string;
  scope?: string;
  props?: Record<string, unknown>;
  physicalEndpoints?: unknown[];
}

/** Environment profiles are of V1 domains; one that became V2 keeps those it had. */
export interface EnvironmentProfileRecord extends Stamps {
  id: string;
  name: string;
  description?: string;
  environmentBlueprintId: string;
  projectId?: string;
  awsAccountId?: string;
  awsAccountRegion?: string;
}

export type RuleRecord = Omit<GetRuleOutput, 'createdAt' | 'updatedAt' | '$metadata'> & {
  createdAt: string;
  updatedAt: string;
  identifier: string;
};

export interface PolicyGrantRecord {
  entityType: string;
  entityIdentifier: string;
  policyType: string;
  grantId: string;
  principal: PolicyGrantMember['principal'];
  detail: PolicyGrantMember['detail'];
  createdAt: string;
  createdBy: string;
}

export interface TypeRecord extends Stamps {
  name: string;
  revision: string;
  managed?: boolean;
  status?: string;
  description?: string;
  owningProjectId?: string;
  model?: { smithy: string };
  formsOutput?: Record<string, { typeName: string; typeRevision: string; required?: boolean }>;
}

export interface TimeSeriesRecord {
  entityType: string;
  entityIdentifier: string;
  formName: string;
  typeIdentifier: string;
  id: string;
  timestamp: string;
  content: unknown;
}

export interface NotificationRecord {
  identifier: string;
  type: string;
  topic: { subject: string; role: string; resource: { id: string; type: string; name?: string } };
  title: string;
  message: string;
  status: string;
  actionLink: string;
  creationTimestamp: string;
  lastUpdatedTimestamp: string;
  /** Who sees it: members of this project. */
  projectId?: string;
}

/** An OpenLineage run event as it was posted. */
export interface LineageEventRecord {
  id: string;
  processingStatus: string;
  createdAt: string;
  createdBy?: string;
  event: Record<string, unknown>;
}
