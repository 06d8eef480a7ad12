import type { Bridge } from '../contract/calls';

declare global {
  interface Window {
    heddle?: Bridge;
  }
}

/** Without a bridge (the page opened outside the app) every call answers why, so the window can say so. */
const absent: Bridge = {
  call: () =>
    Promise.resolve({
      ok: false,
      error: {
        code: 'BRIDGE_MISSING',
        message: 'This page is not running inside Heddle.',
        wayOut: 'Start it with npm start.',
      },
    }),
  on: () => () => undefined,
};

/** The only reader of `window.heddle`. */
export const getBridge = (): Bridge => window.heddle ?? absent;
