import { chmod, copyFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { lazyHttp } from './lazy-http.ts';
import { leanAxios } from './lean-axios.ts';

const out = path.resolve(import.meta.dirname, '../dist/cli');

/** Puts the SQLite engine for archives beside the program and lets a shell start the program by its name. */
function finish(): Plugin {
  return {
    name: 'routerkeep-finish',
    async closeBundle() {
      const require = createRequire(import.meta.url);
      await copyFile(require.resolve('sql.js/dist/sql-wasm.wasm'), path.join(out, 'sql-wasm.wasm'));
      await chmod(path.join(out, 'routerkeep.js'), 0o755);
    },
  };
}

/** The terminal program: one ES module with its lazily loaded parts beside it. Only keytar and the demo's xz stay outside. */
export default defineConfig({
  plugins: [leanAxios(), lazyHttp(), finish()],
  ssr: { noExternal: true, external: ['electron', 'keytar', '@napi-rs/lzma'] },
  // sql.js asks for these two, which an ES module does not have.
  define: {
    __dirname: 'import.meta.dirname',
    __filename: 'import.meta.filename',
    // React's small build.
    'process.env.NODE_ENV': '"production"',
  },
  build: {
    ssr: true,
    outDir: out,
    emptyOutDir: true,
    target: 'node24',
    minify: true,
    rolldownOptions: {
      input: { routerkeep: path.resolve(import.meta.dirname, '../electron/cli/routerkeep.ts') },
      external: ['electron', 'keytar', '@napi-rs/lzma'],
      output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: '[name]-[hash].js' },
    },
  },
});
