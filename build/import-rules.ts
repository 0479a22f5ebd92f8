import path from 'node:path';
import type { Linter } from 'eslint';

/** Rooms below the keeper: they know `shared` and nothing else of ours. */
const ROOMS = ['device', 'archive', 'vault', 'schedule', 'records', 'secrets'] as const;

interface Zone {
  readonly target: string;
  readonly from: string | string[];
  readonly except?: string[];
  readonly message: string;
}

const basePath = path.resolve(import.meta.dirname, '..');

const zones: Zone[] = [
  {
    target: './shared',
    from: ['./electron', './renderer', './test', './build'],
    message: 'shared imports nothing of ours.',
  },
  { target: './renderer', from: ['./electron', './test', './build'], message: 'The renderer knows only shared.' },
  { target: './electron', from: './build', message: 'The product does not import its build.' },
  ...ROOMS.map((room) => ({
    target: `./electron/${room}`,
    from: ['./electron', './renderer', './test'],
    except: [`./${room}`],
    message: `${room} is a room below the keeper: it imports only shared.`,
  })),
  {
    target: './electron/keeper',
    from: ['./electron/cli', './electron/shell', './renderer', './test'],
    message: 'Nobody below the faces imports a face, a page or a test.',
  },
  ...ROOMS.map((room) => ({
    target: ['./electron/keeper', './electron/cli', './electron/shell'] as unknown as string,
    from: `./electron/${room}`,
    except: ['./index.ts'],
    message: `Enter ${room} through its index.`,
  })),
  { target: './electron/shell', from: './electron/cli', message: 'The faces do not know each other.' },
  { target: './electron/cli', from: './electron/shell', message: 'The faces do not know each other.' },
  // The simulated device plays the other side of the wire: code shared with the product would hide shared mistakes.
  {
    target: './test/device-simulator',
    from: ['./electron', './shared', './renderer'],
    message: 'The simulator imports nothing of ours.',
  },
];

/**
 * Who may import whom (ARCHITECTURE.md), as lint rules.
 * The demo is the one place of the product that starts the simulated device, so `cli/demo.ts` may import its index.
 */
export const importRules: Linter.Config[] = [
  {
    files: ['**/*.{ts,tsx}'],
    rules: {
      'import-x/no-restricted-paths': [
        'error',
        { basePath, zones: zones.map(({ from, ...zone }) => ({ ...zone, from })) },
      ],
    },
  },
  {
    files: ['**/*.{ts,tsx}'],
    ignores: ['electron/shell/**', 'electron/main.ts', 'electron/preload.ts', 'test/**', 'build/**'],
    rules: {
      'no-restricted-imports': [
        'error',
        { paths: [{ name: 'electron', message: 'Only the shell imports electron.' }] },
      ],
    },
  },
  {
    files: ['shared/**/*.ts', 'renderer/**/*.{ts,tsx}'],
    rules: {
      'no-restricted-imports': [
        'error',
        {
          paths: [{ name: 'electron', message: 'Only the shell imports electron.' }],
          patterns: [{ group: ['node:*'], message: 'shared and the renderer are free of Node.' }],
        },
      ],
      'no-restricted-globals': ['error', 'process', 'Buffer', 'require'],
    },
  },
];
