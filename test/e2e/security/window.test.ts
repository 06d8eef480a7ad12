import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchHeddle, type HeddleApp } from '../../support/electron-app';

const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'none'; " +
  "worker-src 'self'; frame-src 'none'; object-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

describe('the window', () => {
  let heddle: HeddleApp;
  let server: Server;
  let outside: string;
  let reached: string[] = [];

  beforeAll(async () => {
    server = createServer((request, response) => {
      reached.push(request.url ?? '');
      response.setHeader('access-control-allow-origin', '*').end('<title>hostile</title>');
    });
    await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
    outside = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}/`;
    heddle = await launchHeddle();
  });
  afterAll(async () => {
    await heddle.close();
    server.close();
  });

  it('is made with exactly these web preferences', async () => {
    const preferences = await heddle.app.evaluate(({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]!.webContents as unknown as {
        getLastWebPreferences: () => Record<string, unknown>;
      };
      return contents.getLastWebPreferences();
    });
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    expect(preferences['enableBlinkFeatures'] ?? '').toBe('');
  });

  it('has no Node, and of Heddle only two functions', async () => {
    const seen = await heddle.page.evaluate(() => {
      const all = window as unknown as Record<string, unknown>;
      return {
        node: ['require', 'process', 'module', 'Buffer', 'global', 'electron', 'ipcRenderer'].filter(
          (name) => name in all,
        ),
        bridge: Object.keys(all['heddle'] as object).sort(),
      };
    });
    expect(seen).toEqual({ node: [], bridge: ['call', 'on'] });
  });

  it('is served with the policy as a header, and without sniffing', async () => {
    const headers = await heddle.app.evaluate(async ({ session }) => {
      const answer = await session.defaultSession.fetch('app://console/');
      return { ...Object.fromEntries(answer.headers), status: answer.status };
    });
    expect(headers).toMatchObject({
      status: 200,
      'content-security-policy': POLICY,
      'x-content-type-options': 'nosniff',
      'content-type': 'text/html; charset=utf-8',
      'cross-origin-opener-policy': 'same-origin',
      'referrer-policy': 'no-referrer',
    });
  });

  it('runs no inline script and loads no frame', async () => {
    const violated = await heddle.page.evaluate(async () => {
      const directives: string[] = [];
      document.addEventListener('securitypolicyviolation', (event) => directives.push(event.effectiveDirective));
      const script = document.createElement('script');
      script.textContent = 'window.inlineRan = true';
      const frame = document.createElement('iframe');
      frame.src = 'app://console/';
      document.body.append(script, frame);
      await new Promise((done) => setTimeout(done, 300));
      script.remove();
      frame.remove();
      return { directives: directives.sort(), ran: 'inlineRan' in window };
    });
    expect(violated).toEqual({ directives: ['frame-src', 'script-src-elem'], ran: false });
  });

  it('reaches no network by any means', async () => {
    reached = [];
    const attempts = await heddle.page.evaluate(async (url) => {
      const image = new Promise<string>((done) => {
        const element = new Image();
        element.onload = () => {
          done('loaded');
        };
        element.onerror = () => {
          done('refused');
        };
        element.src = `${url}image`;
      });
      const fetched = fetch(`${url}fetch`).then(
        () => 'loaded',
        () => 'refused',
      );
      const socket = new Promise<string>((done) => {
        const made = new WebSocket(url.replace('http', 'ws'));
        made.onopen = () => {
          done('loaded');
        };
        made.onerror = () => {
          done('refused');
        };
      }).catch(() => 'refused');
      navigator.sendBeacon(`${url}beacon`, 'x');
      return Promise.all([image, fetched, socket]);
    }, outside);
    expect(attempts).toEqual(['refused', 'refused', 'refused']);
    expect(reached).toEqual([]);
  });

  it('has a session that cancels every request but its own, policy or not', async () => {
    reached = [];
    const outcome = await heddle.app.evaluate(async ({ session, BrowserWindow }, url) => {
      const fetched = await session.defaultSession.fetch(url).then(
        () => 'loaded',
        (error: unknown) => String(error),
      );
      const window = new BrowserWindow({ show: false });
      const loaded = await window.loadURL(url).then(
        () => 'loaded',
        (error: unknown) => String(error),
      );
      window.destroy();
      return [fetched, loaded];
    }, outside);
    expect(outcome).toEqual([
      expect.stringContaining('ERR_BLOCKED_BY_CLIENT'),
      expect.stringContaining('ERR_BLOCKED_BY_CLIENT'),
    ]);
    expect(reached).toEqual([]);
  });

  it.each([
    ['another site', () => outside],
    ['a host that begins like ours', () => 'app://console.evil.example/'],
    ['another host of our scheme', () => 'app://elsewhere/'],
    ['a file', () => 'file:///etc/hostname'],
    ['a data document', () => 'data:text/html,<p>hostile</p>'],
  ])('does not navigate to %s', async (_what, target) => {
    await heddle.page.evaluate((url) => {
      (window as unknown as { marker: string }).marker = 'still here';
      location.href = url;
    }, target());
    await heddle.page.waitForTimeout(400);
    const after = await heddle.page.evaluate(() => [
      (window as unknown as { marker?: string }).marker ?? 'gone',
      location.origin,
    ]);
    expect(after).toEqual(['still here', 'app://console']);
  });

  it('opens no second window', async () => {
    const opened = await heddle.page.evaluate((url) => [window.open(url), window.open('app://console/')], outside);
    expect(opened).toEqual([null, null]);
    expect(await heddle.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('attaches no webview, even in a window that would allow it', async () => {
    const kinds = await heddle.app.evaluate(async ({ BrowserWindow, webContents }) => {
      const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } });
      await window.loadURL('app://console/');
      await window.webContents.executeJavaScript(
        `{ const view = document.createElement('webview'); view.src = 'app://console/'; document.body.append(view); 0 }`,
      );
      await new Promise((done) => setTimeout(done, 500));
      const found = webContents.getAllWebContents().map((contents) => contents.getType() as string);
      window.destroy();
      return found;
    });
    expect(kinds).not.toContain('webview');
    expect(kinds).toContain('window');
  });

  it('is denied every permission, asked for or looked up', async () => {
    const answers = await heddle.page.evaluate(async () => {
      const name = (error: unknown) => (error as { name: string }).name;
      return {
        notification: await Notification.requestPermission(),
        geolocation: await new Promise((done) => {
          navigator.geolocation.getCurrentPosition(
            () => {
              done('granted');
            },
            ({ code }) => {
              done(code);
            },
          );
        }),
        camera: await navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'granted', name),
        screen: await navigator.mediaDevices.getDisplayMedia().then(() => 'granted', name),
        clipboard: await navigator.clipboard.readText().then(() => 'granted', name),
        looked: (await navigator.permissions.query({ name: 'geolocation' })).state,
      };
    });
    expect(answers).toEqual({
      notification: 'denied',
      geolocation: 1,
      camera: expect.stringMatching(/NotAllowedError|NotFoundError/) as string,
      screen: expect.not.stringContaining('granted') as string,
      clipboard: 'NotAllowedError',
      looked: 'denied',
    });
  });

  it('downloads nothing', async () => {
    const started = heddle.app.evaluate(
      ({ session }) =>
        new Promise<string>((done) => {
          session.defaultSession.once('will-download', (event) => {
            done(event.defaultPrevented ? 'prevented' : 'saved');
          });
          setTimeout(() => {
            done('never began');
          }, 2000);
        }),
    );
    await heddle.page.waitForTimeout(200);
    await heddle.page.evaluate(() => {
      const link = document.createElement('a');
      link.href = 'data:text/plain,hostile';
      link.download = 'hostile.txt';
      link.click();
    });
    expect(await started).toMatch(/prevented|never began/);
  });
});
