import { ServiceError } from '../../service';
import type { Call, Handler, Service } from '../../service';
import * as blueprints from './blueprints';
import { getAssetFilter, listAssetFilters } from './asset-filters';
import { getAsset } from './assets';
import { getDataProduct } from './data-products';
import { getDataSource, listDataSources } from './data-sources';
import { getDomain, getDomainUnit, listDomains, listDomainUnitsForParent } from './domains';
import { getEnvironment, listConnections, listEnvironments } from './environments';
import { getLineageEvent, listLineageEvents, postLineageEvent } from './lineage/events';
import { getLineageNode, listLineageNodeHistory, queryGraph } from './lineage/nodes';
import { notPermitted } from './errors';
import { settleDomain } from './fulfilment';
import * as grants from './grant-writes';
import { getListing, searchListings } from './listings';
import * as members from './memberships';
import { listNotifications } from './notifications';
import { getGroupProfile, getUserProfile, searchGroupProfiles, searchUserProfiles } from './profiles';
import { getProject, listProjectMemberships, listProjects } from './projects';
import * as policies from './policy-grants';
import * as requests from './request-writes';
import * as rules from './rules';
import { search } from './search';
import { domainsOf } from './state';
import * as subscriptions from './subscription-reads';
import { cancelSubscription, revokeSubscription } from './subscription-writes';
import { getSubscriptionTarget, listSubscriptionTargets } from './targets';
import { listTimeSeriesDataPoints } from './time-series';
import { getFormType, searchTypes } from './types';

const reads: Record<string, Handler> = {
  ListDomains: listDomains,
  GetDomain: getDomain,
  ListDomainUnitsForParent: listDomainUnitsForParent,
  GetDomainUnit: getDomainUnit,
  ListProjects: listProjects,
  GetProject: getProject,
  ListProjectMemberships: listProjectMemberships,
  SearchUserProfiles: searchUserProfiles,
  GetUserProfile: getUserProfile,
  SearchGroupProfiles: searchGroupProfiles,
  GetGroupProfile: getGroupProfile,
  ListEnvironments: listEnvironments,
  GetEnvironment: getEnvironment,
  ListConnections: listConnections,
  ListEnvironmentBlueprintConfigurations: blueprints.listEnvironmentBlueprintConfigurations,
  ListEnvironmentBlueprints: blueprints.listEnvironmentBlueprints,
  ListEnvironmentProfiles: blueprints.listEnvironmentProfiles,
  ListDataSources: listDataSources,
  GetDataSource: getDataSource,
  Search: search,
  GetAsset: getAsset,
  GetDataProduct: getDataProduct,
  SearchListings: searchListings,
  GetListing: getListing,
  SearchTypes: searchTypes,
  GetFormType: getFormType,
  ListSubscriptionTargets: listSubscriptionTargets,
  GetSubscriptionTarget: getSubscriptionTarget,
  ListSubscriptionRequests: subscriptions.listSubscriptionRequests,
  GetSubscriptionRequestDetails: subscriptions.getSubscriptionRequestDetails,
  ListSubscriptions: subscriptions.listSubscriptions,
  GetSubscription: subscriptions.getSubscription,
  ListSubscriptionGrants: subscriptions.listSubscriptionGrants,
  GetSubscriptionGrant: subscriptions.getSubscriptionGrant,
  ListAssetFilters: listAssetFilters,
  GetAssetFilter: getAssetFilter,
  ListTimeSeriesDataPoints: listTimeSeriesDataPoints,
  ListNotifications: listNotifications,
  ListRules: rules.listRules,
  GetRule: rules.getRule,
  ListPolicyGrants: policies.listPolicyGrants,
  ListEntityOwners: members.listEntityOwners,
};

const lineage: Record<string, Handler> = {
  GetLineageNode: getLineageNode,
  ListLineageNodeHistory: listLineageNodeHistory,
  QueryGraph: queryGraph,
  ListLineageEvents: listLineageEvents,
  GetLineageEvent: getLineageEvent,
  PostLineageEvent: postLineageEvent,
};

const writes: Record<string, Handler> = {
  CreateSubscriptionRequest: requests.createSubscriptionRequest,
  UpdateSubscriptionRequest: requests.updateSubscriptionRequest,
  AcceptSubscriptionRequest: requests.acceptSubscriptionRequest,
  RejectSubscriptionRequest: requests.rejectSubscriptionRequest,
  DeleteSubscriptionRequest: requests.deleteSubscriptionRequest,
  RevokeSubscription: revokeSubscription,
  CancelSubscription: cancelSubscription,
  CreateSubscriptionGrant: grants.createSubscriptionGrant,
  DeleteSubscriptionGrant: grants.deleteSubscriptionGrant,
  UpdateSubscriptionGrantStatus: grants.updateSubscriptionGrantStatus,
  CreateProjectMembership: members.createProjectMembership,
  DeleteProjectMembership: members.deleteProjectMembership,
  AddEntityOwner: members.addEntityOwner,
  RemoveEntityOwner: members.removeEntityOwner,
  AddPolicyGrant: policies.addPolicyGrant,
  RemovePolicyGrant: policies.removePolicyGrant,
  CreateRule: rules.createRule,
  UpdateRule: rules.updateRule,
  DeleteRule: rules.deleteRule,
};

/** Operations whose model knows no ResourceNotFoundException: what does not exist is not permitted there. */
const WITHOUT_NOT_FOUND = new Set([
  'ListDomainUnitsForParent',
  'ListProjects',
  'ListEnvironments',
  'ListConnections',
  'Search',
  'SearchListings',
  'SearchTypes',
  'ListPolicyGrants',
  'ListEnvironmentProfiles',
  'ListEntityOwners',
  'AddPolicyGrant',
  'RemovePolicyGrant',
  'QueryGraph',
  'ListLineageEvents',
]);

const guarded =
  (handler: Handler): Handler =>
  (input: unknown, call): unknown => {
    settle(call);
    try {
      return handler(input, call);
    } catch (error) {
      const unknown = error instanceof ServiceError && error.name === 'ResourceNotFoundException';
      throw unknown && WITHOUT_NOT_FOUND.has(call.operation) ? notPermitted(call) : error;
    }
  };

/** Moves the grants under way to where the sandbox's clock says they are, in every domain. */
function settle(call: Call): void {
  for (const domain of domainsOf(call.world)) settleDomain(call, domain);
}

/** DataZone as far as its call plan, its lifecycles and its policies reach. */
export const datazone: Service = {
  id: 'datazone',
  handlers: Object.fromEntries(
    Object.entries({ ...reads, ...lineage, ...writes }).map(([operation, handler]) => [operation, guarded(handler)]),
  ),
  settle,
};
