import type { Plugin } from 'vite';

/**
 * What axios brings and no request of ours comes to: texts are sent over an agent of our own, redirects are not followed,
 * and proxies are left to our own sockets. axios leaves parts out in the same way for browsers (its package.json,
 * "browser"). Though unused, they were most of its code: a table of all media types, HTTP/2, a second set of agents.
 */
const UNUSED = /^(form-data|follow-redirects|https-proxy-agent|http2|.*\/(fetch|xhr|Http2Sessions)\.js)$/;
const NOTHING = '\0nothing';

/** Leaves out of axios what is never used. A part that is missed after all fails the tests of the built program. */
export function leanAxios(): Plugin {
  return {
    name: 'routerkeep-lean-axios',
    enforce: 'pre',
    resolveId: (source, importer) =>
      importer !== undefined && isAxios(importer) && UNUSED.test(source) ? NOTHING : null,
    load: (id) => (id === NOTHING ? 'export default class {}\nexport const getFetch = undefined;' : null),
    transform(code, id) {
      if (!isAxios(id) || !id.endsWith('/lib/utils.js')) return null;
      // Merely looking at this global makes Node load the whole of its fetch: 30 ms and 5 MB.
      const lean = code.replaceAll('G.FormData', 'undefined');
      if (lean === code) this.error('axios looks for FormData in another way than it did');
      return { code: lean, map: null };
    },
  };
}

function isAxios(id: string): boolean {
  return /[\\/]node_modules[\\/]axios[\\/]/.test(id);
}
