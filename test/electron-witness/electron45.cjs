'use strict';
// What Electron 45 has and Electron 22 has not, as far as an application meets it.
const { app, net, protocol, session } = require('electron');
const fs = require('node:fs');
const path = require('node:path');
const { fileURLToPath } = require('node:url');

const types = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.mjs': 'text/javascript',
  '.css': 'text/css',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.wasm': 'application/wasm',
  '.map': 'application/json',
};
net.fetch ??= async (input, options) => {
  const url = typeof input === 'string' ? input : (input.url ?? String(input));
  if (!url.startsWith('file:')) return fetch(input, options);
  const file = fileURLToPath(url);
  return new Response(await fs.promises.readFile(file), {
    headers: { 'content-type': types[path.extname(file)] ?? 'application/octet-stream' },
  });
};

// As root, or where user namespaces are forbidden, Chromium needs --no-sandbox, which app.enableSandbox() takes away again:
// its helpers would then crash for ever. Pages keep the sandboxed preload and its rules, Electron's default since 20.
if (app.commandLine.hasSwitch('no-sandbox')) app.enableSandbox = () => {};

/** Events of a page that once came as a row of values and now carry them as properties. */
const levels = ['debug', 'info', 'warning', 'error'];
const carry = {
  'will-navigate': (url) => ({ url, isSameDocument: false, isMainFrame: true }),
  'will-redirect': (url, isSameDocument, isMainFrame) => ({ url, isSameDocument, isMainFrame }),
  'did-start-navigation': (url, isSameDocument, isMainFrame) => ({ url, isSameDocument, isMainFrame }),
  'did-redirect-navigation': (url, isSameDocument, isMainFrame) => ({ url, isSameDocument, isMainFrame }),
  'console-message': (level, message, lineNumber, sourceId) => ({
    level: levels[level],
    message,
    lineNumber,
    sourceId,
  }),
};
app.on('web-contents-created', (_event, contents) => {
  const { emit } = contents;
  contents.emit = function emitWithProperties(name, event, ...values) {
    if (carry[name]) Object.assign(event, carry[name](...values));
    if (name === 'will-navigate') emit.call(this, 'will-frame-navigate', event);
    return emit.call(this, name, event, ...values);
  };
});

/** protocol.handle (Electron 25) on protocol.registerBufferProtocol. */
function giveHandle(target) {
  target.handle ??= (scheme, handler) => {
    target.registerBufferProtocol(scheme, (request, callback) => {
      const body = request.uploadData?.map((part) => part.bytes).filter(Boolean);
      const init = { method: request.method, headers: request.headers };
      if (body?.length) init.body = Buffer.concat(body);
      Promise.resolve()
        .then(() => handler(new Request(request.url, init)))
        .then(async (response) => {
          const headers = Object.fromEntries(response.headers);
          callback({
            statusCode: response.status,
            headers,
            mimeType: headers['content-type']?.split(';')[0],
            data: Buffer.from(await response.arrayBuffer()),
          });
        })
        .catch((error) => {
          console.error('electron-witness: protocol handler failed:', error);
          callback({ error: -2 });
        });
    });
  };
  target.unhandle ??= (scheme) => target.unregisterProtocol(scheme);
  target.isProtocolHandled ??= (scheme) => target.isProtocolRegistered(scheme);
}
giveHandle(protocol);
app.on('session-created', (created) => {
  if (created.protocol !== protocol) giveHandle(created.protocol);
});
app.once('ready', () => {
  giveHandle(session.defaultSession.protocol);
});
