'use strict';
// What Node 24 has and Node 16 has not, as far as an application meets it. Also in front of worker threads.
require('core-js/stable');
require('core-js/proposals/explicit-resource-management');
const childProcess = require('node:child_process');
const crypto = require('node:crypto');
const { setMaxListeners } = require('node:events');
const fs = require('node:fs');
const Module = require('node:module');
const os = require('node:os');
const path = require('node:path');
const readline = require('node:readline');
const { Readable, Writable } = require('node:stream');
const streams = require('node:stream/web');
const { callbackify } = require('node:util');
const { BroadcastChannel, Worker } = require('node:worker_threads');
const zlib = require('node:zlib');
const undici = require('undici');

const give = (target, things) => {
  for (const [name, thing] of Object.entries(things)) target[name] ??= thing;
};

give(globalThis, {
  crypto: crypto.webcrypto,
  Blob: require('node:buffer').Blob,
  BroadcastChannel,
  ...streams,
  CustomEvent: class CustomEvent extends Event {
    constructor(type, options) {
      super(type, options);
      this.detail = options?.detail ?? null;
    }
  },
});
for (const name of ['fetch', 'Request', 'Response', 'Headers', 'FormData', 'File']) globalThis[name] ??= undici[name];
AbortSignal.any ??= (signals) => {
  const controller = new AbortController();
  for (const signal of signals) {
    if (signal.aborted) {
      controller.abort(signal.reason);
      break;
    }
    // Node 24 follows a signal without listeners, so that no warning counts them.
    setMaxListeners(0, signal);
    signal.addEventListener('abort', () => controller.abort(signal.reason), { once: true });
  }
  return controller.signal;
};

give(Readable, {
  toWeb(readable) {
    const chunks = readable[Symbol.asyncIterator]();
    return new ReadableStream(
      {
        async pull(controller) {
          const { done, value } = await chunks.next();
          if (done) controller.close();
          else
            controller.enqueue(
              Buffer.isBuffer(value) ? new Uint8Array(value.buffer, value.byteOffset, value.length) : value,
            );
        },
        cancel(reason) {
          readable.destroy(reason);
        },
      },
      { highWaterMark: 0 },
    );
  },
  fromWeb(web, options) {
    const reader = web.getReader();
    return new Readable({
      ...options,
      read() {
        reader.read().then(
          ({ done, value }) => this.push(done ? null : value),
          (error) => this.destroy(error),
        );
      },
      destroy(error, done) {
        reader.cancel(error).then(
          () => done(error),
          () => done(error),
        );
      },
    });
  },
});
give(Writable, {
  toWeb: (writable) =>
    new WritableStream({
      write: (chunk) =>
        new Promise((yes, no) => {
          writable.write(chunk, (error) => (error ? no(error) : yes()));
        }),
      close: () =>
        new Promise((yes, no) => {
          writable.once('error', no).end(yes);
        }),
      abort: (reason) => {
        writable.destroy(reason);
      },
    }),
});
ReadableStream.from ??= (source) => Readable.toWeb(Readable.from(source));

/** readdir with `recursive`, and `parentPath` in its entries. */
const readdirSync = fs.readdirSync;
function list(folder, options) {
  if (!options?.recursive && !options?.withFileTypes) return readdirSync(folder, options);
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const file = path.join(String(folder), entry.name);
    const below = options.recursive && entry.isDirectory() ? list(file, options) : [];
    if (!options.withFileTypes) return [entry.name, ...below.map((name) => path.join(entry.name, name))];
    return [Object.assign(entry, { parentPath: String(folder), path: String(folder) }), ...below];
  });
}
/** statfs by the command of the same name. */
function statfs(place, options) {
  const out = childProcess.execFileSync('stat', ['-f', '-c', '%s %b %f %a %c %d', String(place)], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  const [bsize, blocks, bfree, bavail, files, ffree] = out.split(' ').map(options?.bigint ? BigInt : Number);
  return { type: 0, bsize, blocks, bfree, bavail, files, ffree };
}
const later = (act) => callbackify(async (...given) => act(...given));
fs.readdirSync = list;
fs.promises.readdir = async (...given) => list(...given);
const readdir = later(list);
fs.readdir = (folder, ...rest) => readdir(folder, rest.length > 1 ? rest[0] : {}, rest.at(-1));
give(fs, {
  statfsSync: statfs,
  statfs: (place, ...rest) => later(statfs)(place, rest.length > 1 ? rest[0] : {}, rest.at(-1)),
});
give(fs.promises, { statfs: async (...given) => statfs(...given) });
const { open } = fs.promises;
fs.promises.open = async (...given) => {
  const handle = await open(...given);
  const prototype = Object.getPrototypeOf(handle);
  prototype[Symbol.asyncDispose] ??= function dispose() {
    return this.close();
  };
  prototype.readLines ??= function readLines(options) {
    return readline.createInterface({ input: this.createReadStream(options), crlfDelay: Infinity });
  };
  return handle;
};
const timer = setTimeout(() => {}, 0);
clearTimeout(timer);
Object.getPrototypeOf(timer)[Symbol.dispose] ??= function dispose() {
  clearTimeout(this);
};
Worker.prototype[Symbol.asyncDispose] ??= function dispose() {
  return this.terminate();
};

give(crypto, {
  hash: (algorithm, data, output = 'hex') =>
    crypto
      .createHash(algorithm)
      .update(data)
      .digest(output === 'buffer' ? undefined : output),
});
give(os, { availableParallelism: () => os.cpus().length });
give(zlib, {
  crc32(data, value = 0) {
    let sum = ~value;
    for (const byte of Buffer.from(data)) {
      sum ^= byte;
      for (let bit = 0; bit < 8; bit += 1) sum = (sum >>> 1) ^ (sum & 1 ? 0xedb88320 : 0);
    }
    return ~sum >>> 0;
  },
});

/** node:sqlite for a plain `require`; imports of it were rewritten when bundling. */
const load = Module._load;
Module._load = function loadWithSqlite(request, ...rest) {
  return request === 'node:sqlite' ? require('node:sqlite') : load.call(this, request, ...rest);
};
give(process, {
  getBuiltinModule: (name) =>
    name === 'node:sqlite' || Module.builtinModules.includes(name.replace(/^node:/, ''))
      ? Module._load(name, null, false)
      : undefined,
});
