import { createContext, useContext, type ReactNode } from 'react';
import { useStore } from 'zustand';
import type { HeddleState, HeddleStore } from './create-store';

const StoreContext = createContext<HeddleStore | null>(null);

export function StoreProvider({ store, children }: { store: HeddleStore; children: ReactNode }) {
  return <StoreContext value={store}>{children}</StoreContext>;
}

/** Select primitives or stored references: a selector that makes a new object each time renders for ever. */
export function useHeddle<T>(selector: (state: HeddleState) => T): T {
  return useStore(useHeddleStore(), selector);
}

export function useHeddleStore(): HeddleStore {
  const store = useContext(StoreContext);
  if (!store) throw new Error('A component that reads the store is outside of StoreProvider.');
  return store;
}
