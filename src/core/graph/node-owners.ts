import type { DzOwner } from '../model/datazone';
import { dzKey, type Sources } from './sources';
import { splitKey } from './tables';
import type { GraphNode } from './types';

/** Who answers for a node: unit owners of a domain, owners among a project's members, the owning project of the rest. */
export function ownersOf(sources: Sources, node: GraphNode): string[] {
  const [dzDomain = '', id = ''] = node.id.slice(node.id.indexOf(':') + 1).split('/');
  if (node.kind === 'domain') {
    const unit = sources.units.get(dzKey(dzDomain, id));
    return (unit?.owners ?? []).map((owner) => ownerName(sources, dzDomain, owner));
  }
  if (node.kind === 'project') {
    return sources.memberships
      .filter((m) => m.domainId === dzDomain && m.projectId === id)
      .map(
        (m) =>
          `${ownerName(sources, dzDomain, m.memberDetails)} (${m.designation.replace(/^PROJECT_/, '').toLowerCase()})`,
      );
  }
  const project = owningProject(sources, node, dzKey(dzDomain, id));
  return project ? [sources.projects.get(project)?.name ?? project] : tableOwner(sources, node);
}

function owningProject(sources: Sources, node: GraphNode, key: string): string | undefined {
  if (node.kind === 'product') {
    const product =
      sources.products.get(key) ?? [...sources.listings.values()].find((l) => dzKey(l.domainId, l.entityId) === key);
    return product && dzKey(product.domainId, product.owningProjectId);
  }
  if (node.kind !== 'table') return undefined;
  const [, database = '', table = ''] = splitKey(node.id.replace(/^table:/, ''));
  const named = [...sources.listings.values(), ...sources.assets.values()].find((face) => {
    const form = face.forms['GlueTableForm'] ?? face.forms['GlueViewForm'];
    if (!form) return 'identifier' in face && node.id.endsWith(`/${face.identifier}`);
    return (
      same(form['tableName'], table) &&
      same(form['databaseName'], database) &&
      (!node.account || sameAccount(form, node.account))
    );
  });
  return named && dzKey(named.domainId, named.owningProjectId);
}

const same = (value: unknown, name: string): boolean => typeof value === 'string' && value.toLowerCase() === name;
const sameAccount = (form: Record<string, unknown>, account: string): boolean =>
  [form['catalogId'], form['tableArn']].some((value) => typeof value === 'string' && value.includes(account));

function tableOwner(sources: Sources, node: GraphNode): string[] {
  const owner = node.kind === 'table' ? sources.tables.get(node.id.replace(/^table:/, ''))?.Owner : undefined;
  return owner ? [owner] : [];
}

function ownerName(sources: Sources, dzDomain: string, { user, group }: DzOwner): string {
  if (group) return sources.groupProfiles.get(dzKey(dzDomain, group.groupId))?.groupName ?? group.groupId;
  const details = user && sources.userProfiles.get(dzKey(dzDomain, user.userId))?.details;
  const { username, firstName, lastName } = details?.sso ?? {};
  const full = [firstName, lastName].filter(Boolean).join(' ');
  return full || username || details?.iam?.arn?.split('/').pop() || user?.userId || 'unknown';
}

/** The description that DataZone holds for a node. */
export function descriptionOf(sources: Sources, node: GraphNode): string | undefined {
  const key = node.id.slice(node.id.indexOf(':') + 1);
  if (node.kind === 'project') return sources.projects.get(key)?.description;
  if (node.kind === 'domain') return sources.units.get(key)?.description;
  if (node.kind === 'product')
    return (
      sources.products.get(key)?.description ??
      [...sources.listings.values()].find((l) => dzKey(l.domainId, l.entityId) === key)?.description
    );
  return undefined;
}
