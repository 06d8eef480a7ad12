import { app, type WebContents } from 'electron';
import { isOfOrigin } from './origin';

/** Applies to every web contents that ever comes to be: none may leave `origin`, open a window or embed another page. */
export function secureContents(origin: string, openLink: (url: string) => void): void {
  app.on('web-contents-created', (_event, contents) => {
    secureOne(contents, origin, openLink);
  });
}

function secureOne(contents: WebContents, origin: string, openLink: (url: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (!isOfOrigin(event.url, origin)) event.preventDefault();
  });
  contents.on('will-frame-navigate', (event) => {
    if (!isOfOrigin(event.url, origin)) event.preventDefault();
  });
  contents.on('will-redirect', (event) => {
    if (!isOfOrigin(event.url, origin)) event.preventDefault();
  });
  contents.on('will-attach-webview', (event) => {
    event.preventDefault();
  });
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url);
    return { action: 'deny' };
  });
}
