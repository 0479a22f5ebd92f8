import type { Plugin } from 'vite';

const HTTP = '\0node-http';

/**
 * Imported by an ES module, node:http is asked for every one of its exports, and for one of them (WebSocket) Node loads
 * the whole of its fetch: 30 ms and 5 MB. Taken as a plain object, it loads what is used.
 */
export function lazyHttp(): Plugin {
  return {
    name: 'routerkeep-lazy-http',
    enforce: 'pre',
    resolveId: (source) => (source === 'http' || source === 'node:http' ? HTTP : null),
    load: (id) => (id === HTTP ? "export default process.getBuiltinModule('node:http');" : null),
  };
}
