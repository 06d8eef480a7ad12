import { app } from 'electron';

/** The address of Vite's server under `npm run dev`, else null. A packaged app never looks at the variable. */
export function devServer(env: NodeJS.ProcessEnv): string | null {
  const url = env['ELECTRON_RENDERER_URL'];
  return app.isPackaged || !url ? null : new URL(url).origin;
}
