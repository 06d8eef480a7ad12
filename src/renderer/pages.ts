import { lazy, type ComponentType } from 'react';
import { MeshPage } from './features/mesh/MeshPage';
import type { IconName } from './ui/Icon';
import type { CoverageGap } from '../core/model/snapshot';
import type { HeddleState } from './store/create-store';

export interface PageEntry {
  /** Also the target of `navigate` events and of deep links. */
  id: string;
  label: string;
  icon: IconName;
  view: ComponentType;
  /** A number beside the label; 0 shows none. */
  badge?: (state: HeddleState) => number;
  /** Layers without which the page shows less than there is; it then says so. */
  needs?: readonly CoverageGap['layer'][];
  /** Shows something of its own before the first reading. */
  standsAlone?: boolean;
}

const GRANTS = ['permissions', 'settings', 'locations', 'opt-ins'] as const;
const TAGS = ['tags', 'tag-assignments', 'tag-expressions', 'data-filters'] as const;
const CATALOG = ['catalogs', 'databases', 'tables'] as const;
const PRODUCTS = ['dz-domains', 'dz-units', 'dz-projects', 'dz-assets', 'dz-products', 'dz-listings'] as const;
const SUBSCRIPTIONS = ['dz-requests', 'dz-subscriptions', 'dz-grants', 'dz-targets', 'dz-environments'] as const;

/** Every page there is, in the order of the navigation. A new feature adds one line here. */
export const PAGES: readonly PageEntry[] = [
  {
    id: 'mesh',
    standsAlone: true,
    needs: [...GRANTS, ...CATALOG, ...PRODUCTS, ...SUBSCRIPTIONS],
    label: 'Mesh',
    icon: 'mesh',
    // The first page comes with the frame: fetched apart, it would only be waited for.
    view: MeshPage,
  },
  {
    id: 'access',
    needs: [...GRANTS, ...TAGS, ...CATALOG],
    label: 'Access',
    icon: 'access',
    view: lazy(() => import('./features/access/AccessPage').then((m) => ({ default: m.AccessPage }))),
  },
  {
    id: 'requests',
    needs: [...PRODUCTS, ...SUBSCRIPTIONS, 'permissions'],
    label: 'Requests',
    icon: 'requests',
    view: lazy(() => import('./features/requests/RequestsPage').then((m) => ({ default: m.RequestsPage }))),
    badge: ({ pending }) => pending,
  },
  {
    id: 'changes',
    standsAlone: true,
    needs: [...GRANTS, ...TAGS, ...CATALOG],
    label: 'Changes',
    icon: 'changes',
    view: lazy(() => import('./features/changes/ChangesPage').then((m) => ({ default: m.ChangesPage }))),
    badge: ({ basket }) => basket.value?.lines.length ?? 0,
  },
  {
    id: 'lineage',
    needs: ['lineage-nodes', 'lineage-events', 'jobs', 'crawlers', ...CATALOG, ...GRANTS, ...TAGS],
    label: 'Lineage',
    icon: 'lineage',
    view: lazy(() => import('./features/lineage/LineagePage').then((m) => ({ default: m.LineagePage }))),
  },
  {
    id: 'domains',
    needs: ['dz-domains', 'dz-units', 'dz-policies', 'dz-entities', 'dz-rules', 'dz-projects', 'dz-memberships'],
    label: 'Domains',
    icon: 'domain',
    view: lazy(() => import('./features/domains/DomainsPage').then((m) => ({ default: m.DomainsPage }))),
  },
  {
    id: 'tags',
    needs: [...TAGS, 'permissions'],
    label: 'Tags',
    icon: 'tags',
    view: lazy(() => import('./features/tags/TagsPage').then((m) => ({ default: m.TagsPage }))),
  },
  {
    id: 'lake',
    needs: ['locations', 'opt-ins', 'settings'],
    label: 'Lake settings',
    icon: 'location',
    view: lazy(() =>
      import('./features/lake-settings/LakeSettingsPage').then((m) => ({ default: m.LakeSettingsPage })),
    ),
  },
  {
    id: 'findings',
    needs: [...GRANTS, ...TAGS, ...CATALOG, ...PRODUCTS, ...SUBSCRIPTIONS, 'identity'],
    label: 'Findings',
    icon: 'findings',
    badge: (state) => state.findings.value?.length ?? 0,
    view: lazy(() => import('./features/findings/FindingsPage').then((m) => ({ default: m.FindingsPage }))),
  },
  {
    id: 'history',
    label: 'History',
    icon: 'history',
    view: lazy(() => import('./features/history/HistoryPage').then((m) => ({ default: m.HistoryPage }))),
  },
  {
    id: 'connect',
    label: 'Connect',
    icon: 'connect',
    view: lazy(() => import('./features/connections/ConnectionsPage').then((m) => ({ default: m.ConnectionsPage }))),
  },
];

export const FIRST_PAGE = 'mesh';
