import path from 'node:path';
import type { Linter, Rule } from 'eslint';
import { objection } from './house-map.ts';

const root = path.resolve(import.meta.dirname, '..');

const NODE_GLOBALS = ['process', 'Buffer', 'require', 'global', 'setImmediate'];
const PAGE_GLOBALS = ['window', 'document', 'localStorage', 'sessionStorage', 'navigator', 'location'];

/** Everything that can name another file: imports, re-exports, import(), import types, require(). */
const SPECIFIERS = [
  'ImportDeclaration > Literal.source',
  'ExportNamedDeclaration > Literal.source',
  'ExportAllDeclaration > Literal.source',
  'ImportExpression > Literal.source',
  'TSImportType > Literal.source',
  'TSImportType > TSLiteralType.argument > Literal',
  'CallExpression[callee.name="require"] > Literal.arguments',
].join(', ');

/** Judges every import by the map of the house, without looking whether the file exists. */
const imports: Rule.RuleModule = {
  meta: { type: 'problem', schema: [] },
  create: (context) => {
    const importer = path.relative(root, context.filename).split(path.sep).join('/');
    return {
      [SPECIFIERS]: (node: Rule.Node) => {
        if (node.type !== 'Literal' || typeof node.value !== 'string') return;
        const message = objection(importer, node.value);
        if (message !== undefined) context.report({ node, message });
      },
      'ImportExpression > :not(Literal).source': (node: Rule.Node) => {
        if (importer.startsWith('test/')) return;
        context.report({ node, message: 'A computed import cannot be checked; write the name out.' });
      },
    };
  },
};

/** Who may import whom, and what stays out of the pure parts, as lint rules. `test/house` plants violations of each. */
export const importRules: Linter.Config[] = [
  {
    files: ['**/*.{ts,tsx}'],
    plugins: { house: { rules: { imports } } },
    rules: { 'house/imports': 'error' },
  },
  { files: ['renderer/**/*.{ts,tsx}'], rules: { 'no-restricted-globals': ['error', ...NODE_GLOBALS] } },
  // A later block replaces the rule of an earlier one for the same file: each of the two is complete.
  { files: ['shared/**/*.ts'], rules: { 'no-restricted-globals': ['error', ...NODE_GLOBALS, ...PAGE_GLOBALS] } },
];
