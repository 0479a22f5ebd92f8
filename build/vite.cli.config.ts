import { chmod } from 'node:fs/promises';
import path from 'node:path';
import { defineConfig, type Plugin } from 'vite';
import { nodeProgram } from './node-program.ts';

/** Lets a shell start the program by its name. */
function executable(): Plugin {
  return {
    name: 'routerkeep-executable',
    async closeBundle() {
      await chmod(path.resolve(import.meta.dirname, '../dist/cli/routerkeep.js'), 0o755);
    },
  };
}

/** The terminal program. */
export default defineConfig(nodeProgram('cli', { routerkeep: 'cli/routerkeep.ts' }, { plugins: [executable()] }));
