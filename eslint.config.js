'use strict';
const js = require('@eslint/js');
const { defineConfig } = require('eslint/config');
const typescript = require('typescript-eslint');

const noDefaultExport = {
  selector: 'ExportDefaultDeclaration',
  message: 'Export by name; only lazy views and tool configurations have a default export.',
};
const noClock = {
  selector: 'NewExpression[callee.name="Date"][arguments.length=0]',
  message: 'The core has no clock: take the time as an argument.',
};

module.exports = defineConfig(
  { ignores: ['out/', 'dist/', '.cache/', 'node_modules/', 'test/cases/**/*.json'] },
  { linterOptions: { reportUnusedDisableDirectives: 'error' } },
  {
    files: ['**/*.{ts,tsx,mts}'],
    extends: [js.configs.recommended, typescript.configs.strict],
    rules: {
      '@typescript-eslint/consistent-type-imports': 'error',
      // `noUncheckedIndexedAccess` makes an index known to be in range spell it out.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // `void` says that a result is dropped on purpose, `<void>` is what such a promise holds.
      '@typescript-eslint/no-invalid-void-type': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
      // The compiler checks names.
      'no-undef': 'off',
      'no-console': 'error',
      'no-restricted-syntax': ['error', noDefaultExport],
      eqeqeq: ['error', 'always', { null: 'ignore' }],
    },
  },
  {
    // Rules that need types cost as much as a second type check, so they are kept to what ships.
    files: ['src/**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: __dirname } },
    rules: {
      // The typed rules that find defects; the rest of strictTypeChecked costs more time than it finds here.
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
    },
  },
  {
    files: ['src/core/**/*.ts'],
    rules: {
      'no-restricted-syntax': ['error', noDefaultExport, noClock],
      'no-restricted-properties': [
        'error',
        { object: 'Math', property: 'random', message: 'The core has no randomness: take a generator as an argument.' },
        { object: 'Date', property: 'now', message: 'The core has no clock: take the time as an argument.' },
      ],
    },
  },
  {
    files: ['src/renderer/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'window', property: 'heddle', message: 'Only bridge.ts reads window.heddle.' },
      ],
    },
  },
  { files: ['src/renderer/bridge.ts'], rules: { 'no-restricted-properties': 'off' } },
  {
    files: ['*.config.{ts,mts}'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  { files: ['test/bench/**/*.ts'], rules: { 'no-console': 'off' } },
  {
    files: ['**/*.{js,mjs,cjs}'],
    extends: [js.configs.recommended],
    languageOptions: {
      ecmaVersion: 2023,
      globals: Object.fromEntries(
        ['process', 'console', 'URL', 'fetch', 'setTimeout', 'clearTimeout', 'AbortController', 'Buffer'].map(
          (name) => [name, 'readonly'],
        ),
      ),
    },
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_' }],
    },
  },
  {
    files: ['**/*.{js,cjs}'],
    languageOptions: {
      sourceType: 'commonjs',
      globals: { require: 'readonly', module: 'writable', __dirname: 'readonly' },
    },
    rules: { '@typescript-eslint/no-require-imports': 'off' },
  },
);
