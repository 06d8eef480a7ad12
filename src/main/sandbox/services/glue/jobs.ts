import type {
  GetCrawlersRequest,
  GetCrawlersResponse,
  GetJobRunsRequest,
  GetJobRunsResponse,
  GetJobsRequest,
  GetJobsResponse,
  GetResourcePoliciesRequest,
  GetResourcePoliciesResponse,
  ListCrawlersRequest,
  ListCrawlersResponse,
  ListJobsRequest,
  ListJobsResponse,
} from '@aws-sdk/client-glue';
import type { Call } from '../../service';
import { withDates } from '../../state/dates';
import { pageOf } from '../../state/paging';
import { callerLake } from '../lakeformation/authority';
import { notFound } from './requests';

export function getCrawlers(input: GetCrawlersRequest, call: Call): GetCrawlersResponse {
  const paging = { call, bind: {}, token: input.NextToken, limit: input.MaxResults, max: 1000 };
  const page = pageOf(paging, callerLake(call).crawlers);
  return { Crawlers: withDates(page.items), NextToken: page.token };
}

export function listCrawlers(input: ListCrawlersRequest, call: Call): ListCrawlersResponse {
  const paging = { call, bind: input.Tags, token: input.NextToken, limit: input.MaxResults, max: 1000 };
  const page = pageOf(
    paging,
    callerLake(call).crawlers.map((c) => c.Name),
  );
  return { CrawlerNames: page.items, NextToken: page.token };
}

export function getJobs(input: GetJobsRequest, call: Call): GetJobsResponse {
  const paging = { call, bind: {}, token: input.NextToken, limit: input.MaxResults, max: 1000 };
  const page = pageOf(paging, callerLake(call).jobs);
  return { Jobs: withDates(page.items), NextToken: page.token };
}

export function listJobs(input: ListJobsRequest, call: Call): ListJobsResponse {
  const paging = { call, bind: input.Tags, token: input.NextToken, limit: input.MaxResults, max: 1000 };
  const page = pageOf(
    paging,
    callerLake(call).jobs.map((j) => j.Name),
  );
  return { JobNames: page.items, NextToken: page.token };
}

export function getJobRuns(input: GetJobRunsRequest, call: Call): GetJobRunsResponse {
  const lake = callerLake(call);
  if (!lake.jobs.some((j) => j.Name === input.JobName)) throw notFound(`Job ${input.JobName ?? ''} not found.`);
  const runs = lake.jobRuns.filter((run) => run.JobName === input.JobName);
  const paging = { call, bind: input.JobName, token: input.NextToken, limit: input.MaxResults, max: 200 };
  const page = pageOf(paging, runs);
  return { JobRuns: withDates(page.items), NextToken: page.token };
}

/** The account's Data Catalog policy and the ones that RAM made, in one list (facts 6). */
export function getResourcePolicies(input: GetResourcePoliciesRequest, call: Call): GetResourcePoliciesResponse {
  const paging = { call, bind: {}, token: input.NextToken, limit: input.MaxResults, max: 1000 };
  const page = pageOf(paging, callerLake(call).policies);
  return { GetResourcePoliciesResponseList: withDates(page.items), NextToken: page.token };
}
