import { stat, writeFile } from 'node:fs/promises';
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

  it('tell from backup to backup what changed, newest first, and leave out those that are as before', async () => {
    const place = await twoBackups('srm-strict');
    const { run, json, device } = place;
    expect((await run(['backup', 'Router'])).exit).toBe(0);
    device.changeSetting('AutoBlock_attempts', '3');
    expect((await run(['backup', 'Router'])).exit).toBe(0);
    const { stdout, exit } = await run(['log', 'router']);
    expect(exit).toBe(0);
    const told = [...stdout.matchAll(/failed sign-ins before an address is blocked: (\d+ -> \d+)/g)].map(
      ([, change]) => change,
    );
    expect(told).toEqual(['5 -> 3', '10 -> 5']);
    expect(stdout).toMatch(/^4 backups read, from \S+\.dss \(.*\) to \S+\.dss \(.*\)\.$/m);
    expect((await run(['log', 'Router', '--section', 'services'])).stdout).not.toContain('Auto Block');
    const counted = (await run(['log', 'Router', '--stat'])).stdout;
    expect(counted).toContain('2 changes: Services, Security');
    expect(counted).not.toContain('Auto Block');
    const [whole] = (await json(['log', 'Router'])).results as readonly { readonly points: readonly unknown[] }[];
    expect(whole).toMatchObject({ device: 'Router', backups: 4, unread: [] });
    expect(whole?.points).toHaveLength(2);
  });

  it('that cannot be read are named by the log, and what is around them is compared', async () => {
    const { run, archives } = await twoBackups('srm-strict');
    expect((await run(['backup', 'Router'])).exit).toBe(0);
    const newest = (await archives()).toSorted().at(-1) ?? '';
    const { size } = await stat(newest);
    await writeFile(newest, Buffer.alloc(size, 'x'));
    const { stdout, stderr, exit } = await run(['log', 'Router']);
    expect(exit).toBe(4);
    expect(stdout).toContain('10 -> 5');
    expect(stderr).toContain(path.basename(newest));
  });

  it('of a device in which nothing changed say so', async () => {
    const { add, run } = await scene();
    await add();
    await run(['backup', 'Router']);
    expect((await run(['log', 'Router'])).stdout).toContain('There is one backup only.');
    await run(['backup', 'Router']);
    expect((await run(['log', 'Router'])).stdout).toContain('Nothing changed in 2 backups.');
  });

  it('are searched through: what stands in them, since when, and what is not there any more', async () => {
    const { run, json } = await twoBackups('srm-strict');
    const { stdout, exit } = await run(['search', 'BACKUP-admin']);
    expect(exit).toBe(0);
    expect(stdout).toMatch(/^Router\n {2}Users: User "backup-admin"/m);
    expect(stdout).toMatch(/found in one backup of one device\.\n$/);
    const all = (await json(['search', 'before an address is blocked', '--all-backups'])).results;
    expect(all.map(({ now, record }) => [now, record]).sort()).toEqual([
      [false, expect.stringMatching(/blocked: 10$/)],
      [true, expect.stringMatching(/blocked: 5$/)],
    ]);
    const spans = (await run(['search', 'before an address is blocked', '--all-backups'])).stdout;
    expect(spans).toMatch(/ {6}since .+\n/);
    expect(spans).toMatch(/ {6}from .+ to .+, not any more\n/);
    expect((await run(['search', 'nowhere to be found'])).stdout).toBe('Nothing found in one backup of one device.\n');
    expect((await run(['search', '   '])).exit).toBe(2);
    expect((await run(['search', 'admin', 'Elsewhere'])).exit).toBe(2);
  });

  it('give no secret to a search, neither its value nor that it was guessed', async () => {
    const { run } = await twoBackups('srm-strict');
    for (const [name, secret] of Object.entries(archiveSecrets('SynologyRouter'))) {
      const { stdout } = await run(['search', secret, '--all-backups']);
      expect(stdout, name).toMatch(/^Nothing found in /);
    }
  });
});
