/**
 * Run as a program of its own, because the system's authorities are read from where SSL_CERT_FILE points at the start.
 * Prints what `present` and a connection with system trust say about the endpoint in its argument.
 */
import { randomBytes } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { connect, discover, present, type DeviceContext } from '../../electron/device/index.ts';
import { asKeepError, type Endpoint } from '../../shared/index.ts';

const [host = '', port = ''] = process.argv.slice(2);
const endpoint: Endpoint = { scheme: 'https', host, port: Number(port) };
const context: DeviceContext = {
  clock: { now: Date.now, sleep: (ms, signal) => sleep(ms, undefined, { ref: false, ...(signal && { signal }) }) },
  signal: new AbortController().signal,
  randomBytes: (count) => randomBytes(count),
  env: {},
};
const { certificate } = await present(endpoint, context);
const connection = connect(endpoint, { kind: 'system', issuer: 'O=Remembered' }, context);
const found = await discover(connection).then(
  () => 'trusted',
  (thrown: unknown) => {
    const { code, message } = asKeepError(thrown);
    return { code, message };
  },
);
connection.close();
process.stdout.write(JSON.stringify({ certificate, found }));
