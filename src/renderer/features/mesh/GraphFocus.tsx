import { createContext, useContext, type ReactNode } from 'react';

const FocusContext = createContext<(id: string) => void>(() => undefined);

/** One node takes part in the tab order at a time; whichever gets the focus becomes that one. */
export function GraphFocus({ value, children }: { value: (id: string) => void; children: ReactNode }) {
  return <FocusContext value={value}>{children}</FocusContext>;
}

export const useGraphFocus = (): ((id: string) => void) => useContext(FocusContext);
