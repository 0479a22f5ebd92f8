import { copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { lazyHttp } from './lazy-http.ts';
import { leanAxios } from './lean-axios.ts';

const out = path.resolve(import.meta.dirname, '../dist/main');
const external = ['electron', 'keytar', '@napi-rs/lzma'];

/** Puts the SQLite engine for archives beside the program. */
function finish(): Plugin {
  return {
    name: 'routerkeep-finish-main',
    async closeBundle() {
      const require = createRequire(import.meta.url);
      await copyFile(require.resolve('sql.js/dist/sql-wasm.wasm'), path.join(out, 'sql-wasm.wasm'));
    },
  };
}

/** Electron's main process: one ES module with its lazily loaded parts beside it. */
export default defineConfig({
  plugins: [leanAxios(), lazyHttp(), finish()],
  ssr: { noExternal: true, external },
  // sql.js asks for these two, which an ES module does not have.
  define: {
    __dirname: 'import.meta.dirname',
    __filename: 'import.meta.filename',
    'process.env.NODE_ENV': '"production"',
  },
  build: {
    ssr: true,
    outDir: out,
    emptyOutDir: true,
    target: 'node24',
    minify: true,
    license: { fileName: 'licences.md' },
    rolldownOptions: {
      input: {
        main: path.resolve(import.meta.dirname, '../electron/main.ts'),
        // Started by its name (electron/archive/thread).
        'verify-thread': path.resolve(import.meta.dirname, '../electron/archive/thread/verify-thread.ts'),
      },
      external,
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
