import type { Layer } from '../../core/model/snapshot';

/** Every layer once; a missing or foreign name is a type error. */
const LAYERS = {
  settings: true,
  permissions: true,
  locations: true,
  'opt-ins': true,
  tags: true,
  'tag-expressions': true,
  'tag-assignments': true,
  'data-filters': true,
  catalogs: true,
  databases: true,
  tables: true,
  'resource-policies': true,
  connections: true,
  crawlers: true,
  jobs: true,
  identity: true,
  'identity-center': true,
  shares: true,
  'dz-domains': true,
  'dz-units': true,
  'dz-projects': true,
  'dz-memberships': true,
  'dz-profiles': true,
  'dz-groups': true,
  'dz-environments': true,
  'dz-targets': true,
  'dz-assets': true,
  'dz-products': true,
  'dz-listings': true,
  'dz-terms': true,
  'dz-requests': true,
  'dz-subscriptions': true,
  'dz-grants': true,
  'dz-filters': true,
  'lineage-nodes': true,
  'lineage-events': true,
} satisfies Record<Layer, true>;

export const unknownLayers = (names: readonly string[]): string[] =>
  names.filter((name) => !Object.hasOwn(LAYERS, name));
