import { lazy, type ComponentType, type LazyExoticComponent } from 'react';
import type { IconName } from './ui/Icon';
import type { HeddleState } from './store/create-store';

export interface PageEntry {
  /** Also the target of `navigate` events and of deep links. */
  id: string;
  label: string;
  icon: IconName;
  view: LazyExoticComponent<ComponentType>;
  /** A number beside the label; 0 shows none. */
  badge?: (state: HeddleState) => number;
}

/** Every page there is, in the order of the navigation. A new feature adds one line here. */
export const PAGES: readonly PageEntry[] = [
  {
    id: 'mesh',
    label: 'Mesh',
    icon: 'mesh',
    view: lazy(() => import('./features/mesh/MeshPage').then((m) => ({ default: m.MeshPage }))),
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
