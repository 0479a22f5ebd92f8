import { describe, expect, it, vi } from 'vitest';
import { KeepError, type AlarmKind } from '../../shared/index.ts';
import { makeCertificate } from '../device-simulator/index.ts';
import { ok, startReceiver, status, type Receiver } from './receiver.ts';
import { failed, failing, OFFICE, setUp, started, succeeded, target } from './sample.ts';

const TOKEN = 'T0k3nOfTheAlarm';
const USER = 'AlarmUser';
const PASSWORD = 'Al@rm Pässword';
/** As it may appear: plain, in an address, in a header, in a dump. */
const FORMS = [
  TOKEN,
  USER,
  PASSWORD,
  encodeURIComponent(PASSWORD),
  Buffer.from(`${USER}:${PASSWORD}`).toString('base64'),
  Buffer.from(TOKEN).toString('base64url'),
  Buffer.from(TOKEN).toString('hex'),
];

function expectNoSecret(text: string): void {
  for (const form of FORMS) expect(text.toLowerCase()).not.toContain(form.toLowerCase());
}

/** Everything of an error that a log could print. */
function dump(thrown: unknown): string {
  if (!(thrown instanceof Error)) return JSON.stringify([thrown]);
  return [String(thrown), thrown.stack, JSON.stringify(thrown), dump(thrown.cause)].join('\n');
}

function urlOf(origin: string, path = ''): string {
  const [scheme, host] = origin.split('://');
  return `${scheme}://${USER}:${encodeURIComponent(PASSWORD)}@${host}/${path}${TOKEN}`;
}

const answers: readonly (readonly [string, () => Promise<Receiver>])[] = [
  ['accepts', () => startReceiver()],
  ['refuses', () => startReceiver(status(403))],
  [
    'redirects to an address with the token',
    () => startReceiver(status(302, { location: urlOf('https://other.example') })),
  ],
  [
    'repeats everything it got',
    () => startReceiver((response, got) => response.writeHead(400).end(JSON.stringify(got))),
  ],
  ['hangs up', () => startReceiver((response) => response.destroy())],
  ['shows an unknown certificate', () => startReceiver(ok, makeCertificate({ commonName: TOKEN }))],
];

describe.each(answers)('the address of a receiver that %s', (_what, start) => {
  it.each<AlarmKind>(['ping', 'webhook', 'ntfy'])(
    'stays out of store, states, results and output (%s)',
    async (kind) => {
      const output: string[] = [];
      const spies = [process.stdout, process.stderr].map((stream) =>
        vi.spyOn(stream, 'write').mockImplementation((chunk) => {
          output.push(String(chunk));
          return true;
        }),
      );
      const rounds: string[] = [];
      try {
        const receiver = await start();
        const { alarms, targets, store, clock } = setUp();
        targets.set('one', target(kind, urlOf(receiver.origin)));
        for (let count = 0; count < 3; count += 1) {
          if (kind === 'ping') await alarms.signal('one', OFFICE, [started, failed, succeeded][count] ?? started);
          else await alarms.tell(['one'], failing);
          rounds.push(JSON.stringify([...store.records]));
          await alarms.deliverDue();
          rounds.push(JSON.stringify([...store.records]), JSON.stringify(await alarms.states()));
          clock.advance(5_000);
        }
        rounds.push(JSON.stringify(await alarms.sendTest(['one'], AbortSignal.timeout(30_000))));
        const cancelled = await alarms.sendTest(['one'], AbortSignal.abort()).catch((thrown: unknown) => thrown);
        expect(cancelled).toBeInstanceOf(KeepError);
        rounds.push(dump(cancelled));
      } finally {
        for (const spy of spies) spy.mockRestore();
      }
      expectNoSecret(rounds.join('\n'));
      expectNoSecret(output.join('\n'));
    },
  );
});

describe('what is told outside', () => {
  it('holds the name of the device and the kind of failure, nothing else about the network or the account', async () => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/${TOKEN}`));
    targets.set('ntfy', target('ntfy', `${receiver.origin}/${TOKEN}`));
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.tell(['hook', 'ntfy'], { ...failing, code: 'auth/no-permission' });
    await alarms.signal('ping', OFFICE, { ...failed, code: 'tls/identity-changed' });
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(3);
    for (const { body } of receiver.received) {
      expect(body).toContain(body.startsWith('{') ? OFFICE.id : 'backup');
      expectNoSecret(body);
      expect(body).not.toMatch(/\d+\.\d+\.\d+\.\d+|[0-9a-f]{40}|\/home\//);
    }
  });
});
