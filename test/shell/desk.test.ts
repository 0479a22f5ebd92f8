import { describe, expect, it } from 'vitest';
import { createDesk } from '../../electron/shell/ipc/desk.ts';
import type { Handlers } from '../../electron/shell/ipc/types.ts';
import { keepError } from '../../shared/index.ts';
import { createClient, type Channel, type Reply } from '../../shared/ipc/index.ts';

const ID = { deviceId: 'one' };

function desk(handlers: Partial<Handlers>) {
  const log: string[] = [];
  const all = new Proxy(handlers, {
    get: (given, name): unknown =>
      Reflect.get(given, name) ??
      (() => {
        throw new Error(`${String(name)} was not expected`);
      }),
  });
  return { ...createDesk(all as Handlers, (line) => log.push(line)), log };
}

const codeOf = (reply: Reply<unknown>): string => (reply.ok ? 'ok' : reply.error.code);

describe('the desk that answers the page', () => {
  it('answers by the handler of the channel', async () => {
    const { answer } = desk({ 'devices/cancel': ({ deviceId }) => ({ cancelled: deviceId === 'one' }) });
    expect(await answer('devices/cancel', ID, 1)).toEqual({ ok: true, value: { cancelled: true } });
  });

  it.each<[string, unknown, string]>([
    ['no channel of the contract', {}, 'internal'],
    ['__proto__', {}, 'internal'],
    ['constructor', {}, 'internal'],
    ['devices/cancel', undefined, 'usage/invalid'],
    ['devices/cancel', { deviceId: 5 }, 'usage/invalid'],
    ['devices/accept-trust', { ...ID, fingerprint: 'abc' }, 'usage/invalid'],
    ['backup/show', { backup: { ...ID, file: '../../other.dss' } }, 'usage/invalid'],
    ['settings/change', { key: 'vault', change: { kind: 'folder' } }, 'usage/invalid'],
  ])('refuses %s with %j before any handler sees it', async (channel, input, code) => {
    const reply = await desk({}).answer(channel, input, 1);
    expect(codeOf(reply)).toBe(code);
  });

  it('hands errors over as values, and of unforeseen ones the kind alone', async () => {
    const { answer } = desk({
      'devices/cancel': () => {
        throw keepError('busy', { name: 'Office' });
      },
      'devices/open-folder': () => {
        throw new RangeError('a secret: hunter2');
      },
    });
    expect(codeOf(await answer('devices/cancel', ID, 1))).toBe('busy');
    const reply = await answer('devices/open-folder', ID, 2);
    expect(codeOf(reply)).toBe('internal');
    expect(JSON.stringify(reply)).not.toContain('hunter2');
  });

  it('lets nothing out that the contract does not name', async () => {
    const { answer, log } = desk({
      'devices/cancel': () => ({ cancelled: true, password: 'hunter2' }) as never,
      'backup/show': () => 'not an object' as never,
    });
    expect(await answer('devices/cancel', ID, 1)).toEqual({ ok: true, value: { cancelled: true } });
    expect(codeOf(await answer('backup/show', { backup: { ...ID, file: 'a.dss' } }, 2))).toBe('internal');
    expect(log).toHaveLength(1);
  });

  it('gives a handler what the contract names of its input, and nothing else', async () => {
    const heard: unknown[] = [];
    const { answer } = desk({
      'devices/back-up': (input) => (heard.push(input), { started: [] }),
      'backup/delete': (input) => (heard.push(input), { deleted: false }),
    });
    const planted = JSON.parse('{"targets": ["one"], "home": "/elsewhere", "__proto__": {"admin": true}}') as object;
    await answer('devices/back-up', planted, 1);
    const backup = { ...ID, file: 'a.dss', folder: '/elsewhere' };
    await answer('backup/delete', { backup, evenLast: false, path: '/elsewhere/a.dss' }, 2);
    expect(heard).toEqual([{ targets: ['one'] }, { backup: { ...ID, file: 'a.dss' }, evenLast: false }]);
    expect(heard[0]).not.toBe(planted);
    expect(Object.getPrototypeOf(heard[0])).toBe(Object.prototype);
  });

  it('breaks off the call that work/cancel names, and no other', async () => {
    const signals: AbortSignal[] = [];
    const { answer, cancelAll } = desk({
      'devices/look-trust': (_input, { signal }) => {
        signals.push(signal);
        return new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(keepError('cancelled', {})));
        });
      },
    });
    const calls = [answer('devices/look-trust', ID, 1), answer('devices/look-trust', ID, 2)] as const;
    await answer('work/cancel', { work: 2 }, 3);
    expect(signals.map(({ aborted }) => aborted)).toEqual([false, true]);
    expect(codeOf(await calls[1])).toBe('cancelled');
    cancelAll();
    expect(codeOf(await calls[0])).toBe('cancelled');
  });

  it('does not let a page pile up calls without end', async () => {
    const { answer, cancelAll } = desk({ 'devices/look-trust': () => new Promise(() => undefined) });
    for (let index = 0; index < 200; index++) void answer('devices/look-trust', ID, index);
    expect(codeOf(await answer('devices/look-trust', ID, 201))).toBe('internal');
    cancelAll();
  });
});

describe("the page's client over the desk", () => {
  it('gives values, rejects with the error, and cancels with its signal', async () => {
    const { answer } = desk({
      'devices/cancel': () => ({ cancelled: true }),
      'devices/look-trust': (_input, { signal }) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(keepError('cancelled', {})));
        }),
    });
    const client = createClient({
      invoke: (channel: Channel, input, work) => answer(channel, input, work),
      subscribe: () => () => undefined,
    });
    expect(await client.call('devices/cancel', ID)).toEqual({ cancelled: true });
    await expect(client.call('devices/rename', { ...ID, name: '' })).rejects.toMatchObject({ code: 'usage/invalid' });
    const controller = new AbortController();
    const call = client.call('devices/look-trust', ID, { signal: controller.signal });
    controller.abort();
    await expect(call).rejects.toMatchObject({ code: 'cancelled' });
  });
});
