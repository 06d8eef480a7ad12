import { grantProgress, isSettled } from '../../../core/change/request-preview-grants';
import { listRequests, personName } from '../../../core/change/request-preview-list';
import { previewRequest } from '../../../core/change/request-preview';
import { deciderOf } from '../../../core/change/request-preview-decider';
import { sourcesOf } from '../../../core/graph/sources';
import { recordsOf } from '../../../core/model/snapshot';
import { Failure } from '../../store/failure';
import type { HostHandlers } from '../question';
import { accessIndexOf } from './access';

const gone = (): Failure =>
  new Failure({
    code: 'REQUEST_UNKNOWN',
    message: 'This request is not in the mesh on screen any more.',
    wayOut: 'Read the mesh again: it may have been withdrawn.',
  });

export const requestQuestions = {
  'requests.list': (context) => listRequests(context.current().snapshot),

  'requests.details': (context, question) => {
    const details = previewRequest(accessIndexOf(context.current()), question);
    if (details) return details;
    throw gone();
  },

  'requests.domains': (context) => {
    const seen = new Map<string, string>();
    for (const { member, record } of recordsOf(context.current().snapshot, 'dz-domains'))
      if (record.rootDomainUnitId !== undefined && !seen.has(record.id)) seen.set(record.id, member.id);
    return [...seen].map(([domainId, member]) => ({ domainId, member }));
  },

  'requests.decider': (context, { domainId, id }) => {
    const sources = sourcesOf(context.current().snapshot);
    const request = sources.requests.find((r) => r.domainId === domainId && r.id === id);
    if (!request) throw gone();
    const decider = deciderOf(sources, request);
    return { member: 'member' in decider ? decider.member.id : null };
  },

  'requests.outcome': (context, { domainId, request, grants }) => {
    const sources = sourcesOf(context.current().snapshot);
    const rows = grantProgress(sources, domainId, grants);
    const decidedBy =
      request.reviewerId === undefined
        ? undefined
        : (personName(sources, domainId, request.reviewerId) ?? request.reviewerId);
    return {
      status: request.status,
      ...(decidedBy === undefined ? {} : { decidedBy }),
      settled: request.status === 'REJECTED' || isSettled(rows),
      grants: rows,
    };
  },
} satisfies Partial<HostHandlers>;
