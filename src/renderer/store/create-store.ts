import { createStore, type StateCreator, type StoreApi } from 'zustand';
import type { Bridge } from '../../contract/calls';
import { createAccessSlice, type AccessSlice } from './access-slice';
import { createChangeSlice, type ChangeSlice } from './change-slice';
import { createCodeSlice, type CodeSlice } from './code-slice';
import { createAppSlice, type AppSlice } from './app-slice';
import { createGovernanceSlice, type GovernanceSlice } from './governance-slice';
import { createLakeSlice, type LakeSlice } from './lake-slice';
import { createLineageSlice, type LineageSlice } from './lineage-slice';
import { createListsSlice, type ListsSlice } from './lists-slice';
import { createMeshSlice, type MeshSlice } from './mesh-slice';
import { createRequestsSlice, type RequestsSlice } from './requests-slice';
import { createUiSlice, type UiSlice } from './ui-slice';

export type HeddleState = LineageSlice &
  LakeSlice &
  AppSlice &
  MeshSlice &
  ListsSlice &
  UiSlice &
  AccessSlice &
  ChangeSlice &
  CodeSlice &
  RequestsSlice &
  GovernanceSlice;
export type HeddleStore = StoreApi<HeddleState>;

/** A part of the store: its state and the actions on it, made over the bridge. */
export type SliceOf<S> = (bridge: Bridge, ...args: Parameters<StateCreator<HeddleState>>) => S;

/** A store of its own per window and per test; the bridge is the only way out of it. */
export function createHeddleStore(bridge: Bridge): HeddleStore {
  return createStore<HeddleState>()((...args) => ({
    ...createAppSlice(bridge, ...args),
    ...createMeshSlice(bridge, ...args),
    ...createListsSlice(bridge, ...args),
    ...createUiSlice(bridge, ...args),
    ...createAccessSlice(bridge, ...args),
    ...createChangeSlice(bridge, ...args),
    ...createCodeSlice(bridge, ...args),
    ...createRequestsSlice(bridge, ...args),
    ...createGovernanceSlice(bridge, ...args),
    ...createLineageSlice(bridge, ...args),
    ...createLakeSlice(bridge, ...args),
  }));
}
