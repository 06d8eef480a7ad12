import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

/**
 * Electron 25 (the fallback runtime) cannot load an ES-module main, so main and preload are CommonJS.
 * Everything but Electron itself and DuckDB's native binding is bundled: a start reads five files instead of 400 packages.
 */
const external = ['electron', /^@duckdb\//];

export default defineConfig({
  main: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      outDir: 'out/main',
      rollupOptions: {
        external,
        input: {
          index: resolve('src/main/index.ts'),
          cli: resolve('src/main/cli.ts'),
          host: resolve('src/main/host/process.ts'),
          sandbox: resolve('src/main/sandbox/process.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'chunks/[name]-[hash].cjs',
          // A packed app lies in an archive, from which Electron before 28 cannot `import()`.
          dynamicImportInCjs: false,
        },
      },
    },
  },
  preload: {
    build: {
      target: 'node18',
      externalizeDeps: false,
      outDir: 'out/preload',
      rollupOptions: {
        external,
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'src/renderer',
    plugins: [react()],
    build: {
      target: 'chrome114',
      outDir: 'out/renderer',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      minify: 'oxc',
      chunkSizeWarningLimit: 1_500,
      cssMinify: true,
      rollupOptions: {
        input: resolve('src/renderer/index.html'),
        // One file for what the first picture needs: each costs a turn of the main process, which is busy starting.
        output: { codeSplitting: { groups: [{ name: 'first', tags: ['$initial'] }] } },
      },
    },
  },
});
