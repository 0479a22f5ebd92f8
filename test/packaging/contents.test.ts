import { describe, expect, it } from 'vitest';
import { problemsIn, type PackedFile, type Target } from '../../build/packaging/check/contents.ts';

const LINUX: Target = { system: 'linux', processors: ['x64'] };

const GOOD: Readonly<Record<string, string>> = {
  'package.json': '{"main": "dist/main/main.js"}',
  'dist/main/main.js': "import 'electron';",
  'dist/main/sql-wasm.wasm': 'wasm',
  'dist/main/liblzma.wasm': 'wasm',
  'dist/main/verify-thread.js': 'export {};',
  'dist/preload/preload.cjs': "require('electron');",
  'dist/page/index.html':
    '<link rel="stylesheet" href="./page.css"><script src="./assets/page.js"></script><a href="#top">',
  'dist/page/page.css': 'a {}',
  'dist/page/assets/page.js': 'export {};',
  'dist/icons/app.png': 'png',
  'dist/icons/tray-failing-dark.png': 'png',
  'node_modules/keytar/lib/keytar.js': 'module.exports = {};',
  'node_modules/keytar/prebuilds/linux-x64/keytar.node': 'native',
};

function packed(files: Readonly<Record<string, string>>): readonly PackedFile[] {
  return Object.entries(files).map(([file, text]) => ({ file, bytes: Buffer.from(text) }));
}
function without(name: string): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(GOOD).filter(([file]) => file !== name));
}

describe('the archive of a packed program', () => {
  it('has nothing to complain about when all is there and nothing else', () => {
    expect(problemsIn(packed(GOOD), LINUX, ['/home/somebody'])).toEqual([]);
  });

  it.each(Object.keys(GOOD).filter((name) => name !== 'package.json'))('is incomplete without %s', (name) => {
    expect(problemsIn(packed(without(name)), LINUX, [])).toEqual([expect.stringContaining('is missing')]);
  });

  it.each([
    ['dist/main/main.js.map', 'a source map'],
    ['dist/main/keeper.test.js', 'a test'],
    ['dist/main/test/keeper.js', 'a test'],
    ['dist/main/keeper.ts', 'source code'],
    ['dist/main/.env', 'a file of the developers'],
    ['dist/main/device.pem', 'a key'],
    ['dist/main/history.sqlite', 'data of a run'],
    ['dist/cli/routerkeep.js', 'does not belong into the program'],
    ['node_modules/axios/index.js', 'does not belong into the program'],
    ['node_modules/keytar/prebuilds/linux-arm64/keytar.node', 'another system or processor'],
    ['node_modules/keytar/prebuilds/win32-x64/keytar.node', 'another system or processor'],
  ])('may not hold %s: %s', (file, what) => {
    const problems = problemsIn(packed({ ...GOOD, [file]: 'text' }), LINUX, []);
    expect(problems).toEqual([expect.stringContaining(what)]);
    expect(problems[0]).toContain(file);
  });

  it.each([
    ['a private key', `const key = "-----BEGIN RSA PRIVATE KEY-----\\n${'A'.repeat(64)}"`],
    ["a package registry's token", `const token = "npm_${'a'.repeat(36)}"`],
    ['a reference to a source map', 'export {};\n//# sourceMappingURL=main.js.map\n'],
    ['names this machine', "const from = '/home/somebody/routerkeep';"],
  ])('may not speak of %s', (what, text) => {
    const problems = problemsIn(packed({ ...GOOD, 'dist/main/main.js': text }), LINUX, ['/home/somebody']);
    expect(problems).toEqual([expect.stringContaining(what)]);
  });

  it('may know how keys are written, as libraries for keys do', () => {
    const text = "const begin = '-----BEGIN RSA PRIVATE KEY-----\\n', end = '-----END';";
    expect(problemsIn(packed({ ...GOOD, 'dist/main/main.js': text }), LINUX, [])).toEqual([]);
  });

  it('needs the native files of both processors on macOS, and templates for the menu bar', () => {
    const target: Target = { system: 'darwin', processors: ['x64', 'arm64'] };
    const problems = problemsIn(packed(without('node_modules/keytar/prebuilds/linux-x64/keytar.node')), target, []);
    expect(problems).toEqual([
      'node_modules/keytar/prebuilds/darwin-x64/keytar.node is missing',
      'node_modules/keytar/prebuilds/darwin-arm64/keytar.node is missing',
      'the icons of the tray is missing',
    ]);
  });
});
