/**
 * DataZone records under AWS's own member names; timestamps are ISO 8601 strings, forms are already parsed to objects
 * keyed by form name (facts 1.4 describes the two encodings on the wire). Every record names its DataZone domain.
 */

export interface DzDomain {
  id: string;
  name: string;
  arn?: string;
  description?: string;
  managedAccountId?: string;
  status?: string;
  portalUrl?: string;
  domainVersion?: string;
  rootDomainUnitId?: string;
  singleSignOn?: Record<string, unknown>;
}

export interface DzOwner {
  user?: { userId: string };
  group?: { groupId: string };
}

export interface DzDomainUnit {
  domainId: string;
  id: string;
  name: string;
  description?: string;
  /** Absent on the root unit. */
  parentDomainUnitId?: string;
  owners?: DzOwner[];
}

export interface DzProject {
  domainId: string;
  id: string;
  name: string;
  description?: string;
  domainUnitId?: string;
  projectStatus?: string;
  createdBy?: string;
}

export interface DzMembership {
  domainId: string;
  projectId: string;
  memberDetails: DzOwner;
  designation: string;
}

export interface DzEnvironment {
  domainId: string;
  projectId: string;
  id: string;
  name: string;
  awsAccountId?: string;
  awsAccountRegion?: string;
  provider?: string;
  status?: string;
  provisionedResources?: { name?: string; value: string; type?: string; provider?: string }[];
}

export interface DzSubscriptionTarget {
  domainId: string;
  projectId?: string;
  environmentId: string;
  id: string;
  name?: string;
  type: string;
  authorizedPrincipals: string[];
  manageAccessRole?: string;
  provider?: string;
  subscriptionTargetConfig?: { formName: string; content: string }[];
  applicableAssetTypes?: string[];
  subscriptionGrantCreationMode?: string;
}

/** Forms by form name; values are parsed JSON. */
export type DzForms = Record<string, Record<string, unknown>>;

/** An inventory asset (Search scope ASSET). `glossaryTerms` are ids. */
export interface DzAsset {
  domainId: string;
  identifier: string;
  name: string;
  description?: string;
  typeIdentifier?: string;
  externalIdentifier?: string;
  owningProjectId: string;
  glossaryTerms?: string[];
  createdAt?: string;
  forms: DzForms;
}

/** An unpublished or published data product of the inventory. */
export interface DzDataProduct {
  domainId: string;
  id: string;
  name: string;
  description?: string;
  owningProjectId: string;
  status?: string;
  glossaryTerms?: string[];
  /** From GetDataProduct, where it was read. */
  items?: { itemType: string; identifier: string; revision?: string }[];
}

/** A listing: the published face of an asset or a data product. `glossaryTerms` are names. */
export interface DzListing {
  domainId: string;
  listingId: string;
  listingRevision?: string;
  name: string;
  description?: string;
  kind: 'asset' | 'dataProduct';
  entityId: string;
  entityRevision?: string;
  entityType?: string;
  owningProjectId: string;
  listingCreatedBy?: string;
  createdAt?: string;
  glossaryTerms?: string[];
  forms: DzForms;
  /** Members of a data product listing. */
  items?: { listingId: string; listingRevision?: string }[];
}

export interface DzGlossaryTerm {
  domainId: string;
  id: string;
  glossaryId: string;
  name: string;
  status?: string;
  shortDescription?: string;
}

/** Exactly one of the members is set. */
export interface DzSubscribedPrincipal {
  project?: { id: string; name?: string };
  user?: { id: string; details?: unknown };
  group?: { id: string; name?: string };
  iam?: { principalArn?: string };
}

export interface DzSubscribedListing {
  id: string;
  name?: string;
  revision?: string;
  ownerProjectId?: string;
  ownerProjectName?: string;
  item?: Record<string, unknown>;
}

export interface DzSubscriptionRequest {
  domainId: string;
  id: string;
  status: 'PENDING' | 'ACCEPTED' | 'REJECTED' | (string & {});
  requestReason?: string;
  subscribedPrincipals: DzSubscribedPrincipal[];
  subscribedListings: DzSubscribedListing[];
  reviewerId?: string;
  decisionComment?: string;
  existingSubscriptionId?: string;
  metadataFormsSummary?: { formName?: string; typeName?: string }[];
  createdAt?: string;
  createdBy?: string;
  updatedAt?: string;
}

export interface DzSubscription {
  domainId: string;
  id: string;
  status: 'APPROVED' | 'REVOKED' | 'CANCELLED' | (string & {});
  subscribedPrincipal: DzSubscribedPrincipal;
  subscribedListing: DzSubscribedListing;
  subscriptionRequestId?: string;
  retainPermissions?: boolean;
  createdAt?: string;
  createdBy?: string;
  updatedAt?: string;
}

export interface DzSubscriptionGrant {
  domainId: string;
  id: string;
  status: string;
  environmentId?: string;
  subscriptionTargetId: string;
  subscriptionId?: string;
  grantedEntity: { listing?: { id: string; revision?: string } };
  assets?: {
    assetId: string;
    assetRevision?: string;
    status: string;
    targetName?: string;
    failureCause?: { message?: string };
    assetScope?: { assetId?: string; filterIds?: string[]; scopeName?: string; status?: string };
    failureTimestamp?: string;
    grantedTimestamp?: string;
  }[];
  createdAt?: string;
  createdBy?: string;
  updatedAt?: string;
}

export interface DzUserProfile {
  domainId: string;
  id: string;
  type?: string;
  status?: string;
  details?: { iam?: { arn?: string }; sso?: { username?: string; firstName?: string; lastName?: string } };
}

export interface DzGroupProfile {
  domainId: string;
  id: string;
  groupName?: string;
  status?: string;
  rolePrincipalArn?: string;
}

export interface DzAssetFilter {
  domainId: string;
  assetId: string;
  id: string;
  name: string;
  status?: string;
  effectiveColumnNames?: string[];
  effectiveRowFilter?: string;
}

/** Whom a policy grant is for; exactly one member is set (facts datazone 4.1). */
export interface DzPolicyPrincipal {
  user?: { userIdentifier?: string; allUsersGrantFilter?: Record<string, never> };
  group?: { groupIdentifier?: string };
  project?: {
    projectDesignation: 'OWNER' | 'CONTRIBUTOR' | 'PROJECT_CATALOG_STEWARD' | (string & {});
    projectIdentifier?: string;
    projectGrantFilter?: { domainUnitFilter?: { domainUnit: string; includeChildDomainUnits?: boolean } };
  };
  domainUnit?: {
    domainUnitDesignation: string;
    domainUnitIdentifier?: string;
    domainUnitGrantFilter?: { allDomainUnitsGrantFilter?: Record<string, never> };
  };
}

/** What besides domain units carries policies (facts datazone 4.1). */
export interface DzPolicyEntity {
  domainId: string;
  entityType: 'ENVIRONMENT_BLUEPRINT_CONFIGURATION' | 'ENVIRONMENT_PROFILE' | 'ASSET_TYPE';
  /** As grants name it: `<account>:<blueprint id>`; a profile's id and an asset type's name are not documented there. */
  entityIdentifier: string;
  name: string;
  /** The account that owns a blueprint configuration, or in which a profile makes environments. */
  account?: string;
  /** The project that owns a profile or a type. */
  projectId?: string;
  /** An asset type that DataZone brings along. */
  managed?: boolean;
  /** Policies whose grants could not be read. */
  unread?: string[];
}

/** Who may do what in a domain unit or with another entity. `detail` has one member, named after the policy. */
export interface DzPolicyGrant {
  domainId: string;
  entityType: string;
  entityIdentifier: string;
  policyType: string;
  grantId?: string;
  principal: DzPolicyPrincipal;
  detail: Record<
    string,
    { includeChildDomainUnits?: boolean; projectProfiles?: string[]; domainUnitId?: string } & Record<string, unknown>
  >;
  createdAt?: string;
  createdBy?: string;
}

export interface DzRuleScope {
  assetType?: { selectionMode: string; specificAssetTypes?: string[] };
  dataProduct?: boolean;
  project?: { selectionMode: string; specificProjects?: string[] };
}

export interface DzRuleDetail {
  metadataFormEnforcementDetail?: { requiredMetadataForms?: { typeIdentifier: string; typeRevision: string }[] };
  glossaryTermEnforcementDetail?: { requiredGlossaryTermIds?: string[] };
}

/** What publishing or asking requires in a domain unit (facts datazone 4.2). */
export interface DzRule {
  domainId: string;
  identifier: string;
  revision?: string;
  name: string;
  description?: string;
  ruleType: 'METADATA_FORM_ENFORCEMENT' | 'GLOSSARY_TERM_ENFORCEMENT' | (string & {});
  action: 'CREATE_SUBSCRIPTION_REQUEST' | 'CREATE_LISTING_CHANGE_SET' | (string & {});
  target: { domainUnitTarget?: { domainUnitId: string; includeChildDomainUnits?: boolean } };
  scope: DzRuleScope;
  /** Absent where GetRule was refused. */
  detail?: DzRuleDetail;
  updatedAt?: string;
  lastUpdatedBy?: string;
}

/** A node of DataZone's lineage graph as it was at `eventTimestamp`; neighbours by id. */
export interface DzLineageNode {
  domainId: string;
  id: string;
  name?: string;
  typeName?: string;
  sourceIdentifier?: string;
  eventTimestamp?: string;
  upstream: string[];
  downstream: string[];
  /** The column lineage facet, from whichever form of the node holds one. */
  columnLineage?: unknown;
  /** 100 neighbours are all that the service tells of one side; more may exist. */
  truncated?: boolean;
}

/** An OpenLineage run event, raw: from DataZone or from a file that a person gave. */
export interface LineageEventRecord {
  id: string;
  source: 'datazone' | 'file';
  domainId?: string;
  file?: string;
  at?: string;
  event: unknown;
}
