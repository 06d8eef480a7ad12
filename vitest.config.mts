import { defineConfig } from 'vitest/config';

/** What polls waits for a window or a service; a second, vitest's own, is less than a busy machine takes for a page. */
const PATIENT = { poll: { timeout: 15_000 } };

/**
 * Two cores: two workers. e2e drives one Electron window at a time. What waits for real processes and windows may be tried
 * again: a machine that is busy elsewhere is no defect of Heddle's.
 */
export default defineConfig({
  test: {
    maxWorkers: 2,
    projects: [
      {
        test: {
          name: 'unit',
          // Modules are loaded once per worker: half of the processor time went into loading them for each file.
          isolate: false,
          setupFiles: ['test/support/seeded-properties.ts'],
          include: ['test/unit/**/*.test.{ts,mjs}', 'test/cases/*.test.ts', 'test/cases-own/*.test.ts'],
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      { test: { name: 'arch', include: ['test/arch/**/*.test.ts'], testTimeout: 120_000, hookTimeout: 120_000 } },
      {
        test: {
          name: 'contract',
          isolate: false,
          setupFiles: ['test/support/seeded-properties.ts'],
          include: ['test/contract/**/*.test.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: PATIENT,
          retry: 1,
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          globalSetup: ['test/support/electron-setup.ts'],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: PATIENT,
          retry: 2,
          fileParallelism: false,
          maxWorkers: 1,
        },
      },
    ],
  },
});
