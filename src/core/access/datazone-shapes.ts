import { list, mapOf, object, optional, text, type Shape } from '../model/shape';
import type { Layer } from '../model/snapshot';

const one = optional(text);
const texts = optional(list(text));
const things = optional(object({}));
const forms = optional(mapOf(object({})));
const inDomain = (members: Record<string, Shape>): Shape => object({ domainId: text, ...members });

/** The members of DataZone's records that answers about access read. A record without them says nothing there. */
export const DATAZONE_SHAPES: Partial<Record<Layer, Shape>> = {
  'dz-projects': inDomain({ id: text, name: text }),
  'dz-environments': inDomain({
    projectId: text,
    id: text,
    provisionedResources: optional(list(object({ name: one, value: text }))),
  }),
  'dz-targets': inDomain({ environmentId: text, id: text, authorizedPrincipals: texts, manageAccessRole: one }),
  'dz-assets': inDomain({ identifier: text, externalIdentifier: one, forms }),
  'dz-products': inDomain({
    id: text,
    name: text,
    owningProjectId: text,
    items: optional(list(object({ identifier: text }))),
  }),
  'dz-listings': inDomain({
    listingId: text,
    name: text,
    entityId: text,
    owningProjectId: text,
    forms,
    items: optional(list(object({ listingId: text }))),
  }),
  'dz-subscriptions': inDomain({
    id: text,
    status: text,
    subscribedPrincipal: object({
      project: optional(object({ id: text, name: one })),
      user: optional(object({ id: text })),
      group: optional(object({ id: text, name: one })),
      iam: optional(object({ principalArn: one })),
    }),
    subscribedListing: object({ id: text, name: one, item: things }),
  }),
  'dz-grants': inDomain({
    id: text,
    status: text,
    environmentId: one,
    subscriptionTargetId: text,
    subscriptionId: one,
    grantedEntity: object({ listing: optional(object({ id: text })) }),
    assets: optional(
      list(
        object({
          assetId: text,
          failureCause: optional(object({ message: one })),
          assetScope: optional(object({ scopeName: one })),
        }),
      ),
    ),
  }),
  'dz-profiles': inDomain({ id: text, details: optional(object({ iam: optional(object({ arn: one })) })) }),
  'dz-groups': inDomain({ id: text, rolePrincipalArn: one }),
};
