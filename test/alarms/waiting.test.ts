import { describe, expect, it } from 'vitest';
import { held, inTurn, ok, startReceiver, status, type Answerer } from './receiver.ts';
import { failed, failing, OFFICE, recovered, setUp, started, succeeded, target, TOKEN } from './sample.ts';

const HOUR = 3_600_000;

/** A receiver that is away until `back` is called. */
function awayUntilBack(): { readonly answer: Answerer; readonly back: () => void } {
  let away = true;
  return {
    answer: (response, received) => (away ? status(503) : ok)(response, received),
    back: () => {
      away = false;
    },
  };
}

describe('a backup', () => {
  it('waits for no receiver: telling returns while the receiver still keeps silent', async () => {
    const { answer, release } = held();
    const receiver = await startReceiver(answer);
    const { alarms, targets, stateOf } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping', OFFICE, started);
    await receiver.until(1);
    await alarms.signal('ping', OFFICE, succeeded);
    expect(await stateOf('ping')).toMatchObject({ waiting: 1 });
    release();
    await alarms.deliverDue();
    expect(await stateOf('ping')).toMatchObject({ waiting: 0, last: { ok: true, what: 'success' } });
  });

  it('is not failed by a store that takes nothing; what it was to remember is delivered all the same', async () => {
    const receiver = await startReceiver();
    const { alarms, targets, store } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    store.broken.now = true;
    await alarms.signal('ping', OFFICE, succeeded);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
  });

  it('is remembered as soon as the store works again', async () => {
    const { alarms, targets, store } = setUp();
    targets.set('hook', target('webhook', (await startReceiver(status(503))).origin));
    store.broken.now = true;
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    expect(store.records.size).toBe(0);
    store.broken.now = false;
    await alarms.deliverDue();
    expect([...store.records.keys()]).toEqual(['id-1', 'last:hook']);
  });

  it('is not failed by addresses that cannot be read, such as from a locked keychain', async () => {
    const receiver = await startReceiver();
    const { alarms, targets, clock, stateOf } = setUp();
    const url = `${receiver.origin}/${TOKEN}`;
    const get = targets.get.bind(targets);
    targets.get = () => {
      throw new Error(`locked: ${url}`);
    };
    await alarms.signal('ping', OFFICE, succeeded);
    await alarms.deliverDue();
    expect(await stateOf('ping')).toMatchObject({
      last: { ok: false, host: '', problem: 'The address of this alarm cannot be read at the moment.' },
      waiting: 1,
    });
    targets.get = get;
    targets.set('ping', target('ping', url));
    clock.advance(5_000);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
  });
});

describe('what could not be delivered', () => {
  it('is delivered by the next process', async () => {
    const { answer, back } = awayUntilBack();
    const receiver = await startReceiver(answer);
    const first = setUp();
    first.targets.set('hook', target('webhook', `${receiver.origin}/${TOKEN}`));
    await first.alarms.tell(['hook'], failing);
    await first.alarms.deliverDue();
    await first.alarms.close();
    expect(receiver.received.length).toBe(1);
    back();
    first.clock.advance(HOUR);
    const { alarms, stateOf } = setUp({ store: first.store, clock: first.clock, targets: first.targets });
    expect(await stateOf('hook')).toMatchObject({ last: { ok: false }, waiting: 1 });
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(2);
    expect(receiver.received[1]?.body).toBe(receiver.received[0]?.body);
    expect(await stateOf('hook')).toMatchObject({ last: { ok: true }, waiting: 0 });
  });

  it('is remembered from the moment that telling returns, also when the process is gone before any answer', async () => {
    const receiver = await startReceiver(held().answer);
    const first = setUp();
    first.targets.set('hook', target('webhook', `${receiver.origin}/${TOKEN}`));
    await first.alarms.tell(['hook'], failing);
    await receiver.until(1);
    await first.alarms.close();
    const { stateOf } = setUp({ store: first.store, clock: first.clock, targets: first.targets });
    // No attempt is counted for what we broke off ourselves.
    expect(await stateOf('hook')).toEqual({ targetId: 'hook', waiting: 1, nextAttemptAt: '2026-11-20T03:00:00.000Z' });
  });

  it('is tried ever more rarely and given up after three days', async () => {
    const receiver = await startReceiver(status(503));
    const { alarms, targets, clock, stateOf } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/`));
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    const waits: number[] = [];
    for (;;) {
      const next = await alarms.nextAttemptAt();
      if (next === undefined) break;
      waits.push((next - clock.now()) / 1000);
      clock.advance(next - clock.now());
      await alarms.deliverDue();
    }
    expect(waits.slice(0, 8)).toEqual([5, 30, 120, 600, 1800, 3600, 7200, 14_400]);
    expect(new Set(waits.slice(8))).toEqual(new Set([14_400]));
    expect(receiver.received.length).toBeLessThanOrEqual(30);
    expect(receiver.received.length).toBeGreaterThan(15);
    expect(await stateOf('hook')).toMatchObject({ last: { ok: false }, waiting: 0 });
  });

  it('hushes no switch half a day later', async () => {
    const { answer, back } = awayUntilBack();
    const receiver = await startReceiver(answer);
    const { alarms, targets, clock } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping', OFFICE, succeeded);
    await alarms.deliverDue();
    back();
    clock.advance(12 * HOUR + 1);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
    expect(await alarms.nextAttemptAt()).toBeUndefined();
  });

  it('is tried again although the clock was set back a year meanwhile', async () => {
    const receiver = await startReceiver(inTurn(status(503), ok));
    const { alarms, targets, clock, stateOf } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/`));
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    clock.advance(-365 * 24 * HOUR);
    await alarms.tell(['hook'], recovered);
    await alarms.deliverDue();
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { event: string }).event)).toEqual([
      'failing',
      'failing',
      'recovered',
    ]);
    expect(await stateOf('hook')).toMatchObject({ waiting: 0 });
  });

  it('goes to the address as it is then', async () => {
    const [old, current] = [await startReceiver(status(404)), await startReceiver()];
    const { alarms, targets, clock } = setUp();
    targets.set('hook', target('webhook', `${old.origin}/`));
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    targets.set('hook', target('webhook', `${current.origin}/`));
    clock.advance(5_000);
    await alarms.deliverDue();
    expect([old.received.length, current.received.length]).toEqual([1, 1]);
  });

  it('is forgotten with its target', async () => {
    const receiver = await startReceiver(status(503));
    const { alarms, targets, store, clock } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/`));
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    targets.clear();
    clock.advance(5_000);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
    expect(store.records.size).toBe(0);
  });

  it('is spared more than one attempt at a time, however much waits', async () => {
    const { answer, back } = awayUntilBack();
    const receiver = await startReceiver(answer);
    const { alarms, targets, clock, store } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/`));
    const giveBack = store.claim();
    await alarms.tell(['hook'], failing);
    await alarms.tell(['hook'], recovered);
    giveBack?.();
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
    back();
    clock.advance(5_000);
    await alarms.deliverDue();
    expect(receiver.received.map(({ body }) => (JSON.parse(body) as { event: string }).event)).toEqual([
      'failing',
      'failing',
      'recovered',
    ]);
  });

  it('does not stand in the way of other targets', async () => {
    const silent = held();
    const [away, fine] = [await startReceiver(silent.answer), await startReceiver()];
    const { alarms, targets } = setUp();
    targets.set('a', target('webhook', `${away.origin}/`));
    targets.set('b', target('webhook', `${fine.origin}/`));
    await alarms.tell(['a', 'b'], failing);
    await Promise.all([away.until(1), fine.until(1)]);
    silent.release();
    await alarms.deliverDue();
    expect([away.received.length, fine.received.length]).toEqual([1, 1]);
  });

  it('is bounded: of far too many messages the newest thousand stay', async () => {
    const receiver = await startReceiver(status(503));
    const { alarms, targets, clock, stateOf, store } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/`));
    for (let count = 1; count <= 1_005; count += 1) {
      clock.advance(1);
      const message = { ...failing, device: { id: `device-${count}`, name: `Router ${count}` } };
      store.records.set(
        `old-${count}`,
        JSON.stringify({
          record: 'pending',
          id: `old-${count}`,
          targetId: 'hook',
          order: count,
          queuedAt: clock.now(),
          attempts: 0,
          nextAt: clock.now(),
          content: { type: 'message', message },
        }),
      );
    }
    await alarms.deliverDue();
    expect(await stateOf('hook')).toMatchObject({ waiting: 1_000 });
    expect([...store.records.keys()].filter((id) => id.startsWith('old-'))).toHaveLength(1_000);
    expect(store.records.has('old-5')).toBe(false);
    expect(receiver.received[0]?.body).toContain('"Router 6"');
  });

  it('is not lost, nor mistaken, when records of another version lie beside it', async () => {
    const receiver = await startReceiver();
    const { alarms, targets, store } = setUp();
    targets.set('hook', target('webhook', `${receiver.origin}/`));
    for (const odd of ['null', '7', '{}', '{"record":"pending","version":2}']) store.records.set(odd, odd);
    await alarms.tell(['hook'], failing);
    await alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
    expect(store.records.size).toBe(5);
  });
});

describe('the signals of one run', () => {
  it('never arrive in the wrong order: a start that waits is overtaken by the success, and is not sent after it', async () => {
    const { answer, back } = awayUntilBack();
    const receiver = await startReceiver(answer);
    const { alarms, targets, clock } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/x`));
    await alarms.signal('ping', OFFICE, started);
    await alarms.deliverDue();
    back();
    await alarms.signal('ping', OFFICE, succeeded);
    await alarms.deliverDue();
    clock.advance(HOUR);
    await alarms.deliverDue();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/x/start', '/x']);
  });

  it('end with the last one, also when the clock was set back in between', async () => {
    const { answer, back } = awayUntilBack();
    const receiver = await startReceiver(answer);
    const { alarms, targets, clock } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/x`));
    await alarms.signal('ping', OFFICE, failed);
    await alarms.deliverDue();
    clock.advance(-2 * HOUR);
    back();
    await alarms.signal('ping', OFFICE, succeeded);
    await alarms.deliverDue();
    expect(receiver.received.map(({ path }) => path)).toEqual(['/x/fail', '/x']);
    expect(await alarms.nextAttemptAt()).toBeUndefined();
  });

  it('of two hundred devices at once all arrive', async () => {
    const receiver = await startReceiver();
    const { alarms, targets } = setUp();
    const ids = Array.from({ length: 200 }, (_, index) => `ping:${index}`);
    for (const id of ids) targets.set(id, target('ping', `${receiver.origin}/${id.replace(':', '-')}`));
    await Promise.all(ids.map((id) => alarms.signal(id, { id, name: id }, succeeded)));
    await alarms.deliverDue();
    expect(new Set(receiver.received.map(({ path }) => path)).size).toBe(200);
    expect(receiver.received.length).toBe(200);
  });
});

describe('two processes with one store', () => {
  it('deliver each message once', async () => {
    const { answer, release } = held();
    const receiver = await startReceiver(answer);
    const app = setUp();
    app.targets.set('hook', target('webhook', `${receiver.origin}/`));
    const terminal = setUp({ store: app.store, clock: app.clock, targets: app.targets });
    await app.alarms.tell(['hook'], failing);
    await receiver.until(1);
    await terminal.alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
    release();
    await app.alarms.deliverDue();
    await terminal.alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
  });

  it('deliver what the other one remembered', async () => {
    const receiver = await startReceiver();
    const app = setUp();
    app.targets.set('hook', target('webhook', `${receiver.origin}/`));
    const terminal = setUp({ store: app.store, clock: app.clock, targets: app.targets });
    const giveBack = app.store.claim();
    await terminal.alarms.tell(['hook'], failing);
    await terminal.alarms.close();
    expect(receiver.received.length).toBe(0);
    giveBack?.();
    await app.alarms.deliverDue();
    expect(receiver.received.length).toBe(1);
  });
});
