import { defineConfig } from 'vite';
import { nodeProgram } from './node-program.ts';

/** Electron's main process. */
export default defineConfig(
  nodeProgram(
    'main',
    {
      main: 'main.ts',
      // Started by its name (electron/archive/thread).
      'verify-thread': 'archive/thread/verify-thread.ts',
    },
    { license: { fileName: 'licences.md' } },
  ),
);
