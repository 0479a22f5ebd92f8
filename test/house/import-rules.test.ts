import { describe, expect, it } from 'vitest';
import { lint, objections } from './lint.ts';

const ROOMS = ['device', 'archive', 'vault', 'schedule', 'records', 'secrets', 'some-new-room'];
const FACES = ['cli', 'shell'];
const INSIDE = ['keeper', ...FACES];

const pairs = (from: readonly string[], to: readonly string[]): [string, string][] =>
  from.flatMap((one) => to.filter((other) => other !== one).map((other): [string, string] => [one, other]));

describe('planted violations are found', () => {
  it.each(pairs(ROOMS, [...ROOMS, ...INSIDE]))('the room %s does not import %s', async (from, to) => {
    const expected = [
      `house/imports: room ${from} does not import ${ROOMS.includes(to) ? 'room ' : ''}${to} (ARCHITECTURE.md).`,
    ];
    expect(await objections(`electron/${from}/planted.ts`, `../${to}/index.ts`)).toEqual(expected);
    expect(await objections(`electron/${from}/deep/er/planted.ts`, `../../../${to}/index.ts`)).toEqual(expected);
  });

  const forbidden: readonly [string, string][] = [
    // The language knows nobody.
    ...[...ROOMS, ...INSIDE].map((room): [string, string] => ['shared/planted.ts', `../electron/${room}/index.ts`]),
    ['shared/words/en/planted.ts', '../../../electron/records/index.ts'],
    ['shared/planted.ts', '../renderer/guide/page.tsx'],
    ['shared/planted.ts', '../test/device-simulator/index.ts'],
    ['shared/planted.ts', '../build/import-rules.ts'],
    ['shared/planted.ts', 'electron'],
    ['shared/planted.ts', 'node:fs'],
    ['shared/planted.ts', 'node:fs/promises'],
    ['shared/planted.ts', 'fs'],
    // The page knows the language alone.
    ...[...ROOMS, ...INSIDE].map((room): [string, string] => ['renderer/planted.tsx', `../electron/${room}/index.ts`]),
    ['renderer/devices/planted.tsx', '../../electron/device/types.ts'],
    ['renderer/planted.tsx', '../electron/main.ts'],
    ['renderer/planted.tsx', '../test/device-simulator/index.ts'],
    ['renderer/planted.ts', 'electron'],
    ['renderer/planted.ts', 'node:path'],
    // Nobody below a face imports one; faces do not know each other, nor the rooms.
    ...FACES.map((face): [string, string] => ['electron/keeper/planted.ts', `../${face}/index.ts`]),
    ['electron/keeper/doctor/planted.ts', '../../cli/io.ts'],
    ['electron/keeper/planted.ts', '../main.ts'],
    ['electron/keeper/planted.ts', '../../renderer/guide/page.tsx'],
    ['electron/cli/planted.ts', '../shell/index.ts'],
    ['electron/shell/planted.ts', '../cli/run-cli.ts'],
    ['electron/shell/planted.ts', '../compose/index.ts'],
    ['electron/keeper/planted.ts', '../compose/index.ts'],
    ['electron/compose/planted.ts', '../cli/io.ts'],
    ['electron/compose/planted.ts', '../shell/index.ts'],
    ...ROOMS.map((room): [string, string] => ['electron/cli/planted.ts', `../${room}/index.ts`]),
    ...ROOMS.map((room): [string, string] => ['electron/shell/planted.ts', `../${room}/index.ts`]),
    ['electron/cli/planted.ts', '../../renderer/guide/page.tsx'],
    ['electron/compose/planted.ts', '../../renderer/app.tsx'],
    ['electron/main.ts', './cli/index.ts'],
    // The product does not lean on tests and build; only the demo starts the simulator, and by its index.
    ...[...ROOMS, ...INSIDE].map((room): [string, string] => [
      `electron/${room}/planted.ts`,
      '../../test/device-simulator/index.ts',
    ]),
    ['electron/compose/index.ts', '../../test/device-simulator/index.ts'],
    ['electron/cli/demo.ts', '../../test/device-simulator/keys.ts'],
    ['electron/cli/demo.ts', '../../test/records/child.ts'],
    ['electron/cli/planted.ts', '../../build/import-rules.ts'],
    ['electron/main.ts', '../build/import-rules.ts'],
    // The floor knows nobody, and stands under electron/ alone.
    ...[...ROOMS, ...INSIDE].map((room): [string, string] => ['electron/platform/planted.ts', `../${room}/index.ts`]),
    ['electron/platform/planted.ts', '../../shared/index.ts'],
    ['electron/platform/planted.ts', 'electron'],
    ['shared/planted.ts', '../electron/platform/system-error.ts'],
    ['renderer/planted.tsx', '../electron/platform/system-error.ts'],
    ['electron/preload.ts', './platform/system-error.ts'],
    ['test/device-simulator/planted.ts', '../../electron/platform/system-error.ts'],
    // Electron belongs to the shell.
    ...[...ROOMS, 'keeper', 'cli'].map((room): [string, string] => [`electron/${room}/planted.ts`, 'electron']),
    ['electron/keeper/planted.ts', 'electron/main'],
    ['electron/preload.ts', 'node:fs'],
    ['electron/preload.ts', './records/index.ts'],
    // The simulated device plays the other side.
    ['test/device-simulator/planted.ts', '../../electron/device/index.ts'],
    ['test/device-simulator/planted.ts', '../../shared/index.ts'],
    ['test/device-simulator/calls/planted.ts', '../../../shared/index.ts'],
    ['test/device-simulator/planted.ts', '../records/home-folder.ts'],
    ['test/device-simulator/planted.ts', '../../renderer/guide/page.tsx'],
    // Ways around.
    ['electron/vault/planted.ts', '../vault/../device/index.ts'],
    ['electron/vault/planted.ts', '../../electron/device/index.ts'],
    ['electron/vault/planted.ts', '../../../elsewhere/index.ts'],
    ['electron/vault/planted.ts', '/absolute/index.ts'],
    ['electron/vault/planted.ts', 'file:///absolute/index.ts'],
  ];

  it.each(forbidden)('%s does not import %s', async (file, specifier) => {
    expect(await objections(file, specifier)).toEqual([expect.stringMatching(/^house\/imports: /)]);
  });

  it.each(pairs(['keeper'], ROOMS))('%s does not enter %s past its index', async (from, room) => {
    for (const inside of ['inner.ts', 'deep/index.ts', 'index.js']) {
      const found = await objections(`electron/${from}/planted.ts`, `../${room}/${inside}`);
      expect(found).toEqual([`house/imports: Enter room ${room} through its index.`]);
    }
  });

  it('the faces do not enter the keeper past its index', async () => {
    for (const face of FACES) {
      const found = await objections(`electron/${face}/planted.ts`, '../keeper/back-up.ts');
      expect(found).toEqual(['house/imports: Enter keeper through its index.']);
    }
  });

  it.each([
    ["import type { A } from '../device/index.ts';\nexport type B = A;\n"],
    ["export { a } from '../device/index.ts';\n"],
    ["export * from '../device/index.ts';\n"],
    ["import '../device/index.ts';\n"],
    ["export const a = await import('../device/index.ts');\n"],
    ["export type A = import('../device/index.ts').A;\n"],
    ["export const a: unknown = require('../device/index.ts');\n"],
    ['export const a = (name: string): unknown => import(`../${name}/index.ts`);\n'],
  ])('in whatever form it is written: %j', async (text) => {
    const found = await lint('electron/vault/planted.ts', text);
    expect(found.filter((message) => message.startsWith('house/imports'))).toHaveLength(1);
  });

  it.each([
    ['shared/planted.ts', 'process.exit();\n'],
    ['shared/planted.ts', "Buffer.from('');\n"],
    ['shared/planted.ts', 'window.close();\n'],
    ['shared/planted.ts', 'document.close();\n'],
    ['renderer/planted.tsx', 'process.exit();\n'],
  ])('%s does not use the global of %j', async (file, text) => {
    expect(await lint(file, text)).toContainEqual(expect.stringContaining('no-restricted-globals'));
  });
});

describe('what is allowed passes', () => {
  const allowed: readonly [string, string][] = [
    ...[...ROOMS, ...INSIDE].map((room): [string, string] => [`electron/${room}/planted.ts`, '../../shared/index.ts']),
    ...[...ROOMS, ...INSIDE].map((room): [string, string] => [
      `electron/${room}/planted.ts`,
      '../platform/system-error.ts',
    ]),
    ...ROOMS.map((room): [string, string] => ['electron/keeper/planted.ts', `../${room}/index.ts`]),
    ...ROOMS.map((room): [string, string] => ['electron/compose/planted.ts', `../${room}/index.ts`]),
    ...ROOMS.map((room): [string, string] => [`electron/${room}/deep/planted.ts`, '../inner.ts']),
    ['electron/keeper/planted.ts', '../records/types.ts'],
    ['electron/cli/planted.ts', '../keeper/index.ts'],
    ['electron/cli/planted.ts', '../keeper/types.ts'],
    ['electron/cli/planted.ts', '../../package.json'],
    ['electron/cli/planted.ts', './demo.ts'],
    ['electron/cli/demo.ts', '../../test/device-simulator/index.ts'],
    ['electron/compose/planted.ts', '../../renderer/guide/page.tsx'],
    ['electron/shell/planted.ts', '../keeper/index.ts'],
    ['electron/shell/planted.ts', 'electron'],
    ['electron/main.ts', 'electron'],
    ['electron/main.ts', './shell/index.ts'],
    ['electron/main.ts', './compose/index.ts'],
    ['electron/cli/planted.ts', '../compose/index.ts'],
    ['electron/preload.ts', 'electron'],
    ['electron/preload.ts', '../shared/channels.ts'],
    ['renderer/planted.tsx', '../shared/index.ts'],
    ['renderer/planted.tsx', 'react'],
    ['shared/planted.ts', 'zod'],
    ['shared/planted.ts', './models.ts'],
    ['electron/records/planted.ts', 'node:sqlite'],
    ['test/device-simulator/planted.ts', 'node:https'],
    ['test/vault/planted.test.ts', '../../electron/device/calls.ts'],
    ['test/vault/planted.test.ts', '../device-simulator/index.ts'],
    ['test/shell/planted.test.ts', 'electron'],
    ['eslint.config.ts', './build/import-rules.ts'],
  ];

  it.each(allowed)('%s imports %s', async (file, specifier) => {
    expect(await objections(file, specifier)).toEqual([]);
  });
});
