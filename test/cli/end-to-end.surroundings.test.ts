import { chmod, mkdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHome, openSettings } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { stayAwayFromNight } from './missed-nights.ts';
import { builtProgram } from './program.ts';
import { addArguments, scene } from './scene.ts';

describe('a zone that is no zone', () => {
  it.each([
    ['', 'The time zone of this computer is not known, and times count in UTC.'],
    ['Mars/Phobos', 'The time zone "Mars/Phobos" in the variable TZ is not known here'],
    ['Europe/Berlim', 'The time zone "Europe/Berlim" in the variable TZ is not known here'],
    ['CET-1CEST', 'The time zone "CET-1CEST" in the variable TZ is not known here'],
    ['GMT+3', 'The time zone "GMT+3" in the variable TZ is not known here'],
  ])('in TZ (%j) counts as UTC, which list and run say, and run watches', async (TZ, sentence) => {
    const it = await scene();
    await it.add();
    const listed = await it.program(['list'], { env: { TZ } });
    expect(listed.stderr).toContain(sentence);
    expect(listed).toMatchObject({ exit: 0, stdout: expect.stringMatching(/03:00/) as unknown });
    await stayAwayFromNight(it);
    const running = it.start(['--json', 'run'], { env: { TZ } });
    await running.seen('TZ=Europe/Berlin');
    await running.seen('"role":"scheduler"');
    running.child.kill('SIGTERM');
    const { exit, stdout, stderr } = await running.ended;
    expect(exit).toBe(0);
    expect(stdout + stderr).not.toMatch(/unexpected|internal/i);
  });

  it('in a schedule, from a newer version or another computer, counts as UTC and is told', async () => {
    const it = await scene();
    await it.add();
    const home = await openHome(it.env.ROUTERKEEP_HOME ?? '');
    const schedule = { kind: 'daily', times: ['03:00'], zone: 'Mars/Phobos' } as const;
    await openSettings(home).update((settings) => ({ ...settings, schedule }));
    for (const command of [['list'], ['run', '--once']]) {
      const { exit, stdout, stderr } = await it.program(command);
      expect([0, 1], stderr).toContain(exit);
      expect(stdout + stderr).toContain('Mars/Phobos');
      expect(stdout + stderr).toContain('its times count in UTC');
    }
  });

  it('is not told where there is a zone', async () => {
    const it = await scene();
    for (const TZ of ['Europe/Berlin', ':Europe/Berlin', 'UTC', 'Etc/GMT-5', undefined]) {
      expect((await it.program(['list'], { env: { TZ } })).stderr, TZ).not.toContain('TZ');
    }
  });
});

describe('started from the root folder, as a service is', () => {
  it('writes the log of its home, whatever folder it was started in', async () => {
    const it = await scene();
    await it.add();
    expect((await it.program(['backup', 'Router'], { cwd: '/' })).exit).toBe(0);
    const log = path.join(it.folder, 'home', 'logs', 'routerkeep.log');
    expect(await readFile(log, 'utf8')).toMatch(/^\[[^\]]+Z\] Router: verified \S+\.dss, \d+ bytes\n$/m);
    expect((await stat(log)).mode & 0o777).toBe(0o600);
  });

  it('says once that its log cannot be written, and goes on', async () => {
    const it = await scene();
    await it.add();
    await mkdir(path.join(it.folder, 'home', 'logs', 'routerkeep.log'));
    const { exit, stderr } = await it.program(['backup', 'Router'], { cwd: '/' });
    expect(exit).toBe(0);
    expect(stderr.match(/cannot be written/g)).toHaveLength(1);
    expect(stderr).toContain('EISDIR');
  });

  it('writes nothing where a link in the place of its log leads, says so once, and goes on', async (context) => {
    if (process.platform === 'win32')
      context.skip('Windows lets only administrators plant links, and has no such flag');
    const fault = injects(context, 'saving/symlink-planted');
    const it = await scene();
    await it.add();
    const elsewhere = path.join(it.folder, 'elsewhere');
    await writeFile(elsewhere, 'precious');
    for (const target of [elsewhere, path.join(it.folder, 'not-there-yet')]) {
      const log = path.join(it.folder, 'home', 'logs', 'routerkeep.log');
      await rm(log, { force: true });
      await symlink(target, log);
      const { exit, stderr } = await it.program(['backup', 'Router']);
      expect(exit, stderr).toBe(0);
      expect(stderr.match(/cannot be written \(ELOOP\)/g)).toHaveLength(1);
      fault.fired();
    }
    expect(await readFile(elsewhere, 'utf8')).toBe('precious');
    await expect(stat(path.join(it.folder, 'not-there-yet'))).rejects.toThrow(/ENOENT/);
  });

  it('as a bare number without a folder of its own keeps everything in its home, and says what to set without one', async (context) => {
    if (process.getuid?.() !== 0) context.skip('only root may become somebody else');
    const it = await scene();
    const home = path.join(it.folder, 'volume');
    await mkdir(home, { mode: 0o777 });
    for (const folder of [it.folder, home]) await chmod(folder, 0o777);
    const launcher = [
      ...['/usr/bin/setpriv', '--reuid=12345', '--regid=12345', '--clear-groups'],
      ...[process.execPath, builtProgram()],
    ];
    const env = { HOME: undefined, XDG_DATA_HOME: undefined, ROUTERKEEP_HOME: undefined };
    const options = { launcher, env, cwd: '/' };
    const added = await it.program(
      ['--home', path.join(home, 'home'), ...addArguments(it.device), '--name', 'Router'],
      {
        ...options,
        stdin: `${it.device.password}\n`,
      },
    );
    expect(added, added.stderr).toMatchObject({ exit: 0 });
    expect(await readFile(path.join(home, 'home', 'logs', 'routerkeep.log'), 'utf8')).toContain('Router: verified');
    expect((await it.archives()).map((file) => path.relative(home, path.dirname(file)))).toEqual([
      'home/backups/Router',
    ]);
    const without = await it.program(['list'], options);
    expect(without.exit).toBe(3);
    expect(without.stderr).toContain('--home');
  });
});
