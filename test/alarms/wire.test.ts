import { describe, expect, it } from 'vitest';
import type { AlarmMessage, RunSignal } from '../../electron/alarms/index.ts';
import { compose } from '../../electron/alarms/compose.ts';
import { startReceiver } from './receiver.ts';
import { failed, failing, moment, OFFICE, recovered, setUp, started, succeeded, target, TOKEN } from './sample.ts';

describe("a dead-man's-switch", () => {
  it.each<[string, RunSignal, string, string]>([
    ['a start', started, `/${TOKEN}/start`, 'Office router: backup started, 2026-11-20 03:00 UTC.'],
    [
      'a verified backup',
      succeeded,
      `/${TOKEN}`,
      'Office router: backup verified, 92 KB, nothing changed, 12 s, 2026-11-20 03:00 UTC.',
    ],
    [
      'a failure',
      failed,
      `/${TOKEN}/fail`,
      'Office router: backup failed, the device cannot be reached, 2026-11-20 03:00 UTC.',
    ],
  ])('hears of %s at its own address', async (_what, signal, path, body) => {
    const receiver = await startReceiver();
    const { alarms, targets, stateOf } = setUp();
    targets.set('ping:1', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping:1', OFFICE, signal);
    await alarms.deliverDue();
    expect(receiver.received).toMatchObject([{ method: 'POST', path, body }]);
    expect(await stateOf('ping:1')).toEqual({
      targetId: 'ping:1',
      last: { at: moment(), ok: true, what: signal.kind, host: `127.0.0.1:${receiver.port}` },
      waiting: 0,
    });
  });

  it('keeps the query and the slash at the end of its address', async () => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    targets.set('ping:1', target('ping', `${receiver.origin}/key/office-router/?create=1#part`));
    for (const signal of [started, succeeded]) {
      await alarms.signal('ping:1', OFFICE, signal);
      await alarms.deliverDue();
    }
    expect(receiver.received.map(({ path }) => path)).toEqual([
      '/key/office-router/start?create=1',
      '/key/office-router/?create=1',
    ]);
  });

  it('is not hushed by a test: it gets a log entry, never a success', async () => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    targets.set('ping:1', target('ping', `${receiver.origin}/${TOKEN}`));
    const results = await alarms.sendTest(['ping:1'], AbortSignal.timeout(30_000));
    expect(results).toEqual([{ targetId: 'ping:1', host: `127.0.0.1:${receiver.port}`, ok: true }]);
    expect(receiver.received.map(({ path }) => path)).toEqual([`/${TOKEN}/log`]);
  });

  it.each([
    ['OK (not found)', 'does not know this check'],
    ['OK (rate limited)\n', 'too many arrived'],
  ])('that answers "%s" with status 200 did not hear it', async (answer, words) => {
    const receiver = await startReceiver((response) => response.end(answer));
    const { alarms, targets, stateOf } = setUp();
    targets.set('ping:1', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping:1', OFFICE, succeeded);
    await alarms.deliverDue();
    const state = await stateOf('ping:1');
    expect(state).toMatchObject({ last: { ok: false }, waiting: 1 });
    expect(state?.last?.problem).toContain(words);
  });
});

describe('a webhook', () => {
  it.each<[AlarmMessage, object]>([
    [
      failing,
      {
        event: 'failing',
        error: 'network/timeout',
        lastVerifiedAt: '2026-11-19T03:00:21.500Z',
        title: 'Office router: backup fails',
        text: 'The backup failed: the device cannot be reached. Routerkeep goes on trying. Last verified backup: 2026-11-19 03:00 UTC.',
      },
    ],
    [
      { event: 'needs-you', at: moment(), device: OFFICE, lastVerifiedAt: null, code: 'auth/no-permission' },
      {
        event: 'needs-you',
        error: 'auth/no-permission',
        lastVerifiedAt: null,
        title: 'Office router: backup needs you',
        text: 'Routerkeep cannot go on by itself: the device refused the sign-in. Open it, or run "routerkeep list", to see what to do. There is no verified backup yet.',
      },
    ],
    [
      { event: 'stored-damaged', at: moment(), device: OFFICE, lastVerifiedAt: moment(), damaged: 2 },
      {
        event: 'stored-damaged',
        error: null,
        lastVerifiedAt: moment(),
        title: 'Office router: stored backup damaged',
        text: '2 stored backups are damaged or missing. The others are untouched; look after the disk. Last verified backup: 2026-11-20 03:00 UTC.',
      },
    ],
    [
      { event: 'copies-overdue', at: moment(), device: OFFICE, lastVerifiedAt: moment(), place: 'NAS', behind: 2 },
      {
        event: 'copies-overdue',
        error: null,
        lastVerifiedAt: moment(),
        title: 'Office router: second place behind',
        text: '2 backups are not yet in NAS. See that this place is connected. Last verified backup: 2026-11-20 03:00 UTC.',
      },
    ],
    [
      recovered,
      {
        event: 'recovered',
        error: null,
        lastVerifiedAt: moment(),
        title: 'Office router: backed up again',
        text: 'The backup works again. Last verified backup: 2026-11-20 03:00 UTC.',
      },
    ],
  ])('gets the documented body, version 1 ($event)', async (message, fields) => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/hooks/${TOKEN}?x=1`));
    await alarms.tell(['hook'], message);
    await alarms.deliverDue();
    const [request] = receiver.received;
    expect(request).toMatchObject({ method: 'POST', path: `/hooks/${TOKEN}?x=1` });
    expect(request?.headers['content-type']).toBe('application/json');
    expect(JSON.parse(request?.body ?? '')).toEqual({
      version: 1,
      source: 'routerkeep',
      id: 'id-1',
      at: moment(),
      device: OFFICE,
      ...fields,
    });
  });

  it('can be tested', async () => {
    const receiver = await startReceiver();
    const { alarms, targets, stateOf } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/`));
    await alarms.sendTest(['hook'], AbortSignal.timeout(30_000));
    expect(JSON.parse(receiver.received[0]?.body ?? '')).toMatchObject({ version: 1, event: 'test', device: null });
    expect(await stateOf('hook')).toMatchObject({ last: { what: 'test', ok: true }, waiting: 0 });
  });

  it('is addressed with the user name and password of its address, in a header only', async () => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    const url = receiver.origin.replace('://', '://bot:p%40ss%20w%C3%B6rd@');
    targets.set('hook', target('webhook', `${url}/hook`));
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    const { headers, path } = receiver.received[0] ?? {};
    expect(headers?.authorization).toBe(`Basic ${Buffer.from('bot:p@ss wörd').toString('base64')}`);
    expect(headers?.host).toBe(`127.0.0.1:${receiver.port}`);
    expect(path).toBe('/hook');
    const outgoing = compose(target('webhook', `${url}/hook`), { id: 'id-1', at: moment(), content: 'test' });
    expect(outgoing?.url.href).toBe(`${receiver.origin}/hook`);
  });
});

describe('a topic of ntfy', () => {
  it('gets title, priority and tags as headers and the text as body', async () => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    targets.set('ntfy', target('ntfy', `${receiver.origin}/backups-${TOKEN}`));
    await alarms.tell(['ntfy'], failing);
    await alarms.tell(['ntfy'], recovered);
    await alarms.deliverDue();
    expect(receiver.received.map(({ path }) => path)).toEqual([`/backups-${TOKEN}`, `/backups-${TOKEN}`]);
    expect(receiver.received.map(({ headers: { title, priority, tags } }) => ({ title, priority, tags }))).toEqual([
      { title: 'Office router: backup fails', priority: '4', tags: 'warning' },
      { title: 'Office router: backed up again', priority: '3', tags: 'white_check_mark' },
    ]);
    expect(receiver.received[0]?.body).toContain('The backup failed: the device cannot be reached.');
  });

  it('shows every device name as it is', async () => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    targets.set('ntfy', target('ntfy', `${receiver.origin}/topic`));
    const name = 'Büro 🏠 ルーター';
    await alarms.tell(['ntfy'], { ...recovered, device: { id: 'device-1', name } });
    await alarms.deliverDue();
    const title = String(receiver.received[0]?.headers.title);
    const encoded = /^=\?UTF-8\?B\?([A-Za-z0-9+/=]+)\?=$/.exec(title)?.[1] ?? '';
    expect(Buffer.from(encoded, 'base64').toString('utf8')).toBe(`${name}: backed up again`);
  });

  it('cannot be given a header by a device name', async () => {
    const receiver = await startReceiver();
    const { alarms, targets, stateOf } = setUp();
    targets.set('ntfy', target('ntfy', `${receiver.origin}/topic`));
    await alarms.tell(['ntfy'], { ...recovered, device: { id: 'device-1', name: 'x\r\nActions: evil\r\n' } });
    await alarms.deliverDue();
    expect(receiver.received[0]?.headers).toMatchObject({ title: 'x Actions: evil : backed up again' });
    expect(receiver.received[0]?.headers.actions).toBeUndefined();
    expect(await stateOf('ntfy')).toMatchObject({ last: { ok: true } });
  });
});
