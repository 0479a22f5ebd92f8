import { asKeepError } from '../../../shared/index.ts';
import { openAlarms, type AlarmTarget, type RunSignal } from '../../alarms/index.ts';
import type { DeviceRecord } from '../../records/index.ts';
import type { OutsidePorts } from '../ports.ts';
import { fetchAlarmUrl } from '../secret-accounts.ts';
import { alarmStore } from './alarm-store.ts';
import { configuredAlarms, listenersOf, pingOf } from './targets.ts';
import type { AlarmDesk } from './types.ts';

/** While another process has the right to deliver, what is due is looked at again after this many milliseconds. */
const LEAST_PAUSE = 5_000;

/** Opens the alarms of a home. Opening touches nothing. */
export function openAlarmDesk(ports: OutsidePorts): AlarmDesk {
  const { clock, env, newId, alarmNetwork } = ports;
  const alarms = openAlarms({
    clock,
    env,
    randomId: newId,
    store: alarmStore(ports),
    target: (id) => targetOf(ports, id),
    ...(alarmNetwork === undefined ? {} : { network: alarmNetwork }),
  });
  let told = false;
  let triedAt = -Infinity;
  /** What a run tells must not fail it, whatever happens to the records. */
  const quietly = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (thrown) {
      ports.log(`alarms: ${asKeepError(thrown).message}`);
    }
  };
  const ping = (device: DeviceRecord, signal: RunSignal): Promise<void> =>
    quietly(async () => {
      const target = pingOf(device);
      if (target === undefined) return;
      told = true;
      await alarms.signal(target.id, { id: device.id, name: device.name }, signal);
    });
  const now = (): string => new Date(clock.now()).toISOString();
  return {
    runStarted: (device) => ping(device, { kind: 'start', at: now() }),
    runVerified: (device, { bytes, changed, durationMs }) =>
      ping(device, { kind: 'success', at: now(), verified: true, bytes, changed, durationMs }),
    runGaveUp: (device, code) => ping(device, { kind: 'fail', at: now(), code }),
    tell: (messages) =>
      quietly(async () => {
        if (messages.length === 0) return;
        const settings = await ports.settings.read();
        for (const message of messages) {
          const device = settings.devices.find(({ id }) => id === message.device.id);
          const listeners = device === undefined ? [] : listenersOf(settings, device);
          if (listeners.length === 0) continue;
          told = true;
          await alarms.tell(
            listeners.map(({ id }) => id),
            message,
          );
        }
      }),
    deliverDue: async () => {
      const next = await alarms.nextAttemptAt();
      // Asking for the right to deliver would write a file.
      if (next === undefined || next > clock.now()) return;
      triedAt = clock.now();
      await alarms.deliverDue();
    },
    nextAttemptAt: async () => {
      const next = await alarms.nextAttemptAt();
      if (next === undefined) return undefined;
      // A clock that was set back must not put it off.
      return triedAt > clock.now() ? next : Math.max(next, triedAt + LEAST_PAUSE);
    },
    settle: async (patience, signal) => {
      if (told && (await alarms.nextAttemptAt()) !== undefined) await alarms.settle(patience, signal);
    },
    states: alarms.states,
    test: alarms.sendTest,
    close: alarms.close,
  };
}

async function targetOf(ports: OutsidePorts, id: string): Promise<AlarmTarget | undefined> {
  const found = configuredAlarms(await ports.settings.read()).find(({ alarm }) => alarm.id === id);
  if (found === undefined) return undefined;
  return { kind: found.alarm.kind, url: await fetchAlarmUrl(await ports.secrets(), found.alarm) };
}
