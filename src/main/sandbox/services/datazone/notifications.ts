import type { ListNotificationsInput, ListNotificationsOutput, NotificationOutput } from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
import type { Domain } from './state';
import type { StoredRequest } from './subscription-views';
import { page } from './pages';
import { domainOf } from './state';
import { isAdministrator, visibleProjects } from './visibility';

/** The caller's inbox, newest first: what concerns its projects. */
export function listNotifications(input: ListNotificationsInput, call: Call): ListNotificationsOutput {
  const domain = domainOf(call, input.domainIdentifier);
  const mine = visibleProjects(call, domain);
  const all = isAdministrator(call, domain);
  const list = domain.extra.notifications
    .filter((n) => n.type === input.type && (all || (n.projectId !== undefined && mine.has(n.projectId))))
    .filter((n) => input.taskStatus === undefined || n.status === input.taskStatus)
    .filter((n) => input.subjects === undefined || input.subjects.includes(n.topic.subject))
    .filter((n) => input.afterTimestamp === undefined || new Date(n.creationTimestamp) > input.afterTimestamp)
    .filter((n) => input.beforeTimestamp === undefined || new Date(n.creationTimestamp) < input.beforeTimestamp)
    .sort((a, b) => b.creationTimestamp.localeCompare(a.creationTimestamp));
  const { items, token } = page(call, input, list);
  return {
    nextToken: token,
    notifications: items.map(
      (n) =>
        ({
          identifier: n.identifier,
          domainIdentifier: domain.domain.id,
          type: n.type,
          topic: n.topic,
          title: n.title,
          message: n.message,
          status: n.status,
          actionLink: n.actionLink,
          creationTimestamp: new Date(n.creationTimestamp),
          lastUpdatedTimestamp: new Date(n.lastUpdatedTimestamp),
        }) as NotificationOutput,
    ),
  };
}

/** Puts a new request into the publishing project's inbox. */
export function announceRequest(call: Call, domain: Domain, request: StoredRequest): void {
  const now = call.now.toISOString();
  const [listing] = request.subscribedListings;
  const from = request.subscribedPrincipals[0]?.project?.name ?? 'A user';
  domain.extra.notifications.push({
    identifier: `n${request.id}`,
    type: 'TASK',
    topic: {
      subject: 'Subscription request',
      role: 'PROJECT_OWNER',
      resource: { id: request.id, type: 'PROJECT', ...(listing?.name !== undefined && { name: listing.name }) },
    },
    title: `${from} asks for ${listing?.name ?? ''}`,
    message: request.requestReason ?? '',
    status: 'ACTIVE',
    actionLink: `${domain.domain.portalUrl ?? ''}/subscription-requests/${request.id}`,
    creationTimestamp: now,
    lastUpdatedTimestamp: now,
    ...(listing?.ownerProjectId !== undefined && { projectId: listing.ownerProjectId }),
  });
}

/** Closes the task of a request that was decided or withdrawn. */
export function closeTask(call: Call, domain: Domain, requestId: string): void {
  for (const task of domain.extra.notifications) {
    if (task.topic.resource.id !== requestId) continue;
    task.status = 'INACTIVE';
    task.lastUpdatedTimestamp = call.now.toISOString();
  }
}
