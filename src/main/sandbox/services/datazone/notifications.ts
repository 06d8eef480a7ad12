import type { ListNotificationsInput, ListNotificationsOutput, NotificationOutput } from '@aws-sdk/client-datazone';
import type { Call } from '../../service';
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
