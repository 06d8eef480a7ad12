import type { WebContents } from 'electron';

/** A page that never comes must not keep Heddle from starting: what is wrong has to be told. */
const PATIENCE_MS = 3_000;

/** Resolves when the page and its scripts have been fetched and have run once, or are not coming. */
export const pageIsIn = (contents: Pick<WebContents, 'once'>): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, PATIENCE_MS);
    for (const event of ['dom-ready', 'did-fail-load'] as const)
      contents.once(event as 'dom-ready', () => {
        clearTimeout(timer);
        resolve();
      });
  });
