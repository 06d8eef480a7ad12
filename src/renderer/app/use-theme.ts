import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';
import { useEffect, useSyncExternalStore } from 'react';
import { useHeddle } from '../store/StoreProvider';

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

/** Cloudscape themes by classes on the body; our own variables follow the same class. */
export function useTheme(): void {
  const shown = useShownTheme();
  useEffect(() => {
    applyMode(shown === 'dark' ? Mode.Dark : Mode.Light);
    applyDensity(Density.Compact);
  }, [shown]);
}
