import type { ConnectionInfo, ProfileInfo, SnapshotInfo } from '../../contract/calls';
import type { Trouble } from '../../core/model/result';
import { IDLE, loadingAgain, settled, type Async } from './async';
import type { SliceOf } from './create-store';

/** Connections, profiles and stored snapshots: lists that main keeps and pages show. */
export interface ListsSlice {
  connections: Async<ConnectionInfo[]>;
  profiles: Async<ProfileInfo[]>;
  history: Async<SnapshotInfo[]>;
  listTrouble: Trouble | null;
  loadConnections: () => Promise<void>;
  loadHistory: () => Promise<void>;
  useConnection: (name: string) => Promise<void>;
  saveConnection: (name: string, members: { profile: string; region: string }[]) => Promise<boolean>;
  removeConnection: (name: string) => Promise<void>;
  openSnapshot: (id: string) => Promise<void>;
}

export const createListsSlice: SliceOf<ListsSlice> = (bridge, set, get) => ({
  connections: IDLE,
  profiles: IDLE,
  history: IDLE,
  listTrouble: null,
  loadConnections: async () => {
    set({ connections: loadingAgain(get().connections), profiles: loadingAgain(get().profiles) });
    const [connections, profiles] = await Promise.all([
      bridge.call('connections.list', null),
      bridge.call('connections.profiles', null),
    ]);
    set({ connections: settled(connections, get().connections), profiles: settled(profiles, get().profiles) });
  },
  loadHistory: async () => {
    set({ history: loadingAgain(get().history) });
    set({ history: settled(await bridge.call('history.list', null), get().history) });
  },
  useConnection: async (name) => {
    const result = await bridge.call('connections.use', { name });
    set({ listTrouble: result.ok ? null : result.error });
    if (result.ok) {
      get().takeApp(result.value);
      get().navigate('mesh');
    }
  },
  saveConnection: async (name, members) => {
    const result = await bridge.call('connections.save', { name, members });
    set({ listTrouble: result.ok ? null : result.error });
    await get().loadConnections();
    return result.ok;
  },
  removeConnection: async (name) => {
    const result = await bridge.call('connections.remove', { name });
    set({ listTrouble: result.ok ? null : result.error });
    await get().loadConnections();
  },
  openSnapshot: async (id) => {
    const result = await bridge.call('history.open', { id });
    set({ listTrouble: result.ok ? null : result.error });
    if (result.ok) {
      set({ query: { expanded: [] } });
      get().takeApp(result.value);
      get().navigate('mesh');
    }
  },
});
