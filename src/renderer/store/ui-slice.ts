import type { AppState } from '../../contract/calls';
import type { SliceOf } from './create-store';

type Theme = AppState['theme'];

/** Where the person is in the window: page, palette, theme, what they closed. */
export interface UiSlice {
  page: string;
  /** What stood after the page's `?`: the page reads it and asks it. */
  link: string;
  isPaletteOpen: boolean;
  /** Null until the person chooses: then the application's setting counts. */
  chosenTheme: Theme | null;
  isBannerClosed: boolean;
  /** A page's id, with a query where the page understands one: `access?who=sales.orders`. */
  navigate: (to: string) => void;
  setPaletteOpen: (isOpen: boolean) => void;
  setTheme: (theme: Theme) => void;
  closeBanner: () => void;
}

export const createUiSlice: SliceOf<UiSlice> = (_bridge, set) => ({
  page: 'mesh',
  link: '',
  isPaletteOpen: false,
  chosenTheme: null,
  isBannerClosed: false,
  navigate: (to) => {
    const at = to.indexOf('?');
    set({ page: at < 0 ? to : to.slice(0, at), link: at < 0 ? '' : to.slice(at + 1), isPaletteOpen: false });
  },
  setPaletteOpen: (isPaletteOpen) => set({ isPaletteOpen }),
  setTheme: (chosenTheme) => set({ chosenTheme }),
  closeBanner: () => set({ isBannerClosed: true }),
});
