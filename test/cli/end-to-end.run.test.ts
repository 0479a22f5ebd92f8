import { cp, rm, symlink } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { missThreeNights, stayAwayFromNight } from './missed-nights.ts';
import { builtProgram } from './program.ts';
import { scene } from './scene.ts';

const lines = (stdout: string): readonly Record<string, unknown>[] =>
  stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Record<string, unknown>);

describe('run', () => {
  it('catches up what was missed, once, and ends cleanly when it is told to', async () => {
    const it = await scene();
    await it.add();
    await missThreeNights(it);
    const running = it.start(['--json', 'run']);
    await running.seen('"event":"run-ended"');
    running.child.kill('SIGTERM');
    const { exit, stdout } = await running.ended;
    expect(exit).toBe(0);
    const events = lines(stdout);
    expect(events.filter(({ event }) => event === 'role')).toMatchObject([{ role: 'scheduler' }]);
    expect(events.filter(({ event }) => event === 'run-started')).toMatchObject([
      { how: 'catch-up', device: 'Router' },
    ]);
    expect(events.at(-1)).toEqual({ ok: true, command: 'run', results: [] });
    expect(await it.archives()).toHaveLength(1);
    const { results } = await it.json(['history', 'Router']);
    expect(results[0]).toMatchObject({ outcome: 'verified', night: { state: 'caught-up' } });
  });

  it('stopped in the middle of a backup signs out, and the next one makes it good', async () => {
    const it = await scene();
    await it.add();
    await missThreeNights(it);
    it.device.behave({ taskPolls: 'never' });
    const running = it.start(['run']);
    await running.seen('catching up a missed backup');
    running.child.kill('SIGTERM');
    expect((await running.ended).exit).toBe(0);
    expect(it.device.counters.openSessions).toBe(0);
    expect((await it.json(['history', 'Router'])).results[0]).toMatchObject({ outcome: 'interrupted' });
    it.device.behave({ taskPolls: 2 });
    const { exit, stdout } = await it.program(['run', '--once']);
    expect(exit).toBe(0);
    expect(stdout).toContain('verified');
    expect(await it.archives()).toHaveLength(1);
  });

  it('asked to stop by another terminal in the middle of a backup signs out, and is waited for', async () => {
    const it = await scene();
    await it.add();
    await missThreeNights(it);
    it.device.behave({ taskPolls: 'never' });
    const running = it.start(['run']);
    await running.seen('catching up a missed backup');
    const stopped = await it.program(['run', '--stop']);
    expect(stopped).toMatchObject({ exit: 0, stdout: expect.stringContaining('The schedule was stopped.') as unknown });
    expect(await running.ended).toMatchObject({ exit: 0, stdout: expect.stringContaining('Stopped.') as unknown });
    expect(it.device.counters.openSessions).toBe(0);
    expect((await it.json(['history', 'Router'])).results[0]).toMatchObject({ outcome: 'interrupted' });
    const again = await it.program(['--json', 'run', '--stop']);
    expect(lines(again.stdout)).toMatchObject([{ ok: true, results: [{ schedule: 'none' }] }]);
  });

  it('ends with its input where that was asked for, and with nothing left behind', async () => {
    const it = await scene();
    await it.add();
    await stayAwayFromNight(it);
    const running = it.start(['--json', 'run', '--end-with-input']);
    await running.seen('"role":"scheduler"');
    running.child.stdin?.end();
    expect((await running.ended).exit).toBe(0);
  });

  it('only shows where another one has the schedule, and says so', async () => {
    const it = await scene();
    await it.add();
    await stayAwayFromNight(it);
    const first = it.start(['--json', 'run']);
    await first.seen('"role":"scheduler"');
    const second = it.start(['run']);
    await second.seen('Another Routerkeep runs the schedule of this home (process ');
    const once = await it.program(['--json', 'run', '--once']);
    expect([once.exit, lines(once.stdout)[0]]).toMatchObject([0, { role: 'display' }]);
    for (const { child } of [first, second]) child.kill('SIGTERM');
    expect([(await first.ended).exit, (await second.ended).exit]).toEqual([0, 0]);
  });

  it('works beside a backup from another terminal, which waits for its run and then makes one of its own', async () => {
    const it = await scene();
    await it.add();
    await missThreeNights(it);
    it.device.behave({ taskPolls: 'never' });
    const running = it.start(['--json', 'run']);
    await running.seen('"event":"run-started"');
    const other = it.start(['backup', 'Router']);
    const whom = `Router: Another Routerkeep is working on it (process ${String(running.child.pid)}, since today `;
    await other.seen(whom);
    expect(it.device.counters.openSessions).toBeLessThanOrEqual(1);
    it.device.behave({ taskPolls: 1 });
    await running.seen('"event":"run-ended"');
    expect(await other.ended).toMatchObject({
      exit: 0,
      stdout: expect.stringContaining('backed up, verified') as string,
    });
    running.child.kill('SIGTERM');
    expect((await running.ended).exit).toBe(0);
    expect(await it.archives()).toHaveLength(2);
  });

  it('ends when it is told to although the program was replaced under it', async () => {
    const it = await scene();
    await it.add();
    await stayAwayFromNight(it);
    const copy = path.join(it.folder, 'program');
    await cp(path.dirname(builtProgram()), path.join(copy, 'dist'), { recursive: true });
    await symlink(path.resolve('node_modules'), path.join(copy, 'node_modules'));
    const running = it.start(['--json', 'run'], {
      launcher: [process.execPath, path.join(copy, 'dist', 'routerkeep.js')],
    });
    await running.seen('"event":"role"');
    await rm(path.join(copy, 'dist'), { recursive: true });
    running.child.kill('SIGTERM');
    expect((await running.ended).exit).not.toBeNull();
  });
});

describe('run --once', () => {
  it('with nothing due does nothing and says so by its exit code', async () => {
    const it = await scene();
    await it.add();
    await stayAwayFromNight(it);
    await it.run(['backup', 'Router']);
    expect((await it.program(['run', '--once'])).exit).toBe(0);
    expect(await it.archives()).toHaveLength(1);
  });

  it('exits 1 for a device that cannot be reached, and 3 for one that needs its user', async () => {
    const it = await scene();
    await it.add();
    await missThreeNights(it);
    it.device.behave({ handshake: 'reset' });
    expect((await it.program(['run', '--once'])).exit).toBe(1);
    expect((await it.program(['list', '--check'])).exit).toBe(1);
    it.device.behave({ handshake: 'normal', loginAnswer: 400 });
    await it.run(['backup', 'Router']);
    expect((await it.program(['run', '--once'])).exit).toBe(3);
    expect((await it.program(['list', '--check'])).exit).toBe(3);
  });
});

describe('a user who is a bare number', () => {
  it('needs a home by name, and says so', async (context) => {
    if (process.getuid?.() !== 0) context.skip('only root may become somebody else');
    const it = await scene();
    const asNobody = ['/usr/bin/setpriv', '--reuid=12345', '--regid=12345', '--clear-groups', process.execPath];
    const launcher = [...asNobody, builtProgram()];
    const { exit, stderr } = await it.program(['list'], {
      launcher,
      env: { ROUTERKEEP_HOME: undefined, HOME: undefined, XDG_DATA_HOME: undefined },
    });
    expect(exit).toBe(3);
    expect(stderr).toContain('this user has no folder of their own');
  });
});
