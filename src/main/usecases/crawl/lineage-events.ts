import type { LineageEventRecord } from '../../../core/model/datazone';
import type { Output } from '../../aws/services';
import type { DomainSeat } from './datazone';
import type { CrawlRun } from './run';

type Summary = NonNullable<Output<'datazone:ListLineageEvents'>['items']>[number];

/** 10,000 events, the newest first: a month of a busy domain. What is older is a remark, not a silent cut. */
const MOST_PAGES = 200;

/** Ends the listing; it has no other way to stop early. */
class Enough extends Error {}

/**
 * Every event as its summary tells it (job, inputs, outputs), and in full the newest one of each job that moved data: only
 * the full event knows columns, and it costs a call. False where the listing was refused.
 */
export async function readLineageEvents(run: CrawlRun, seat: DomainSeat): Promise<boolean> {
  const { id: domainIdentifier, member, domain } = seat;
  const newest = new Map<string, Summary>();
  const others: Summary[] = [];
  const listed = await run.read(
    member,
    'lineage-events',
    async () => {
      let pages = 0;
      const read = run.eachPage(
        'datazone:ListLineageEvents',
        member,
        { domainIdentifier, sortOrder: 'DESCENDING' },
        (page) => {
          if (++pages > MOST_PAGES) throw new Enough();
          for (const summary of page.items ?? []) {
            const key = jobOf(summary);
            const before = key === undefined ? undefined : newest.get(key);
            if (key === undefined) continue;
            if (!movedData(summary)) others.push(summary);
            else if (!before) newest.set(key, summary);
            // A run's COMPLETE says more than its START; within one run it counts though both carry one time.
            else if (rankOf(summary) > rankOf(before) && runOf(summary) === runOf(before)) {
              others.push(before);
              newest.set(key, summary);
            } else others.push(summary);
          }
        },
      );
      await read.catch((error: unknown) => {
        if (!(error instanceof Enough)) throw error;
        run.partial(
          member,
          'lineage-events',
          `DataZone domain ${domain.name} holds more than ${String(MOST_PAGES * 50)} lineage events; the newest were read.`,
        );
      });
    },
    domain.name,
  );
  if (!listed) return false;
  await run.append(
    member,
    'lineage-events',
    others.map((summary) => recordOf(domainIdentifier, summary, eventOf(summary))),
  );
  await Promise.all(
    [...newest.values()].map(async (summary) => {
      const full = await run.fetch(
        member,
        'lineage-events',
        () => run.call('datazone:GetLineageEvent', member, { domainIdentifier, identifier: summary.id ?? '' }),
        summary.eventSummary?.openLineageRunEventSummary?.job?.name,
      );
      const event = full ? jsonOf(full.event) : undefined;
      await run.append(member, 'lineage-events', [recordOf(domainIdentifier, summary, event ?? eventOf(summary))]);
    }),
  );
  return true;
}

const about = (summary: Summary) => summary.eventSummary?.openLineageRunEventSummary;
const runOf = (summary: Summary): string => about(summary)?.runId ?? '';
const jobOf = (summary: Summary): string | undefined => {
  const job = about(summary)?.job;
  return job && summary.id ? `${job.namespace ?? ''}\n${job.name ?? ''}` : undefined;
};
const movedData = (summary: Summary): boolean => !/^(FAIL|ABORT)$/.test(about(summary)?.eventType ?? '');
const rankOf = (summary: Summary): number =>
  ['START', 'OTHER', 'RUNNING', 'COMPLETE'].indexOf(about(summary)?.eventType ?? 'OTHER');

/** The summary in the shape of a run event, so that both are read alike. */
function eventOf(summary: Summary): object {
  const { eventType, runId, job, inputs, outputs } = about(summary) ?? {};
  return { eventType, eventTime: summary.eventTime, run: { runId }, job, inputs: inputs ?? [], outputs: outputs ?? [] };
}

const recordOf = (domainId: string, { id = '', eventTime }: Summary, event: unknown): LineageEventRecord => ({
  id,
  source: 'datazone',
  domainId,
  ...(eventTime ? { at: eventTime } : {}),
  event,
});

/** `undefined` where the body is no JSON: the summary stands in for it. */
function jsonOf(body: Uint8Array | string | undefined): unknown {
  try {
    return JSON.parse(typeof body === 'string' ? body : new TextDecoder().decode(body));
  } catch {
    return undefined;
  }
}
