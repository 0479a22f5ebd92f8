import { defaultBehaviour, startFleet } from '../device-simulator/index.ts';
import type { FromFleet, ToFleet } from './fleet.ts';

/** Many simulated devices in a process of their own, so that their memory is not taken for the program's. */
const CALM = { ...defaultBehaviour('srm-strict'), keyBits: 2048, taskPolls: 0 };
const fleet = await startFleet(Number(process.argv[2]), {
  profile: 'srm-strict',
  behaviour: CALM,
});

function tell(message: FromFleet): void {
  process.send?.(message);
}

process.on('message', (message: ToFleet) => {
  switch (message.kind) {
    case 'behave':
      for (const device of fleet.devices) device.behave(CALM);
      for (const { index, change } of message.changes) fleet.devices[index]?.behave(change);
      tell({ kind: 'done' });
      return;
    case 'count': {
      const fired = fleet.devices.flatMap((device) => device.fired);
      tell({ kind: 'stalled', times: fired.filter((name) => /stall|silent/.test(name)).length });
      return;
    }
    case 'look':
      tell({
        kind: 'seen',
        devices: fleet.devices.map(({ counters, fired }) => ({ ...counters, fired: [...fired] })),
      });
      for (const device of fleet.devices) {
        device.dropSessions();
        device.forget();
      }
  }
});
process.once('disconnect', () => process.exit());
tell({
  kind: 'ready',
  devices: fleet.devices.map(({ origin, user, password, fingerprint = '' }) => ({
    origin,
    user,
    password,
    fingerprint,
  })),
});
