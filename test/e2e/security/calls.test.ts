import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { launchHeddle, type HeddleApp } from '../../support/electron-app';

type Called = { ok: boolean; error?: { code: string } };

describe('calls from the window', () => {
  let heddle: HeddleApp;

  const call = (name: string, input: unknown, id?: unknown): Promise<Called> =>
    heddle.page.evaluate(
      ([calledName, calledInput, calledId]) =>
        (
          window as unknown as { heddle: { call: (name: unknown, input: unknown, id: unknown) => Promise<Called> } }
        ).heddle.call(calledName, calledInput, calledId),
      [name, input, id],
    );

  const opened = (): Promise<string[]> =>
    heddle.app.evaluate(({ shell }) => (shell as unknown as { opened: string[] }).opened);

  beforeAll(async () => {
    heddle = await launchHeddle();
  });
  beforeEach(async () => {
    await heddle.app.evaluate(({ shell }) => {
      const recorded = shell as unknown as { opened: string[]; openExternal: (url: string) => Promise<void> };
      recorded.opened = [];
      recorded.openExternal = (url) => {
        recorded.opened.push(url);
        return Promise.resolve();
      };
    });
  });
  afterAll(() => heddle.close());

  it('are answered to our own page', async () => {
    expect(await call('app.state', null)).toMatchObject({ ok: true });
  });

  it('are refused to another window, even one that shows our page through our preload', async () => {
    const reply = await heddle.app.evaluate(async ({ app, BrowserWindow }) => {
      const window = new BrowserWindow({
        show: false,
        webPreferences: { preload: `${app.getAppPath()}/out/preload/index.cjs` },
      });
      await window.loadURL('app://console/');
      const answer = (await window.webContents.executeJavaScript(`window.heddle.call('app.state', null)`)) as unknown;
      window.destroy();
      return answer;
    });
    expect(reply).toMatchObject({ ok: false, error: { code: 'CALL_REFUSED' } });
  });

  it.each([
    ['a name that does not exist', 'app.quit', null, 'CALL_UNKNOWN'],
    ['a name from the prototype', 'toString', null, 'CALL_UNKNOWN'],
    ['input of a wrong type', 'mesh.details', { id: 7 }, 'CALL_MALFORMED'],
    ['a member that does not exist', 'mesh.details', { id: 'x', path: '/etc/passwd' }, 'CALL_MALFORMED'],
    ['input beyond its bound', 'mesh.details', { id: 'x'.repeat(10_000) }, 'CALL_MALFORMED'],
    ['no input', 'mesh.search', null, 'CALL_MALFORMED'],
  ])('with %s are answered with an error, never thrown', async (_what, name, input, code) => {
    expect(await call(name, input)).toMatchObject({ ok: false, error: { code } });
  });

  it('with an id that is not a short text are refused', async () => {
    expect(await call('app.state', null, 'x'.repeat(65))).toMatchObject({
      ok: false,
      error: { code: 'CALL_MALFORMED' },
    });
  });

  it.each([
    'http://docs.aws.amazon.com/',
    'https://docs.aws.amazon.com.evil.example/',
    'https://evil.example/?docs.aws.amazon.com',
    'https://docs.aws.amazon.com@evil.example/',
    'https://user:password@docs.aws.amazon.com/',
    'https://docs.aws.amazon.com:8443/',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'ms-settings:privacy',
    'not a link',
  ])('do not open %s in the browser', async (url) => {
    expect(await call('app.openLink', { url })).toMatchObject({ ok: false, error: { code: 'LINK_REFUSED' } });
    expect(await opened()).toEqual([]);
  });

  it('open a page of AWS in the browser, also by window.open', async () => {
    const url = 'https://docs.aws.amazon.com/lake-formation/latest/dg/what-is-lake-formation.html';
    expect(await call('app.openLink', { url })).toEqual({ ok: true, value: null });
    await heddle.page.evaluate((link) => {
      window.open(link);
      window.open('https://evil.example/');
    }, url);
    await expect.poll(opened).toEqual([url, url]);
  });
});
