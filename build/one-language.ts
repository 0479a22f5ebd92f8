import type { Plugin } from 'vite';

/** The few words that react-aria brings itself, one file a language. */
const FOREIGN = /\/react-(?:aria|stately)\/dist\/private\/intl\/\w+\/(?!en-US)[a-z]{2}-[A-Z]{2}\.(m?js)$/;
/** Words of the terminal, which the page never says; test/window/page-words.test.ts watches that it stays so. */
const TERMINAL = '/shared/words/en/cli.ts';

/**
 * The page speaks the languages of shared/words and no other: without this react-aria would say "Schließen" in the middle
 * of English sentences, and its languages and the terminal's words would be a tenth of the page's code.
 */
export function oneLanguage(): Plugin {
  return {
    name: 'routerkeep-one-language',
    enforce: 'pre',
    load: (id) => {
      const file = id.split('\\').join('/');
      const foreign = FOREIGN.exec(file);
      if (foreign !== null) return `export { default } from './en-US.${foreign[1] ?? 'mjs'}';`;
      return file.endsWith(TERMINAL) ? 'export const cli = {};' : null;
    },
  };
}
