import type { Result } from '../../../core/model/result';
import { fail, ok } from '../../../core/model/result';
import type { DzSubscriptionGrant } from '../../../core/model/datazone';
import type { Member } from '../../../core/model/snapshot';
import type { RequestDetails } from '../../../contract/requests';
import type { Aws } from '../../aws/aws';
import { CallError } from '../../aws/errors';
import type { AppStateHolder } from '../app-state';
import type { UseCaseDeps, UseCases } from '../port';
import { formsOfRequest } from './request-forms';

/** Opens the connection on screen for calls: signed in, with its AWS. */
export type OpenConnection = (signal: AbortSignal) => Promise<Result<Aws>>;

interface Deps extends Pick<UseCaseDeps, 'host' | 'emit'> {
  state: AppStateHolder;
  open: OpenConnection;
}

type RequestUseCases = Pick<
  UseCases,
  'requests.list' | 'requests.details' | 'requests.outcome' | 'change.target' | 'change.held'
>;

/** The inbox: what was read of requests, and what AWS says of one just now. */
export function requestCalls({ host, emit, state, open }: Deps): RequestUseCases {
  /** The member that may decide it, else the one that reads its domain. */
  async function seatOf(domainId: string, id: string, signal: AbortSignal): Promise<Result<Member>> {
    const [decider, domains] = [
      await host.ask('requests.decider', { domainId, id }, signal),
      await host.ask('requests.domains', null, signal),
    ];
    if (!decider.ok) return decider;
    if (!domains.ok) return domains;
    const wanted = decider.value.member ?? domains.value.find((d) => d.domainId === domainId)?.member;
    const member = state.get().snapshot?.members.find((m) => m.id === wanted);
    return member
      ? ok(member)
      : fail({ code: 'REQUEST_NO_MEMBER', message: 'No connected profile reads the DataZone domain of this request.' });
  }

  return {
    'change.target': (asked, signal) => host.ask('change.target', asked, signal),
    'change.held': (asked, signal) => host.ask('change.held', asked, signal),

    async 'requests.list'(_, signal) {
      const listed = await host.ask('requests.list', null, signal);
      if (listed.ok)
        emit('requests.changed', { pending: listed.value.filter(({ status }) => status === 'PENDING').length });
      return listed;
    },

    async 'requests.details'(input, signal) {
      const details = await host.ask('requests.details', input, signal);
      if (!details.ok) return details;
      if (details.value.forms.length === 0) return details;
      return ok({ ...details.value, forms: await readForms(details.value, signal) });
    },

    async 'requests.outcome'({ domainId, id }, signal) {
      const [aws, member] = [await open(signal), await seatOf(domainId, id, signal)];
      if (!aws.ok) return aws;
      if (!member.ok) return member;
      try {
        const request = await aws.value.call(
          'datazone:GetSubscriptionRequestDetails',
          member.value,
          { domainIdentifier: domainId, identifier: id },
          { signal },
        );
        const grants = await readGrants(aws.value, member.value, domainId, id, signal);
        return await host.ask(
          'requests.outcome',
          {
            domainId,
            request: {
              status: request.status ?? 'PENDING',
              ...(request.reviewerId === undefined ? {} : { reviewerId: request.reviewerId }),
            },
            grants,
          },
          signal,
        );
      } catch (error) {
        if (error instanceof CallError) return fail(error.trouble);
        throw error;
      }
    },
  };

  /** The forms are read when a request is opened; without a connection their names alone are shown. */
  async function readForms({ summary, forms }: RequestDetails, signal: AbortSignal): Promise<RequestDetails['forms']> {
    const { domainId, id } = summary;
    const [aws, member] = [await open(signal), await seatOf(domainId, id, signal)];
    if (!aws.ok || !member.ok) return forms;
    try {
      const input = { domainIdentifier: domainId, identifier: id };
      const full = await aws.value.call('datazone:GetSubscriptionRequestDetails', member.value, input, { signal });
      return formsOfRequest(full.metadataForms ?? []);
    } catch (error) {
      if (error instanceof CallError) return forms;
      throw error;
    }
  }
}

/** There is no subscription id in a request: its subscription is found by the request (facts datazone 2.1). */
async function readGrants(
  aws: Aws,
  member: Member,
  domainIdentifier: string,
  requestId: string,
  signal: AbortSignal,
): Promise<DzSubscriptionGrant[]> {
  const grants: DzSubscriptionGrant[] = [];
  for (const status of ['APPROVED', 'REVOKED'] as const) {
    const input = { domainIdentifier, subscriptionRequestIdentifier: requestId, status };
    for await (const page of aws.pages('datazone:ListSubscriptions', member, input, { signal }))
      for (const { id: subscriptionId } of page.items ?? []) {
        const list = aws.pages(
          'datazone:ListSubscriptionGrants',
          member,
          { domainIdentifier, subscriptionId },
          { signal },
        );
        for await (const found of list)
          for (const grant of found.items ?? [])
            grants.push({ ...(grant as unknown as DzSubscriptionGrant), domainId: domainIdentifier });
      }
    if (grants.length > 0) break;
  }
  return grants;
}
