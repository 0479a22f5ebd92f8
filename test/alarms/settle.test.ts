import { describe, expect, it } from 'vitest';
import { held, inTurn, ok, startReceiver, status } from './receiver.ts';
import { OFFICE, setUp, succeeded, target, TOKEN } from './sample.ts';

describe('settling before a process ends', () => {
  it('waits out a short failure', async () => {
    const receiver = await startReceiver(inTurn(status(500), ok));
    const { alarms, targets, clock, stateOf } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping', OFFICE, succeeded);
    const settled = alarms.settle(10_000, new AbortController().signal);
    await clock.asleep(5_000);
    clock.advance(5_000);
    await settled;
    expect(receiver.received.length).toBe(2);
    expect(await stateOf('ping')).toMatchObject({ last: { ok: true }, waiting: 0 });
  });

  it('does not wait for an attempt beyond its patience', async () => {
    const receiver = await startReceiver(status(500));
    const { alarms, targets, stateOf } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping', OFFICE, succeeded);
    await alarms.settle(4_000, new AbortController().signal);
    expect(await stateOf('ping')).toMatchObject({ last: { ok: false }, waiting: 1 });
  });

  it('ends with its patience while a receiver keeps silent', async () => {
    const receiver = await startReceiver(held().answer);
    const { alarms, targets, clock, stateOf } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping', OFFICE, succeeded);
    const settled = alarms.settle(4_000, new AbortController().signal);
    await receiver.until(1);
    clock.advance(4_000);
    await settled;
    expect(await stateOf('ping')).toMatchObject({ waiting: 1 });
  });

  it('ends at once when it is cancelled', async () => {
    const receiver = await startReceiver(held().answer);
    const { alarms, targets } = setUp();
    targets.set('ping', target('ping', `${receiver.origin}/${TOKEN}`));
    await alarms.signal('ping', OFFICE, succeeded);
    const cancel = new AbortController();
    const settled = alarms.settle(4_000, cancel.signal);
    await receiver.until(1);
    cancel.abort();
    await settled;
  });

  it('returns at once when nothing waits', async () => {
    await setUp().alarms.settle(10_000, new AbortController().signal);
  });
});

describe('testing the alarms', () => {
  it('tells for each target how it went, in one attempt', async () => {
    const [fine, broken] = [await startReceiver(), await startReceiver(status(500))];
    const { alarms, targets } = setUp();
    targets.set('a', target('ntfy', `${fine.origin}/topic`));
    targets.set('b', target('webhook', `${broken.origin}/`));
    expect(await alarms.sendTest(['b', 'unknown', 'a'], AbortSignal.timeout(30_000))).toEqual([
      {
        targetId: 'b',
        host: `127.0.0.1:${broken.port}`,
        ok: false,
        problem: `127.0.0.1:${broken.port} did not accept the message (HTTP status 500).`,
      },
      { targetId: 'a', host: `127.0.0.1:${fine.port}`, ok: true },
    ]);
    expect(fine.received[0]).toMatchObject({ path: '/topic', headers: { title: 'Routerkeep: test' } });
    expect(await alarms.nextAttemptAt()).toBeUndefined();
  });

  it('can be cancelled', async () => {
    const receiver = await startReceiver(held().answer);
    const { alarms, targets } = setUp();
    targets.set('a', target('ntfy', `${receiver.origin}/topic`));
    const cancel = new AbortController();
    const tested = alarms.sendTest(['a'], cancel.signal);
    await receiver.until(1);
    cancel.abort();
    await expect(tested).rejects.toMatchObject({ code: 'cancelled' });
  });
});
