import { Notification, type BrowserWindow } from 'electron';
import type { WindowLink } from './window-link';

/** A desktop notification; a click brings the window forward on the page it is about. */
export const notify =
  (window: BrowserWindow, link: Pick<WindowLink, 'emit'>) =>
  ({ title, body, page }: { title: string; body: string; page: string }): void => {
    if (!Notification.isSupported()) return;
    const shown = new Notification({ title, body });
    shown.on('click', () => {
      if (window.isDestroyed()) return;
      window.show();
      link.emit('navigate', { to: page });
    });
    shown.show();
  };
