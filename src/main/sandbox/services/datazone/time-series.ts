import type { ListTimeSeriesDataPointsInput, ListTimeSeriesDataPointsOutput } from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import { notFound, notPermitted } from './errors';
import { dataPoint } from './forms';
import { page } from './pages';
import { domainOf } from './state';
import { seesProject } from './visibility';

/** One form's series of an asset or a listing, newest first; the form name is the ruleset's (datazone 1.4). */
export function listTimeSeriesDataPoints(
  input: ListTimeSeriesDataPointsInput,
  call: Call,
): ListTimeSeriesDataPointsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const id = input.entityIdentifier;
  const owner =
    input.entityType === 'ASSET'
      ? domain.assets.find((a) => a.identifier === id)?.owningProjectId
      : domain.listings.find((l) => l.listingId === id)?.owningProjectId;
  if (owner === undefined) throw notFound(input.entityType === 'ASSET' ? 'Asset' : 'Listing', id ?? '');
  if (input.entityType === 'ASSET' && !seesProject(call, domain, owner)) throw notPermitted(call);
  const list = domain.extra.timeSeries
    .filter((t) => t.entityType === input.entityType && t.entityIdentifier === id && t.formName === input.formName)
    .filter(({ timestamp }) => input.startedAt === undefined || new Date(timestamp) >= input.startedAt)
    .filter(({ timestamp }) => input.endedAt === undefined || new Date(timestamp) <= input.endedAt)
    .sort((a, b) => b.timestamp.localeCompare(a.timestamp));
  const { items, token } = page(call, input, list);
  return { items: items.map(dataPoint), nextToken: token };
}
