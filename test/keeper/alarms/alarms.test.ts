import { readdir, rm } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openAlarmDesk } from '../../../electron/keeper/alarms/open-alarm-desk.ts';
import { alarmAccount } from '../../../electron/keeper/secret-accounts.ts';
import type { AlarmRecord, DeviceRecord } from '../../../electron/records/index.ts';
import { held, ok, startReceiver, status, type Answerer, type Receiver } from '../../alarms/receiver.ts';
import { makeCertificate } from '../../device-simulator/index.ts';
import { add, backUp, filesBelow, makeBench, makeDevice, never, type Bench } from '../harness.ts';
import { copyTo } from '../copies/second-place.ts';

const TOKEN = 'not-to-be-seen-5f1c';
const authority = makeCertificate({ commonName: 'Home authority', authority: true });

interface Scene {
  readonly bench: Bench;
  readonly log: string[];
  /** How often the secret store was opened. */
  readonly opened: () => number;
}

async function scene(): Promise<Scene> {
  const log: string[] = [];
  let opened = 0;
  const plain = await makeBench();
  const bench = await makeBench(undefined, undefined, {
    log: (line) => void log.push(line),
    secrets: () => {
      opened += 1;
      return plain.outside.secrets();
    },
    alarmNetwork: { authorities: () => [authority.cert] },
  });
  return { bench, log, opened: () => opened };
}

/** A real HTTPS server with a certificate of the authority. */
function listener(answer: Answerer = ok): Promise<Receiver> {
  const request = { commonName: 'monitor.example', issuer: authority, altNames: ['127.0.0.1'] };
  return startReceiver(answer, makeCertificate(request));
}

/** Sets alarms as `set` does: the address goes to the secrets, the settings keep the host. */
async function setAlarms(
  { outside }: Bench,
  whose: 'device' | 'all',
  ...alarms: readonly (readonly [AlarmRecord['kind'], Receiver])[]
): Promise<readonly AlarmRecord[]> {
  const secrets = await outside.secrets();
  const records: AlarmRecord[] = [];
  for (const [kind, receiver] of alarms) {
    const record = { id: outside.newId(), kind, host: `127.0.0.1:${receiver.port}` };
    await secrets.set(alarmAccount(record.id), `${receiver.origin}/${TOKEN}`);
    records.push(record);
  }
  await outside.settings.update((settings) =>
    whose === 'all'
      ? { ...settings, alarms: records }
      : { ...settings, devices: settings.devices.map((device) => ({ ...device, alarms: records })) },
  );
  return records;
}

async function theDevice({ outside }: Bench): Promise<DeviceRecord> {
  const [device] = (await outside.settings.read()).devices;
  if (device === undefined) throw new Error('no device');
  return device;
}

const paths = ({ received }: Receiver): readonly string[] => received.map(({ path: seen }) => seen.replace(TOKEN, ''));

describe("a device's dead-man's-switch", () => {
  it('hears of each scheduled run that began, and of each backup that was verified, whoever asked for it', async () => {
    const { bench } = await scene();
    const receiver = await listener();
    await add(bench, await makeDevice());
    await setAlarms(bench, 'device', ['ping', receiver]);
    for (const trigger of ['manual', 'schedule'] as const) {
      expect((await backUp(bench, trigger)).ok).toBe(true);
      await bench.keeper.settleAlarms(never());
    }
    expect(paths(receiver).filter((seen) => seen === '/')).toHaveLength(2);
    expect(paths(receiver).filter((seen) => seen === '//start')).toHaveLength(1);
    expect(receiver.received.at(-1)?.body).toMatch(/^Office: backup verified, .* nothing changed/);
    expect(await bench.keeper.alarms()).toMatchObject([
      {
        kind: 'ping',
        device: 'Office',
        sentence: `127.0.0.1:${receiver.port}: delivered just now`,
        last: { ok: true, what: 'success' },
        waiting: 0,
      },
    ]);
  });

  it('hears no success of a run that failed, and no start of one by hand, whose end nobody would tell', async () => {
    const { bench } = await scene();
    const receiver = await listener();
    const device = await makeDevice();
    await add(bench, device);
    await setAlarms(bench, 'device', ['ping', receiver]);
    device.behave({ download: { fault: 'random' } });
    expect((await backUp(bench)).ok).toBe(false);
    await bench.keeper.settleAlarms(never());
    expect(paths(receiver)).toEqual([]);
    expect((await backUp(bench, 'schedule')).ok).toBe(false);
    await bench.keeper.settleAlarms(never());
    expect(paths(receiver)).toEqual(['//start']);
  });

  it('alarms at once when a run was given up, in words that name no place', async () => {
    const { bench } = await scene();
    const receiver = await listener();
    await add(bench, await makeDevice());
    await setAlarms(bench, 'device', ['ping', receiver]);
    const desk = openAlarmDesk(bench.outside);
    await desk.runGaveUp(await theDevice(bench), 'vault/full');
    await desk.settle(3_000, never());
    await desk.close();
    expect(paths(receiver)).toEqual(['//fail']);
    expect(receiver.received[0]?.body).toMatch(/^Office: backup failed, the backup could not be stored/);
  });

  it('keeps no backup waiting, and fails none, when nothing answers', async () => {
    const { bench } = await scene();
    const silence = held();
    const receiver = await listener(silence.answer);
    await add(bench, await makeDevice());
    await setAlarms(bench, 'device', ['ping', receiver]);
    expect((await backUp(bench)).ok).toBe(true);
    const [alarm] = await bench.keeper.alarms();
    expect(alarm).toMatchObject({ waiting: 1 });
    silence.release();
  });
});

describe('a backup', () => {
  it('succeeds although every alarm and every second place fails', async () => {
    const { bench, log } = await scene();
    const receiver = await listener(status(500));
    await copyTo(bench, 'nas');
    await rm(path.join(bench.folder, 'nas'), { recursive: true });
    await add(bench, await makeDevice());
    await setAlarms(bench, 'device', ['ping', receiver], ['webhook', receiver]);
    const result = await backUp(bench);
    expect(result).toMatchObject({
      ok: true,
      warnings: [{ code: 'copy/behind', place: 'nas', state: 'away', behind: 2, error: 'copy/missing' }],
    });
    await bench.keeper.settleAlarms(never());
    expect(JSON.stringify([result, log, await bench.keeper.alarms()])).not.toContain(TOKEN);
  });

  it('of a device without alarms opens no secret store for them and writes nothing', async () => {
    const { bench, opened } = await scene();
    await add(bench, await makeDevice());
    const before = opened();
    await backUp(bench);
    // Once for the password.
    expect(opened() - before).toBe(1);
    await bench.keeper.settleAlarms(never());
    const desk = openAlarmDesk(bench.outside);
    await desk.deliverDue();
    expect(await desk.nextAttemptAt()).toBeUndefined();
    expect(bench.outside.history.notes.all('alarm').size).toBe(0);
    expect((await readdir(bench.home.locksFolder)).filter((name) => name.startsWith('alarms'))).toEqual([]);
  });
});

describe('webhooks and ntfy topics', () => {
  const message = (device: DeviceRecord) =>
    ({
      event: 'failing',
      at: '2026-11-20T03:00:00.000Z',
      device: { id: device.id, name: device.name },
      lastVerifiedAt: null,
      code: 'network/timeout',
    }) as const;

  it('are those for all, except of a kind that the device has of its own; an empty list means none', async () => {
    const { bench } = await scene();
    const [common, commonNtfy, own] = await Promise.all([listener(), listener(), listener()]);
    await add(bench, await makeDevice());
    await setAlarms(bench, 'all', ['webhook', common], ['ntfy', commonNtfy]);
    const tell = async (): Promise<readonly number[]> => {
      const desk = openAlarmDesk(bench.outside);
      await desk.tell([message(await theDevice(bench))]);
      await desk.settle(3_000, never());
      await desk.close();
      return [common, commonNtfy, own].map(({ received }) => received.length);
    };
    expect(await tell()).toEqual([1, 1, 0]);
    await setAlarms(bench, 'device', ['webhook', own]);
    expect(await tell()).toEqual([1, 2, 1]);
    await setAlarms(bench, 'device');
    expect(await tell()).toEqual([1, 2, 1]);
  });

  it('drop what waits for an alarm that was changed, or whose device was removed', async () => {
    const { bench } = await scene();
    const dead = await listener(status(503));
    await add(bench, await makeDevice());
    await setAlarms(bench, 'device', ['webhook', dead]);
    const desk = openAlarmDesk(bench.outside);
    await desk.tell([message(await theDevice(bench))]);
    await desk.settle(1_000, never());
    expect(await desk.nextAttemptAt()).toBeDefined();
    await bench.keeper.removeDevice('Office', { deleteBackups: false });
    expect(await desk.nextAttemptAt()).toBeUndefined();
    expect(bench.outside.history.notes.all('alarm').size).toBe(0);
    await desk.close();
  });
});

describe('a test of the alarms', () => {
  it('tries every one, shows only hosts, and leaves the switch as it is', async () => {
    const { bench } = await scene();
    const [good, dead] = [await listener(), await listener(status(404))];
    await add(bench, await makeDevice());
    await setAlarms(bench, 'all', ['webhook', good], ['ntfy', dead]);
    await setAlarms(bench, 'device', ['ping', good]);
    const tests = await bench.keeper.testAlarms(never());
    expect(tests).toMatchObject([
      { kind: 'webhook', host: `127.0.0.1:${good.port}`, ok: true },
      { kind: 'ntfy', host: `127.0.0.1:${dead.port}`, ok: false },
      { kind: 'ping', device: 'Office', host: `127.0.0.1:${good.port}`, ok: true },
    ]);
    expect(tests[1]?.problem).toBe(`127.0.0.1:${dead.port} did not accept the message (HTTP status 404).`);
    expect(paths(good).toSorted()).toEqual(['/', '//log']);
    expect(JSON.stringify([tests, await bench.keeper.alarms()])).not.toContain(TOKEN);
    for (const [file, bytes] of await filesBelow(bench.home.folder)) expect(bytes.includes(TOKEN), file).toBe(false);
    for (const { body, headers } of [...good.received, ...dead.received]) {
      expect(JSON.stringify([body, headers])).not.toContain(TOKEN);
      expect(body).not.toContain(bench.folder);
    }
  });

  it('says so where the address cannot be read', async () => {
    const { bench } = await scene();
    const good = await listener();
    const [record] = await setAlarms(bench, 'all', ['webhook', good]);
    await (await bench.outside.secrets()).delete(alarmAccount(record?.id ?? ''));
    expect(await bench.keeper.testAlarms(never())).toMatchObject([
      { ok: false, problem: 'The address of this alarm cannot be read at the moment.' },
    ]);
  });
});
