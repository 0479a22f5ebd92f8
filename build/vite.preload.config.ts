import path from 'node:path';
import { defineConfig } from 'vite';

/** The preload: one CommonJS file, because a sandboxed one can require `electron` alone. */
export default defineConfig({
  ssr: { noExternal: true, external: ['electron'] },
  build: {
    ssr: true,
    outDir: path.resolve(import.meta.dirname, '../dist/preload'),
    emptyOutDir: true,
    target: 'node24',
    minify: true,
    rolldownOptions: {
      input: { preload: path.resolve(import.meta.dirname, '../electron/preload.ts') },
      external: ['electron'],
      output: { format: 'cjs', codeSplitting: false, entryFileNames: '[name].cjs' },
    },
  },
});
