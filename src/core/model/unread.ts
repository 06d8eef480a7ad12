import type { CoverageGap } from './snapshot';

/** What a layer holds, as people call it. */
export const LAYER_WORDS: Record<CoverageGap['layer'], string> = {
  account: 'everything',
  settings: 'data lake settings',
  permissions: 'permissions',
  locations: 'registered locations',
  'opt-ins': 'opt-ins',
  tags: 'LF-Tags',
  'tag-expressions': 'saved expressions',
  'tag-assignments': 'tag assignments',
  'data-filters': 'data cells filters',
  catalogs: 'catalogs',
  databases: 'databases',
  tables: 'tables',
  'resource-policies': 'resource policies',
  connections: 'Glue connections',
  crawlers: 'crawlers',
  jobs: 'jobs',
  identity: 'roles and users',
  'identity-center': 'directory users and groups',
  shares: 'resource shares',
  'dz-domains': 'DataZone domains',
  'dz-units': 'domain units',
  'dz-entities': 'blueprints, environment profiles and asset types',
  'dz-policies': 'policy grants',
  'dz-rules': 'rules',
  'dz-projects': 'projects',
  'dz-memberships': 'project members',
  'dz-profiles': 'user profiles',
  'dz-groups': 'group profiles',
  'dz-environments': 'environments',
  'dz-targets': 'subscription targets',
  'dz-assets': 'assets',
  'dz-products': 'data products',
  'dz-listings': 'listings',
  'dz-terms': 'glossary terms',
  'dz-requests': 'subscription requests',
  'dz-subscriptions': 'subscriptions',
  'dz-grants': 'subscription grants',
  'dz-filters': 'asset filters',
  'lineage-nodes': 'lineage nodes',
  'lineage-events': 'lineage events',
};

/** Gaps of these layers that hide records; what is only partial, or lies in an account without a member, is told elsewhere. */
export function unreadOf(
  coverage: readonly CoverageGap[],
  layers: readonly CoverageGap['layer'][],
): readonly CoverageGap[] {
  return coverage.filter(
    ({ layer, kind }) => kind !== 'partial' && kind !== 'unread-account' && layers.includes(layer),
  );
}

const NAMED = 3;

/** `the permissions and LF-Tags of account 111122223333`; empty where there is no gap. */
export function unreadWords(gaps: readonly CoverageGap[]): string {
  if (!gaps.length) return '';
  const layers = [...new Set(gaps.map(({ layer }) => LAYER_WORDS[layer]))];
  const accounts = [...new Set(gaps.map(({ account, member }) => account ?? member))].sort();
  const where =
    accounts.length > NAMED ? `${String(accounts.length)} accounts` : `account${accounts.length > 1 ? 's' : ''} ${listed(accounts)}`; // prettier-ignore
  return `the ${layers.length > NAMED ? `${layers.slice(0, NAMED).join(', ')} and more` : listed(layers)} of ${where}`;
}

const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join('') : `${names.slice(0, -1).join(', ')} and ${names.at(-1)!}`;
