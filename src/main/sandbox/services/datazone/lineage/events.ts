import type {
  GetLineageEventInput,
  GetLineageEventOutput,
  LineageEventSummary,
  ListLineageEventsInput,
  ListLineageEventsOutput,
  PostLineageEventInput,
  PostLineageEventOutput,
} from '@aws-sdk/client-datazone';
import type { Call } from '../../../service';
import { invalid, notFound } from '../errors';
import type { LineageEventRecord } from '../extra';
import { page } from '../pages';
import { domainOf, nextId, once } from '../state';
import type { Domain } from '../state';
import { actorId } from '../visibility';
import type { RunEvent } from './open-lineage';
import { faultOf } from './open-lineage';

const MAX_BYTES = 300_000;

const eventOf = (record: LineageEventRecord): RunEvent => record.event as unknown as RunEvent;

const common = (domain: Domain, record: LineageEventRecord) => ({
  id: record.id,
  domainId: domain.domain.id,
  processingStatus: record.processingStatus as NonNullable<GetLineageEventOutput['processingStatus']>,
  eventTime: new Date(eventOf(record).eventTime),
  createdBy: record.createdBy ?? 'SYSTEM',
  createdAt: new Date(record.createdAt),
});

function summaryOf(domain: Domain, record: LineageEventRecord): LineageEventSummary {
  const { eventType, run, job, inputs, outputs } = eventOf(record);
  const names = (list: RunEvent['inputs']) => (list ?? []).map(({ namespace, name }) => ({ namespace, name }));
  return {
    ...common(domain, record),
    eventSummary: {
      openLineageRunEventSummary: {
        eventType: eventType as 'COMPLETE' | undefined,
        runId: run.runId,
        job: { namespace: job.namespace, name: job.name },
        inputs: names(inputs),
        outputs: names(outputs),
      },
    },
  };
}

/** Run events by their time, the newest first unless ASCENDING. */
export function listLineageEvents(input: ListLineageEventsInput, call: Call): ListLineageEventsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const time = (record: LineageEventRecord): number => Date.parse(eventOf(record).eventTime);
  const list = domain.extra.lineage.events
    .filter((record) => input.processingStatus === undefined || record.processingStatus === input.processingStatus)
    .filter((record) => input.timestampAfter === undefined || time(record) > input.timestampAfter.getTime())
    .filter((record) => input.timestampBefore === undefined || time(record) < input.timestampBefore.getTime())
    .sort((a, b) => time(a) - time(b));
  if (input.sortOrder !== 'ASCENDING') list.reverse();
  const { items, token } = page(call, input, list);
  return { items: items.map((record) => summaryOf(domain, record)), nextToken: token };
}

/** The event as it was posted, as JSON bytes. */
export function getLineageEvent(input: GetLineageEventInput, call: Call): GetLineageEventOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const record = domain.extra.lineage.events.find((one) => one.id === input.identifier);
  if (!record) throw notFound('Lineage event', input.identifier ?? '');
  // The SDK's type adds stream readers that only a client's answer has.
  const event = new TextEncoder().encode(JSON.stringify(record.event)) as GetLineageEventOutput['event'];
  return { ...common(domain, record), event };
}

/** Run events only, at most 300,000 bytes; the same client token posts once. */
export function postLineageEvent(input: PostLineageEventInput, call: Call): PostLineageEventOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const bytes = input.event ?? new Uint8Array();
  if (bytes.byteLength > MAX_BYTES) throw invalid(`The event is larger than ${MAX_BYTES} bytes`);
  let event: unknown;
  try {
    event = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw invalid('The event is not valid JSON');
  }
  const fault = faultOf(event);
  if (fault !== undefined) throw invalid(fault);
  return once(domain, call, input.clientToken, () => {
    const record = {
      id: nextId(domain, 'lineage-event'),
      processingStatus: 'SUCCESS',
      createdAt: call.now.toISOString(),
      createdBy: actorId(call, domain),
      event: event as Record<string, unknown>,
    };
    domain.extra.lineage.events.push(record);
    call.world.version++;
    return { id: record.id, domainId: domain.domain.id };
  });
}
