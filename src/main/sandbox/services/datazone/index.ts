import type { Handler, Service } from '../../service';
import { getAssetFilter, listAssetFilters } from './asset-filters';
import { getAsset } from './assets';
import { getDataProduct } from './data-products';
import { getDataSource, listDataSources } from './data-sources';
import { getDomain, getDomainUnit, listDomains, listDomainUnitsForParent } from './domains';
import {
  getEnvironment,
  listConnections,
  listEnvironmentBlueprintConfigurations,
  listEnvironments,
} from './environments';
import { getListing, searchListings } from './listings';
import { listNotifications } from './notifications';
import { getGroupProfile, getUserProfile, searchGroupProfiles, searchUserProfiles } from './profiles';
import { getProject, listProjectMemberships, listProjects } from './projects';
import { search } from './search';
import * as subscriptions from './subscription-reads';
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
  ListEnvironmentBlueprintConfigurations: listEnvironmentBlueprintConfigurations,
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
};

/** DataZone as far as its call plan, its lifecycles and its policies reach. */
export const datazone: Service = { id: 'datazone', handlers: { ...reads } };
