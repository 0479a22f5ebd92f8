import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import type { Plugin, UserConfig } from 'vite';

const root = path.resolve(import.meta.dirname, '..');
const external = ['electron', 'keytar', '@napi-rs/lzma'];

/** Puts the engines for archives beside the program: SQLite, and the second unpacker of xz. */
function withEngines(out: string): Plugin {
  return {
    name: 'routerkeep-engines',
    async closeBundle() {
      const require = createRequire(import.meta.url);
      await copyFile(require.resolve('sql.js/dist/sql-wasm.wasm'), path.join(out, 'sql-wasm.wasm'));
      await copyFile(require.resolve('node-liblzma/wasm/liblzma.wasm'), path.join(out, 'liblzma.wasm'));
    },
  };
}

/**
 * ES modules with their lazily loaded parts beside them; only native parts and Electron stay outside.
 * @param out below dist/
 * @param entries its files below electron/, by their names in `out`
 */
export function nodeProgram(
  out: string,
  entries: Readonly<Record<string, string>>,
  { plugins = [], ...build }: Pick<UserConfig, 'plugins'> & Pick<NonNullable<UserConfig['build']>, 'license'> = {},
): UserConfig {
  const outDir = path.join(root, 'dist', out);
  return {
    plugins: [withEngines(outDir), ...plugins],
    ssr: { noExternal: true, external },
    // sql.js asks for the first two, which an ES module does not have; the third gets React's small build.
    define: {
      __dirname: 'import.meta.dirname',
      __filename: 'import.meta.filename',
      'process.env.NODE_ENV': '"production"',
    },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: 'node24',
      minify: true,
      ...build,
      rolldownOptions: {
        input: Object.fromEntries(
          Object.entries(entries).map(([name, file]) => [name, path.join(root, 'electron', file)]),
        ),
        external,
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
      },
    },
  };
}
