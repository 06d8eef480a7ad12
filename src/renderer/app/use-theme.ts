import { useEffect, useSyncExternalStore } from 'react';
import { useHeddle } from '../store/StoreProvider';
import { applyTheme } from '../ui/apply-theme';

const query = '(prefers-color-scheme: dark)';
const subscribe = (listener: () => void): (() => void) => {
  const list = window.matchMedia(query);
  list.addEventListener('change', listener);
  return () => list.removeEventListener('change', listener);
};

/** The theme on screen: what the person chose, else the application's setting, else the system's. */
export function useShownTheme(): 'light' | 'dark' {
  const chosen = useHeddle((s) => s.chosenTheme ?? s.app.value?.theme ?? 'system');
  const isSystemDark = useSyncExternalStore(subscribe, () => window.matchMedia(query).matches);
  return chosen === 'system' ? (isSystemDark ? 'dark' : 'light') : chosen;
}

/** Keeps the page in the theme that is to be shown. */
export function useTheme(): void {
  const shown = useShownTheme();
  useEffect(() => {
    applyTheme(shown);
  }, [shown]);
}
