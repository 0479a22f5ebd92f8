import { mkdir, readdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openSettings, type Settings } from '../../electron/records/index.ts';
import { openSecretStore } from '../../electron/secrets/index.ts';
import { preparePlace } from '../../electron/vault/index.ts';
import { startReceiver, type Receiver } from '../alarms/receiver.ts';
import { add, makeBench, makeDevice, SECRETS_ENV, type Bench } from './harness.ts';
import { live, movedClock, settled, startWatch, type MovedClock, type Watched } from './watch-bench.ts';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const NOON = '2026-11-20T11:00:00.000Z';

interface Home extends Bench {
  readonly clock: MovedClock;
}

async function oneDevice(): Promise<Home> {
  const clock = movedClock(NOON);
  const bench = await makeBench(SECRETS_ENV, clock);
  await add(bench, await makeDevice());
  return { ...bench, clock };
}

async function change({ home }: Bench, how: (settings: Settings) => Settings): Promise<void> {
  await openSettings(home).update(how);
}

function working({ watch }: Watched): () => boolean {
  return () => watch.working() > 0;
}

function titles({ events }: Watched): readonly string[] {
  return events.flatMap((event) => (event.kind === 'notification' ? [event.notification.title] : []));
}

const ALARM_ID = '7d1c2f50-8f0e-4c63-9d6e-2b1f5f0a6c11';

/** An alarm of the only device, as the settings and the secret store hold it. */
async function setAlarm(home: Home, kind: 'ping' | 'webhook', receiver: Receiver): Promise<void> {
  const secrets = await openSecretStore({ env: SECRETS_ENV, home: home.home.folder });
  await secrets.set(`alarm/${ALARM_ID}`, `${receiver.origin}/${kind}`);
  const alarm = { id: ALARM_ID, kind, host: `127.0.0.1:${String(receiver.port)}` };
  await change(home, (settings) => ({
    ...settings,
    devices: settings.devices.map((device) => ({ ...device, alarms: [...(device.alarms ?? []), alarm] })),
  }));
}

describe('on a desktop', () => {
  it('one note tells of a failure whose tries are used up, and one of the recovery', async () => {
    const home = await oneDevice();
    const watched = startWatch(home.keeper, { clock: home.clock, notifies: true });
    await live(home.clock, MINUTE, working(watched));
    await rename(home.vault, `${home.vault}.away`);
    await live(home.clock, 15 * HOUR, working(watched));
    expect(titles(watched)).toEqual([]);
    await live(home.clock, 2 * HOUR, working(watched));
    expect(titles(watched)).toEqual(['Office is failing: no backup was made']);
    await rename(`${home.vault}.away`, home.vault);
    await live(home.clock, 24 * HOUR, working(watched));
    expect(titles(watched)).toEqual(['Office is failing: no backup was made', 'Office is protected again']);
    const [note] = watched.events.flatMap((event) => (event.kind === 'notification' ? [event.notification] : []));
    expect(note?.action).toBe(`open-device/${note?.deviceIds[0] ?? ''}`);
  });

  it('what was told before a restart is not told again', async () => {
    const home = await oneDevice();
    const first = startWatch(home.keeper, { clock: home.clock, notifies: true });
    await live(home.clock, MINUTE, working(first));
    await rename(home.vault, `${home.vault}.away`);
    await live(home.clock, 17 * HOUR, working(first));
    expect(titles(first)).toHaveLength(1);
    await first.stop();
    const second = startWatch(await home.reopen(), { clock: home.clock, notifies: true });
    await live(home.clock, HOUR, working(second));
    expect(titles(second)).toEqual([]);
  });

  it('notes are shown there even while another program runs the schedule, which shows none', async () => {
    const home = await oneDevice();
    const headless = startWatch(home.keeper, { clock: home.clock });
    await settled(home.clock, working(headless));
    const desktop = startWatch(await home.reopen(), { clock: home.clock, notifies: true });
    expect((await desktop.next('role')).role).toBe('display');
    await rename(home.vault, `${home.vault}.away`);
    await live(home.clock, 17 * HOUR, working(headless));
    expect(titles(desktop)).toEqual(['Office is failing: no backup was made']);
    expect(titles(headless)).toEqual([]);
  });
});

describe('outside', () => {
  it('a webhook is told of a failure once its tries are used up, and of the recovery', async () => {
    const home = await oneDevice();
    const receiver = await startReceiver();
    await setAlarm(home, 'webhook', receiver);
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, MINUTE, working(watched));
    await rename(home.vault, `${home.vault}.away`);
    await live(home.clock, 17 * HOUR, working(watched));
    await receiver.until(1);
    await rename(`${home.vault}.away`, home.vault);
    await live(home.clock, 24 * HOUR, working(watched));
    await receiver.until(2);
    // A delivery may arrive twice, word for word; a message is made once.
    const messages = [...new Set(receiver.received.map(({ body }) => body))];
    expect(messages.map((body) => (JSON.parse(body) as { event: string }).event)).toEqual(['failing', 'recovered']);
  });

  it('a dead-man’s-switch hears of the start, and of a failure only when no try is left', async () => {
    const home = await oneDevice();
    const receiver = await startReceiver();
    await setAlarm(home, 'ping', receiver);
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, MINUTE, working(watched));
    await live(home.clock, 15 * HOUR, working(watched));
    await receiver.until(2);
    expect(receiver.received.map(({ path: asked }) => asked)).toEqual(['/ping/start', '/ping']);
    await rename(home.vault, `${home.vault}.away`);
    await live(home.clock, 26 * HOUR, working(watched));
    expect(receiver.received.at(-1)?.path).toBe('/ping/fail');
    const failures = receiver.received.filter(({ path: asked }) => asked === '/ping/fail');
    expect(new Set(failures.map(({ body }) => body)).size).toBe(1);
    // Four tries failed in silence.
    expect(watched.events.filter((event) => event.kind === 'run-ended' && !event.result.ok)).toHaveLength(4);
  });
});

describe('a second place', () => {
  it('that was away for some nights is caught up when it is back, without a backup', async () => {
    const home = await oneDevice();
    const place = path.join(home.folder, 'nas');
    await mkdir(place);
    const { id } = await preparePlace(place, [home.vault]);
    await rename(place, `${place}.away`);
    await change(home, (settings) => ({ ...settings, copyTo: [{ root: place, id }] }));
    const watched = startWatch(home.keeper, { clock: home.clock });
    await live(home.clock, 40 * HOUR, working(watched));
    expect(watched.events.filter((event) => event.kind === 'run-ended' && event.result.ok)).toHaveLength(2);
    await rename(`${place}.away`, place);
    await live(home.clock, 16 * MINUTE, working(watched));
    const copied = watched.events.flatMap((event) => (event.kind === 'copied' ? [event.copied] : []));
    expect(copied.reduce((sum, count) => sum + count, 0)).toBe(3);
    expect((await readdir(path.join(place, 'Office'))).filter((name) => name.endsWith('.dss'))).toHaveLength(3);
  });
});
