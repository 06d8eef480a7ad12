import { join } from 'node:path';
import { describe, expect, it, vi } from 'vitest';

const { listeners, app } = vi.hoisted(() => {
  const added = new Map<string, (...given: never[]) => void>();
  return {
    listeners: added,
    app: {
      isPackaged: false,
      commandLine: { hasSwitch: vi.fn<(name: string) => boolean>() },
      enableSandbox: vi.fn<() => void>(),
      requestSingleInstanceLock: vi.fn<() => boolean>(() => false),
      setPath: vi.fn<(name: string, path: string) => void>(),
      getVersion: () => '0',
      quit: vi.fn<() => void>(),
      whenReady: vi.fn<() => Promise<void>>(),
      on: (name: string, listener: (...given: never[]) => void) => added.set(name, listener),
    },
  };
});
const { schemes, dialog } = vi.hoisted(() => ({
  schemes: vi.fn<(schemes: unknown) => void>(),
  dialog: { showMessageBox: vi.fn<(...given: unknown[]) => Promise<{ response: number }>>() },
}));
vi.mock('electron', () => ({
  app,
  dialog,
  BrowserWindow: null,
  nativeTheme: {},
  protocol: { registerSchemesAsPrivileged: schemes },
}));

import { enforceSandbox } from '../../../src/main/app/chromium-sandbox';
import { confirmWrite } from '../../../src/main/app/confirm-write';
import { secureContents } from '../../../src/main/app/contents-security';
import { CONTENT_SECURITY_POLICY, developmentPolicy } from '../../../src/main/app/content-security-policy';
import { devServer } from '../../../src/main/app/dev-server';
import { secureSession } from '../../../src/main/app/session-security';
import { webPreferences } from '../../../src/main/app/window';

type Any = (...given: unknown[]) => unknown;

function fakeSession() {
  const set: Record<string, Any> = {};
  const remember = (name: string) => (handler: Any) => {
    set[name] = handler;
  };
  const session = {
    setPermissionRequestHandler: remember('request'),
    setPermissionCheckHandler: remember('check'),
    setDevicePermissionHandler: remember('device'),
    setDisplayMediaRequestHandler: remember('display'),
    webRequest: { onBeforeRequest: remember('before'), onHeadersReceived: remember('headers') },
    on: (name: string, handler: Any) => {
      set[name] = handler;
    },
  };
  return { session: session as never, set };
}

const answer = (handler: Any | undefined, ...given: unknown[]): unknown => {
  let said: unknown;
  handler?.(...given, (decision: unknown) => (said = decision));
  return said;
};

describe('the session', () => {
  const PERMISSIONS = [
    'geolocation',
    'media',
    'notifications',
    'openExternal',
    'clipboard-read',
    'midiSysex',
    'fullscreen',
  ];

  it('grants nothing but the copying of text', () => {
    const { session, set } = fakeSession();
    secureSession(session, null);
    for (const permission of PERMISSIONS) {
      expect(answer(set['request'], null, permission)).toBe(false);
      expect(set['check']?.(null, permission)).toBe(false);
    }
    expect(answer(set['request'], null, 'clipboard-sanitized-write')).toBe(true);
    expect(set['check']?.(null, 'clipboard-sanitized-write')).toBe(true);
  });

  it('downloads nothing', () => {
    const { session, set } = fakeSession();
    secureSession(session, null);
    const preventDefault = vi.fn<() => void>();
    set['will-download']?.({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('gives no device and no screen', () => {
    const { session, set } = fakeSession();
    secureSession(session, null);
    expect(set['device']?.({ deviceType: 'usb' })).toBe(false);
    expect(answer(set['display'], {})).toEqual({});
  });

  it.each([
    ['app://console/assets/a.js', null, false],
    ['app://elsewhere/', null, true],
    ['https://docs.aws.amazon.com/', null, true],
    ['http://localhost:5173/', null, true],
    ['devtools://devtools/bundled/x.js', null, true],
    ['file:///etc/passwd', null, true],
    ['http://localhost:5173/main.tsx', 'http://localhost:5173', false],
    ['ws://localhost:5173/', 'http://localhost:5173', false],
    ['http://localhost:5174/', 'http://localhost:5173', true],
  ])('request of %s with dev server %s: cancelled %s', (url, devServer, cancel) => {
    const { session, set } = fakeSession();
    secureSession(session, devServer);
    expect(answer(set['before'], { url })).toEqual({ cancel });
  });

  it('loosens the policy for the dev server only', () => {
    const { session, set } = fakeSession();
    secureSession(session, null);
    expect(set['headers']).toBeUndefined();
    expect(CONTENT_SECURITY_POLICY).not.toContain('unsafe');
    expect(developmentPolicy('http://localhost:5173')).toContain(
      'connect-src http://localhost:5173 ws://localhost:5173',
    );
  });
});

describe('every web contents', () => {
  const open = () => {
    const handlers: Record<string, Any> = {};
    const openLink = vi.fn<(url: string) => void>();
    secureContents('app://console', openLink);
    const contents = {
      on: (name: string, handler: Any) => {
        handlers[name] = handler;
      },
      setWindowOpenHandler: (handler: Any) => {
        handlers['open'] = handler;
      },
    };
    listeners.get('web-contents-created')?.(...([{}, contents] as never[]));
    return { handlers, openLink };
  };

  it.each(['will-navigate', 'will-frame-navigate', 'will-redirect'])('stays on our origin at %s', (name) => {
    const { handlers } = open();
    const prevented = (url: string) => {
      const preventDefault = vi.fn<() => void>();
      handlers[name]?.({ url, preventDefault });
      return preventDefault.mock.calls.length === 1;
    };
    expect(prevented('app://console/mesh')).toBe(false);
    expect(prevented('app://console.evil.example/')).toBe(true);
    expect(prevented('https://evil.example/')).toBe(true);
  });

  it('attaches no webview', () => {
    const { handlers } = open();
    const preventDefault = vi.fn<() => void>();
    handlers['will-attach-webview']?.({ preventDefault });
    expect(preventDefault).toHaveBeenCalledOnce();
  });

  it('opens no window, and leaves the link to the allow-list', () => {
    const { handlers, openLink } = open();
    expect(handlers['open']?.({ url: 'https://evil.example/' })).toEqual({ action: 'deny' });
    expect(openLink).toHaveBeenCalledWith('https://evil.example/');
  });
});

describe('the renderer', () => {
  it('is made with exactly these preferences', () => {
    expect(webPreferences('/p.cjs', true)).toEqual({
      preload: '/p.cjs',
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webviewTag: false,
      spellcheck: false,
      devTools: false,
    });
  });

  it.each([
    ['unpackaged', false, false, true],
    ['unpackaged as root in a test', false, true, false],
    ['packaged', true, false, true],
    ['packaged, whatever its command line says', true, true, true],
  ])('is sandboxed when %s', (_what, isPackaged, noSandbox, enforced) => {
    app.isPackaged = isPackaged;
    app.commandLine.hasSwitch.mockReturnValue(noSandbox);
    app.enableSandbox.mockClear();
    enforceSandbox();
    expect(app.enableSandbox.mock.calls.length === 1).toBe(enforced);
  });
});

describe('the start', () => {
  it('keeps files private, sandboxes, registers the scheme and claims the folder, before anything else', async () => {
    app.isPackaged = true;
    app.enableSandbox.mockClear();
    const [umask, home] = [vi.spyOn(process, 'umask').mockReturnValue(0), '/nowhere/heddle'];
    vi.stubEnv('HEDDLE_HOME', home);
    await import('../../../src/main/index');
    vi.unstubAllEnvs();
    expect(umask).toHaveBeenCalledWith(0o077);
    umask.mockRestore();
    expect(app.setPath).toHaveBeenCalledWith('userData', join(home, 'window'));
    expect(app.enableSandbox).toHaveBeenCalledOnce();
    expect(schemes).toHaveBeenCalledWith([
      { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
    ]);
    expect(app.requestSingleInstanceLock).toHaveBeenCalledOnce();
    // Another one has the folder.
    expect(app.quit).toHaveBeenCalledOnce();
    expect(app.whenReady).not.toHaveBeenCalled();
  });
});

describe('a packaged app', () => {
  it('takes its page from no development server', () => {
    const env = { ELECTRON_RENDERER_URL: 'http://localhost:5173/index.html' };
    app.isPackaged = true;
    expect(devServer(env)).toBeNull();
    app.isPackaged = false;
    expect(devServer(env)).toBe('http://localhost:5173');
    expect(devServer({})).toBeNull();
  });

  it('asks before a write, whatever the environment answers; Enter and Escape send nothing', async () => {
    const asked = { writes: [{ account: '111122223333', role: 'Admin', calls: 2 }], sentences: ['Grants SELECT.'] };
    const answer = (response: number): Promise<boolean> => {
      dialog.showMessageBox.mockResolvedValueOnce({ response });
      return confirmWrite(null as never, { HEDDLE_TEST_CONFIRM: 'yes' })(asked as never);
    };
    app.isPackaged = true;
    expect(await answer(1)).toBe(false);
    expect(await answer(0)).toBe(true);
    expect(dialog.showMessageBox).toHaveBeenCalledTimes(2);
    expect(dialog.showMessageBox.mock.calls[0]?.[1]).toMatchObject({ defaultId: 1, cancelId: 1 });
    app.isPackaged = false;
    expect(await answer(1)).toBe(true);
    expect(dialog.showMessageBox).toHaveBeenCalledTimes(2);
  });
});
