import { describe, expect, it } from 'vitest';
import { add, archivesIn, backUp, codeOf, makeBench, makeDevice } from './harness.ts';

const LIKE_A_NAS = {
  'SYNO.Mesh.System.Info': null,
  'SYNO.Core.NGFW.Traffic': null,
  'SYNO.API.Auth': { path: 'entry.cgi', minVersion: 1, maxVersion: 7 },
  'SYNO.Storage.CGI.Storage': { path: 'entry.cgi', minVersion: 1, maxVersion: 1 },
} as const;

describe('a backup of what answers at the address of a device', () => {
  it('sends no credential to a NAS beyond doubt in place of a router', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'srm-lenient' });
    await add(bench, device);
    device.forget();
    device.behave({ apis: LIKE_A_NAS });
    expect(codeOf(await backUp(bench))).toBe('device/other-device');
    expect(device.counters).toMatchObject({ logins: 0, downloads: 0 });
    expect(await archivesIn(bench.vault)).toHaveLength(1);
  });

  it('exports nothing from another model where no serial is told, and signs out', async () => {
    const bench = await makeBench();
    const device = await makeDevice({ profile: 'srm-strict', behaviour: { listFactsAs: { serial: null } } });
    await add(bench, device);
    device.forget();
    device.behave({ listFactsAs: { serial: null, model: 'RT2600ac' } });
    expect(codeOf(await backUp(bench))).toBe('device/other-device');
    expect(device.counters).toMatchObject({ logins: 1, downloads: 0, openSessions: 0 });
    expect(await archivesIn(bench.vault)).toHaveLength(1);
  });
});
