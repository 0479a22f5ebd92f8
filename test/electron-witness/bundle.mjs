#!/usr/bin/env node
// Usage: node bundle.mjs APPLICATION TARGET [--without-source-maps]
// Copies the built application in folder APPLICATION (package.json, its `main`, everything beside it) to
// TARGET and rewrites the copy for Electron 22: the main process and the workers beside it become CommonJS files for
// Node 16 with prelude.cjs in front and node:sqlite replaced; scripts and styles of pages are lowered to Chromium 108.
// `keytar` is copied as it is (its prebuilt binary is N-API). Nothing of the application is left out or stubbed.
import { cpSync, existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { build, transform } from 'esbuild';
import { transform as lower } from 'lightningcss';

const given = process.argv.slice(2);
const [application, target] = given.filter((each) => !each.startsWith('--')).map((folder) => path.resolve(folder));
if (!application || !target) throw new Error('usage: node bundle.mjs APPLICATION TARGET [--without-source-maps]');
const sourcemap = given.includes('--without-source-maps') ? false : 'linked';
const here = import.meta.dirname ?? path.dirname(new URL(import.meta.url).pathname);
const description = JSON.parse(readFileSync(path.join(application, 'package.json'), 'utf8'));
const main = path.join(application, path.normalize(description.main ?? 'index.js'));
const top = path.relative(application, main).split(path.sep)[0];
if (!existsSync(main)) throw new Error(`${description.main} does not exist: build the application first`);

rmSync(target, { recursive: true, force: true });
mkdirSync(target, { recursive: true });
cpSync(path.join(application, top), path.join(target, top), { recursive: true });
const copyOf = (file) => path.join(target, path.relative(application, file));

const files = readdirSync(path.join(application, top), { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile())
  .map((entry) => path.join(entry.parentPath ?? entry.path, entry.name));
const pages = new Set(files.filter((file) => file.endsWith('.html')).map((file) => path.dirname(file)));
/** Whose a script is: the main process's, when it lies in or below main's folder, a page's, when in or below an .html's. */
function side(file) {
  for (let folder = path.dirname(file); folder.startsWith(application); folder = path.dirname(folder)) {
    if (folder === path.dirname(main)) return 'main';
    if (pages.has(folder)) return 'page';
  }
  return 'neither';
}

const options = {
  outdir: path.join(target, top),
  outbase: path.join(application, top),
  // Native files beside main, where packagers look for what belongs to it.
  assetNames: path.posix.join(path.relative(top, path.dirname(path.relative(application, main))), '[name]-[hash]'),
  bundle: true,
  platform: 'node',
  format: 'cjs',
  target: 'node16.17',
  logLevel: 'warning',
  sourcemap,
  external: ['electron', 'keytar'],
  supported: { 'dynamic-import': false },
  loader: { '.node': 'copy' },
  alias: {
    'node:sqlite': path.join(here, 'node_modules/@photostructure/sqlite/dist/index.cjs'),
    'node-gyp-build': path.join(here, 'sqlite.cjs'),
  },
  inject: [path.join(here, 'prelude.cjs')],
  // As in a real ES module, `__dirname` and `__filename` do not exist, unless the code itself declares them.
  define: {
    __dirname: '__dirname_in_an_ES_module',
    __filename: '__filename_in_an_ES_module',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
    'import.meta.url': '__witness_url',
    'import.meta.main': 'true',
  },
  banner: { js: "const __witness_url = require('node:url').pathToFileURL(__filename).href;" },
};
// What the main process starts by name (workers): ES modules that no other script imports. Preloads are CommonJS: left as they are.
const scripts = files.filter((file) => /\.m?js$/.test(file) && side(file) === 'main');
const { inputs } = (
  await build({
    entryPoints: scripts,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    outdir: target,
    write: false,
    metafile: true,
    logLevel: 'silent',
    absWorkingDir: application,
  })
).metafile;
const imported = new Set(Object.values(inputs).flatMap((input) => input.imports.map((each) => each.path)));
const starts = Object.keys(inputs)
  .filter((file) => inputs[file].format === 'esm' && !imported.has(file))
  .map((file) => path.join(application, file));
await build({ ...options, entryPoints: [...new Set([main, ...starts])] });

const keytar = path.join(application, 'node_modules', 'keytar');
if (existsSync(keytar))
  cpSync(keytar, path.join(target, 'node_modules', 'keytar'), { recursive: true, dereference: true });

// Newer built-ins, in front of every script of a page because a chunk runs before the script that imports it.
const builtins = (
  await build({
    stdin: { contents: "import 'core-js/stable';", resolveDir: here },
    bundle: true,
    minify: true,
    format: 'iife',
    target: 'chrome108',
    write: false,
  })
).outputFiles[0].text;
for (const file of files) {
  if (file.endsWith('.css')) {
    const { code } = lower({ filename: file, code: readFileSync(file), targets: { chrome: 108 << 16 }, minify: false });
    writeFileSync(copyOf(file), code);
  } else if (/\.m?js$/.test(file) && side(file) === 'page') {
    const { code } = await transform(readFileSync(file, 'utf8'), { target: 'chrome108', format: 'esm' });
    writeFileSync(copyOf(file), `globalThis.__witness ??= (() => { ${builtins} return true; })();\n${code}`);
  }
}
writeFileSync(
  path.join(target, 'package.json'),
  JSON.stringify(
    {
      name: description.name,
      productName: description.productName ?? description.build?.productName,
      version: description.version,
      main: path.relative(application, main).replaceAll(path.sep, '/'),
      description: description.description,
      author: description.author,
      homepage: description.homepage,
      desktopName: description.desktopName,
      ...(existsSync(keytar) ? { dependencies: { keytar: description.dependencies?.keytar ?? '*' } } : {}),
    },
    null,
    2,
  ),
);
console.log(`${target}: ready for Electron 22`);
