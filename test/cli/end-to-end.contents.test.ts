import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { archiveSecrets } from '../device-simulator/archive/secrets.ts';
import { scene, type Scene } from './scene.ts';

/** A device with two backups, between which Auto Block was made stricter and the web interface moved to another port. */
async function twoBackups(profile: 'srm-strict' | 'dsm7'): Promise<Scene> {
  const place = await scene({ profile });
  expect((await place.add()).exit).toBe(0);
  expect((await place.run(['backup', 'Router'])).exit).toBe(0);
  place.device.changeSetting('AutoBlock_attempts', '5');
  place.device.changeSetting('w3_admin_port', '5080');
  expect((await place.run(['backup', 'Router'])).exit).toBe(0);
  return place;
}

describe('the contents of backups', () => {
  it.each(['srm-strict', 'dsm7'] as const)(
    'say in words what changed since the backup before (%s)',
    async (profile) => {
      const { run, archives, json } = await twoBackups(profile);
      const { stdout, exit } = await run(['diff', 'Router']);
      expect(exit).toBe(0);
      expect(stdout).toContain('2 changes: Services, Security');
      expect(stdout).toMatch(/Security\n {2}~ Auto Block: failed sign-ins before an address is blocked: 10 -> 5\n/);
      expect(stdout).toMatch(/Services\n {2}[~+] Web access: HTTP port(: .* -> 5080|: added\n {6}5080)\n/);
      const [older = '', newer = ''] = (await archives()).map((file) => path.basename(file));
      expect((await run(['diff', 'Router', newer, newer])).stdout).toContain('No differences.');
      expect((await run(['diff', 'Router', older, '--exit-code'])).exit).toBe(1);
      expect((await run(['diff', 'Router', older, older, '--exit-code'])).exit).toBe(0);
      expect((await run(['diff', 'Router', '--stat'])).stdout).not.toContain('Auto Block');
      expect((await run(['diff', 'Router', '--section', 'security'])).stdout).not.toContain('HTTP port');
      const machine = await json(['diff', 'Router']);
      expect(machine.results).toEqual([
        expect.objectContaining({ device: 'Router', summary: expect.any(String) as string }),
      ]);
    },
  );

  it('show what stands in one, and none of its secrets', async () => {
    const { run, json } = await twoBackups('srm-strict');
    const { stdout, exit } = await run(['show', 'Router']);
    expect(exit).toBe(0);
    expect(stdout).toContain('User "backup-admin"');
    expect(stdout).toContain('Reservation "host-0 (');
    expect(stdout).toContain('Wi-Fi key: set, not shown');
    const all = stdout + JSON.stringify((await json(['show', 'Router'])).results);
    const { passwordHash, ...secrets } = archiveSecrets('SynologyRouter');
    for (const secret of [passwordHash.slice(0, 40), ...Object.values(secrets)]) expect(all).not.toContain(secret);
  });

  it('of a device with one backup have nothing to be compared with, and say so', async () => {
    const { add, run } = await scene();
    await add();
    await run(['backup', 'Router']);
    const { exit, stderr } = await run(['diff', 'Router']);
    expect(exit).toBe(2);
    expect(stderr).toContain('to compare it with');
    expect((await run(['show', 'Router', 'Elsewhere.dss'])).exit).toBe(2);
    expect((await run(['show', 'Router', '1999-01-01'])).exit).toBe(2);
  });
});
