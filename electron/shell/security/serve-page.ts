import { readFile } from 'node:fs/promises';
import { protocol } from 'electron';
import { CONTENT_SECURITY_POLICY } from './content-security-policy.ts';
import { SCHEME } from './origin.ts';
import { pageFile } from './page-file.ts';

/** Before `ready`: the page's scheme counts as secure and standard. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ]);
}

/** Serves the built page and nothing else. @param folder the built page */
export function servePage(folder: string): void {
  protocol.handle(SCHEME, async ({ url, method }) => {
    const found = method === 'GET' ? pageFile(folder, url) : undefined;
    if (found === undefined) return notFound();
    try {
      const body = new Uint8Array(await readFile(found.file));
      return new Response(body, { headers: { ...headers(), 'content-type': found.type } });
    } catch {
      return notFound();
    }
  });
}

function notFound(): Response {
  return new Response('', { status: 404, headers: headers() });
}

function headers(): Record<string, string> {
  return {
    'content-security-policy': CONTENT_SECURITY_POLICY,
    'x-content-type-options': 'nosniff',
    'referrer-policy': 'no-referrer',
    'cross-origin-opener-policy': 'same-origin',
    'cache-control': 'no-store',
  };
}
