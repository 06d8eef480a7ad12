import { applyDensity, applyMode, Density, Mode } from '@cloudscape-design/global-styles';

/** Cloudscape themes by classes on the body; our own variables follow the same class. Compact always. */
export function applyTheme(shown: 'light' | 'dark'): void {
  applyMode(shown === 'dark' ? Mode.Dark : Mode.Light);
  applyDensity(Density.Compact);
}
