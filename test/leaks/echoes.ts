import type { ServerResponse } from 'node:http';

/** The ways in which a device may repeat what it was told. */
const ECHOES = {
  'in the text of a JSON error': (response, secret) =>
    json(response, { success: false, error: { code: 400, errors: [secret], message: secret }, [secret]: secret }),
  'as the code of a JSON error': (response, secret) => json(response, { success: false, error: { code: secret } }),
  'in JSON that does not end': (response, secret) => response.end(JSON.stringify({ secret }).slice(0, -1)),
  'on an HTML page': (response, secret) =>
    response.setHeader('content-type', 'text/html').end(`<html><p>${secret}</p><!-- ${escape(secret)} --></html>`),
  'on an HTML page with status 500': (response, secret) =>
    response.writeHead(500, { 'content-type': 'text/html' }).end(`<html>${secret}</html>`),
  'in the path of a redirect': (response, secret) => redirect(response, `https://other.example/${pct(secret)}`),
  'in the query of a redirect': (response, secret) => redirect(response, `/login?passwd=${pct(secret)}#${pct(secret)}`),
  'as the user of a redirect': (response, secret) =>
    redirect(response, `https://${pct(secret)}:${pct(secret)}@other.example/`),
  'as a broken redirect': (response, secret) => redirect(response, `https://${pct(secret)}/`),
  'in headers and cookies': (response, secret) =>
    response
      .writeHead(403, {
        'x-told': pct(secret),
        'set-cookie': `id=${pct(secret)}; path=/`,
        'www-authenticate': pct(secret),
      })
      .end(),
  'as the id of a task': (response, secret) => json(response, { success: true, data: { task_id: secret } }),
  'as the name of a file': (response, secret) =>
    response
      .setHeader(
        'content-disposition',
        `attachment; filename="${pct(secret)}.dss"; filename*=UTF-8''${pct(secret)}.dss`,
      )
      .end(secret),
  'in an error of a task': (response, secret) =>
    json(response, {
      success: true,
      data: { finish: true, success: false, err_code: secret, errors: [{ code: secret }] },
    }),
  'as the reason of a status': (response, secret) => response.writeHead(502, `no ${pct(secret)}`).end(),
  'in a header that is none': (response, secret) => response.socket?.end(`HTTP/1.1 200 OK\r\n${secret}\r\n\r\n`),
} as const satisfies Record<string, (response: ServerResponse, secret: string) => unknown>;

export type EchoKind = keyof typeof ECHOES;
export const ECHO_KINDS = Object.keys(ECHOES) as readonly EchoKind[];

export function echo(response: ServerResponse, kind: EchoKind, secret: string): void {
  ECHOES[kind](response, secret);
}

function json(response: ServerResponse, body: object): void {
  response.setHeader('content-type', 'application/json').end(JSON.stringify(body));
}

function redirect(response: ServerResponse, location: string): void {
  response.writeHead(302, { location }).end();
}

/** A header takes no line ends and no letters beyond Latin. */
function pct(secret: string): string {
  return encodeURIComponent(secret);
}

function escape(secret: string): string {
  return secret.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('"', '&quot;');
}
