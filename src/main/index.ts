import { join } from 'node:path';
import { app, session, type BrowserWindow } from 'electron';
import { registerScheme, servePage } from './app/app-protocol';
import { enforceSandbox } from './app/chromium-sandbox';
import { confirmWrite } from './app/confirm-write';
import { secureContents } from './app/contents-security';
import { devServer } from './app/dev-server';
import { firstPicture } from './app/first-picture';
import { setUpHome } from './app/home';
import { claimSingleInstance, endWithWindow } from './app/life-cycle';
import { openLog } from './app/log';
import { setUpMenu } from './app/menu';
import { startMeshHost } from './app/mesh-host';
import { notify } from './app/notify';
import { openLink } from './app/open-link';
import { pageFirst } from './app/page-first';
import { ORIGIN } from './app/origin';
import { hostRule, runtimeInfo } from './app/runtime-info';
import { askSavePath } from './app/save-path';
import { secureSession } from './app/session-security';
import { reportStart } from './app/start-report';
import { createWindow } from './app/window';
import { linkWindow } from './app/window-link';

const env = process.env;
const home = setUpHome(env);
const runtime = runtimeInfo(process.execPath, process.versions.electron, app.getVersion());
// Read while Chromium starts.
const picture = firstPicture(home, runtime);
let window: BrowserWindow | null = null;

enforceSandbox();
registerScheme();
if (claimSingleInstance(() => window)) void app.whenReady().then(open);
else app.quit();

function open(): void {
  const server = devServer(env);
  const origin = server ?? ORIGIN;
  const log = openLog(home);

  log.info(`Heddle ${runtime.version} on Electron ${runtime.electron}${runtime.fallback ? ' (fallback)' : ''}`);

  secureSession(session.defaultSession, server);
  secureContents(origin, (url) => void openLink({ url }));
  servePage(session.defaultSession, join(app.getAppPath(), 'out/renderer'));

  const main = (window = createWindow());
  const link = linkWindow(main, origin, log, picture);
  setUpMenu((to) => {
    link.emit('navigate', { to });
  });
  void main.loadURL(`${origin}/`);

  const given = {
    home,
    env,
    runtime,
    notices: [],
    allowHost: hostRule(runtime, env),
    askSavePath: askSavePath(main),
    confirmWrite: confirmWrite(main, env),
    notify: notify(main, link),
    now: () => new Date(),
    log: log.info,
  };
  const shell = { 'app.openLink': openLink, 'app.firstPicture': link.takePicture };
  // Two cores are taken up by the page's own start. AWS clients, schemas and use cases are megabytes of code, and the mesh
  // host loads a database engine: they begin when the picture is on screen.
  const shown = pageFirst(main, picture);
  const heddle = shown.then(async () => {
    const host = startMeshHost(home);
    const { startHeddle } = await import('./app/start-heddle');
    return startHeddle(link, host, shell, given);
  });
  endWithWindow(async () => (await heddle).stop());
  void reportStart(main, shown, heddle, env);
}
