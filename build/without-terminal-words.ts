import type { Plugin } from 'vite';

/** Words of the terminal, which the page never says; test/window/page-words.test.ts watches that it stays so. */
const TERMINAL = '/shared/words/en/cli.ts';

/** Leaves the terminal's words out of the page. */
export function withoutTerminalWords(): Plugin {
  return {
    name: 'routerkeep-without-terminal-words',
    enforce: 'pre',
    load: (id) => (id.split('\\').join('/').endsWith(TERMINAL) ? 'export const cli = {};' : null),
  };
}
