import { startFleet } from '../device-simulator/index.ts';

/** Many simulated devices in a process of their own, so that they do not share a core with what is measured. */
const count = Number(process.argv[2]);
const fleet = await startFleet(count, {
  profile: 'srm-strict',
  behaviour: { taskMs: Number(process.argv[3]), taskPolls: 0 },
});
const lines = fleet.devices.map(({ origin, user, password, fingerprint }) => ({ origin, user, password, fingerprint }));
process.stdout.write(`${JSON.stringify(lines)}\n`);
process.stdin.resume().once('end', () => {
  void fleet.close().then(() => process.exit(0));
});
