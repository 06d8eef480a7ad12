import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

/**
 * Electron 25 (the fallback runtime) cannot load an ES-module main, so main and preload are CommonJS.
 * Everything but Electron itself and DuckDB's native binding is bundled: a start reads five files instead of 400 packages.
 */
const external = ['electron', /^@duckdb\//];

/** The first page is fetched together with the frame, not when the frame has been drawn and asks for it. */
const fetchFirstPage: Plugin = {
  name: 'fetch-first-page',
  transformIndexHtml: {
    order: 'post',
    handler(html, { bundle }) {
      if (!bundle) return [];
      const page = Object.values(bundle).find(
        (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/features/mesh/MeshPage.tsx'),
      );
      if (page?.type !== 'chunk') throw new Error('The mesh page is not a chunk of its own any more.');
      // What a chunk imports comes before it, so that style sheets keep their order.
      const scripts = [...page.imports, page.fileName].filter((file) => !html.includes(file));
      const styles = scripts.flatMap((file) => {
        const chunk = bundle[file];
        return chunk?.type === 'chunk' ? [...(chunk.viteMetadata?.importedCss ?? [])] : [];
      });
      const link = (rel: string) => (file: string) => ({
        tag: 'link',
        attrs: { rel, crossorigin: true, href: `./${file}` },
        injectTo: 'head' as const,
      });
      return [...scripts.map(link('modulepreload')), ...[...new Set(styles)].map(link('stylesheet'))];
    },
  },
};

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
    plugins: [react(), fetchFirstPage],
    build: {
      target: 'chrome114',
      outDir: 'out/renderer',
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rollupOptions: { input: resolve('src/renderer/index.html') },
    },
  },
});
