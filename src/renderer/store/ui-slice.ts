import type { AppState } from '../../contract/calls';
import type { SliceOf } from './create-store';

type Theme = AppState['theme'];

/** Where the person is in the window: page, palette, theme, what they closed. */
export interface UiSlice {
  page: string;
  isPaletteOpen: boolean;
  /** Null until the person chooses: then the application's setting counts. */
  chosenTheme: Theme | null;
  isBannerClosed: boolean;
  navigate: (page: string) => void;
  setPaletteOpen: (isOpen: boolean) => void;
  setTheme: (theme: Theme) => void;
  closeBanner: () => void;
}

export const createUiSlice: SliceOf<UiSlice> = (_bridge, set) => ({
  page: 'mesh',
  isPaletteOpen: false,
  chosenTheme: null,
  isBannerClosed: false,
  navigate: (page) => set({ page, isPaletteOpen: false }),
  setPaletteOpen: (isPaletteOpen) => set({ isPaletteOpen }),
  setTheme: (chosenTheme) => set({ chosenTheme }),
  closeBanner: () => set({ isBannerClosed: true }),
});
