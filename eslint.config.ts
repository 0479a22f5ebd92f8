import js from '@eslint/js';
import hooks from 'eslint-plugin-react-hooks';
import { defineConfig, globalIgnores } from 'eslint/config';
import tseslint from 'typescript-eslint';
import { importRules } from './build/import-rules.ts';

const refused = [
  { selector: 'TSNonNullExpression', message: 'Prove it instead of asserting it.' },
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
];
const defaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Give it a name.',
};

const witnessGlobals = Object.fromEntries(
  [
    ...['require', 'module', 'process', 'console', 'Buffer', 'setTimeout', 'clearTimeout', 'URL', 'fetch'],
    ...['AbortController', 'AbortSignal', 'Event', 'ReadableStream', 'WritableStream', 'Request', 'Response'],
  ].map((name) => [name, 'readonly'] as const),
);

export default defineConfig(
  globalIgnores(['dist/', 'coverage/', 'node_modules/', 'packages/']),
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  tseslint.configs.stylisticTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    // No comment switches a rule off.
    linterOptions: { noInlineConfig: true },
    rules: {
      'max-lines': ['error', 500],
      // What is named to be left out of the rest.
      '@typescript-eslint/no-unused-vars': ['error', { ignoreRestSiblings: true }],
      '@typescript-eslint/ban-ts-comment': ['error', { 'ts-expect-error': true }],
      'no-restricted-syntax': ['error', ...refused, defaultExport],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/prefer-readonly': 'error',
    },
  },
  { files: ['renderer/**/*.{ts,tsx}'], ...hooks.configs.flat['recommended-latest'] },
  // Of concern to React's compiler alone, which does not build this page: long lists are drawn with such a library.
  { files: ['renderer/**/*.{ts,tsx}'], rules: { 'react-hooks/incompatible-library': 'off' } },
  // Says what a package exports, which is not ours to choose.
  { files: ['**/*.d.ts'], rules: { 'no-restricted-syntax': ['error', ...refused] } },
  // Tools that load a file by its default export.
  {
    files: ['*.config.ts', 'build/*.config.ts', 'test/summary-reporter.ts', 'test/*/reporter.ts'],
    rules: { 'no-restricted-syntax': ['error', ...refused] },
  },
  { files: ['test/summary-reporter.ts', 'test/*/reporter.ts'], rules: { 'no-console': 'off' } },
  // Runs before any bundling, on the Node inside an old Electron: plain scripts, outside the type check.
  {
    files: ['test/electron-witness/**/*.{cjs,mjs,js}'],
    extends: [tseslint.configs.disableTypeChecked],
    languageOptions: { globals: witnessGlobals },
    rules: { '@typescript-eslint/no-require-imports': 'off', '@typescript-eslint/no-empty-function': 'off' },
  },
  ...importRules,
);
