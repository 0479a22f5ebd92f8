import { afterEach, describe, expect, it } from 'vitest';
import { startFleet, type Fleet } from '../device-simulator/index.ts';
import { signedIn } from './session.ts';

let fleet: Fleet | undefined;
afterEach(async () => {
  await fleet?.close();
});

describe('a fleet', () => {
  it('is many devices, each with its own port, serial number, name and certificate', async () => {
    fleet = await startFleet(40, { profile: 'srm-strict' });
    const { devices } = fleet;
    const distinct = (of: (device: (typeof devices)[number]) => unknown) => new Set(devices.map(of)).size;
    expect(devices).toHaveLength(40);
    expect(distinct(({ port }) => port)).toBe(40);
    expect(distinct(({ serial }) => serial)).toBe(40);
    expect(distinct(({ fingerprint }) => fingerprint)).toBe(40);
  });

  it('keeps its devices apart', async () => {
    fleet = await startFleet(2, { profile: 'srm-lenient', tls: false });
    const [one, other] = fleet.devices;
    if (one === undefined || other === undefined) throw new Error('a fleet of two has two');
    one.behave({ nonAdmin: 105 });
    one.changeSetting('w3_admin_port', '1');
    const answer = await (await signedIn(other)).download();
    expect(answer.headers['content-disposition']).toContain('filename="Device2_');
    expect(one.requests).toEqual([]);
    expect(other.counters.downloads).toBe(1);
  });
});
