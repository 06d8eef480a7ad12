import type { DataZoneSubject } from '../../../core/change/watch-datazone';
import type { DzDomainUnit, DzPolicyGrant, DzRule, DzSubscriptionRequest } from '../../../core/model/datazone';
import type { Layer, LayerRecords, Member, Part } from '../../../core/model/snapshot';
import type { Aws } from '../../aws/aws';
import type { Input } from '../../aws/services';
import { recordsOfPage } from '../crawl/run';

export const part = <L extends Layer>(member: Member, layer: L, records: LayerRecords[L][]): Part =>
  ({ member: member.id, layer, readAt: '', records }) as unknown as Part;

/** Reads what DataZone keeps of one subject. Throws CallError. */
export async function readDataZoneSubject(aws: Aws, member: Member, subject: DataZoneSubject): Promise<Part[]> {
  const { domainId } = subject;
  const domainIdentifier = domainId;
  switch (subject.kind) {
    case 'request': {
      const { id } = subject;
      const input = { domainIdentifier, identifier: id };
      const found = await aws.call('datazone:GetSubscriptionRequestDetails', member, input);
      return [part(member, 'dz-requests', recordsOfPage([{ ...found, domainId, id }]))];
    }
    case 'subscription': {
      const { id } = subject;
      const found = await aws.call('datazone:GetSubscription', member, { domainIdentifier, identifier: id });
      return [part(member, 'dz-subscriptions', recordsOfPage([{ ...found, domainId, id }]))];
    }
    case 'membership': {
      const { projectId } = subject;
      const found: LayerRecords['dz-memberships'][] = [];
      const input = { domainIdentifier, projectIdentifier: projectId };
      for await (const page of aws.pages('datazone:ListProjectMemberships', member, input))
        for (const one of page.members ?? []) found.push({ domainId, projectId, ...one } as never);
      return [part(member, 'dz-memberships', found)];
    }
    case 'asked': {
      const found: DzSubscriptionRequest[] = [];
      const input = { domainIdentifier, status: 'PENDING' as const, subscribedListingId: subject.listingId };
      for await (const page of aws.pages('datazone:ListSubscriptionRequests', member, input))
        for (const one of page.items ?? []) found.push({ ...one, domainId } as never);
      return [part(member, 'dz-requests', found)];
    }
    case 'grant': {
      const input = { domainIdentifier, identifier: subject.id };
      const found = await aws.call('datazone:GetSubscriptionGrant', member, input);
      return [part(member, 'dz-grants', recordsOfPage([{ ...found, domainId }]))];
    }
    case 'grants-in': {
      const { environmentId, listingId } = subject;
      const found: LayerRecords['dz-grants'][] = [];
      const input = { domainIdentifier, environmentId, subscribedListingId: listingId };
      for await (const page of aws.pages('datazone:ListSubscriptionGrants', member, input))
        for (const one of page.items ?? []) found.push({ ...one, domainId } as never);
      return [part(member, 'dz-grants', found)];
    }
    case 'unit-owners': {
      const id = subject.unitId;
      const found = await aws.call('datazone:GetDomainUnit', member, { domainIdentifier, identifier: id });
      return [part(member, 'dz-units', [{ ...(found as Partial<DzDomainUnit>), domainId, id } as DzDomainUnit])];
    }
    case 'policy': {
      const { unitId, policyType, entityType = 'DOMAIN_UNIT' as const } = subject;
      const place = { entityType, entityIdentifier: unitId, policyType };
      const input = { domainIdentifier, ...place } as Input<'datazone:ListPolicyGrants'>;
      const found: DzPolicyGrant[] = [];
      for await (const page of aws.pages('datazone:ListPolicyGrants', member, input))
        for (const one of page.grantList ?? []) found.push({ ...one, domainId, ...place } as never);
      return [part(member, 'dz-policies', found)];
    }
    case 'rule':
      return [part(member, 'dz-rules', [await readRule(aws, member, domainId, subject.id)])];
    case 'rule-named': {
      const { unitId, name } = subject;
      const input = { domainIdentifier, targetType: 'DOMAIN_UNIT' as const, targetIdentifier: unitId };
      const ids: string[] = [];
      for await (const page of aws.pages('datazone:ListRules', member, input))
        for (const one of page.items ?? []) if (one.name === name && one.identifier) ids.push(one.identifier);
      const rules = await Promise.all(ids.map((id) => readRule(aws, member, domainId, id)));
      return [part(member, 'dz-rules', rules)];
    }
  }
}

async function readRule(aws: Aws, member: Member, domainId: string, identifier: string): Promise<DzRule> {
  const found = await aws.call('datazone:GetRule', member, { domainIdentifier: domainId, identifier });
  return { ...(found as unknown as DzRule), domainId, identifier };
}
