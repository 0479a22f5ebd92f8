import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { BehaviourChange } from '../device-simulator/index.ts';
import { builtProgram } from './program.ts';
import { addArguments, scene } from './scene.ts';
import { injects } from '../faults/index.ts';

interface Phase {
  readonly phase: string;
  /** The line on standard error that says that the program is there. */
  readonly line: string;
  /** Holds the device there. */
  readonly hold: BehaviourChange;
  /** The session of a login whose answer never came is known to the device alone. */
  readonly openSessions?: number;
}

const PHASES: readonly Phase[] = [
  { phase: 'connecting', line: 'connecting', hold: { handshake: 'silent' } },
  { phase: 'asking what it offers', line: 'connecting', hold: { faults: [{ at: 'query', kind: 'stall' }] } },
  { phase: 'signing in', line: 'signing in', hold: { faults: [{ at: 'login', kind: 'stall' }] }, openSessions: 1 },
  { phase: 'starting the export', line: 'signing in', hold: { faults: [{ at: 'start', kind: 'stall' }] } },
  { phase: 'waiting for the device', line: 'the device prepares', hold: { taskPolls: 'never' } },
  { phase: 'downloading', line: 'downloading', hold: { faults: [{ at: 'download', kind: 'stall-in-body' }] } },
];

describe('Ctrl-C', () => {
  it.for(PHASES)('while $phase ends with 130, signs out and leaves nothing behind', async (phase, context) => {
    const fault = injects(context, 'terminal/interrupted-in-each-phase');
    const { device, add, json, start, archives, files } = await scene();
    await add();
    device.behave(phase.hold);
    const running = start(['backup', 'Router']);
    await running.seen(`Router: ${phase.line}`);
    running.child.kill('SIGINT');
    fault.fired();
    const { exit, stdout, stderr } = await running.ended;
    expect(exit).toBe(130);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/^Router: Cancelled\.$/m);
    expect(stderr).not.toMatch(/^ +at /m);
    expect(await archives()).toEqual([]);
    // No stage either: it would be a file beside the backups.
    expect((await files()).filter((file) => file.includes('/vault/Router/'))).toEqual([]);
    expect(device.counters.openSessions).toBeLessThanOrEqual(phase.openSessions ?? 0);
    expect((await json(['history', 'Router'])).results).toMatchObject([{ outcome: 'cancelled' }]);
  });

  it('while another terminal is at it stops the waiting and leaves that one alone', async () => {
    const { device, add, json, start, archives } = await scene();
    await add();
    device.behave({ taskPolls: 'never' });
    const first = start(['backup', 'Router']);
    await first.seen('Router: the device prepares');
    const second = start(['backup', 'Router']);
    await second.seen(`Router: Another Routerkeep is working on it (process ${String(first.child.pid)}, since today `);
    second.child.kill('SIGINT');
    expect(await second.ended).toMatchObject({ exit: 130, stdout: '' });
    device.behave({ taskPolls: 1 });
    expect((await first.ended).exit).toBe(0);
    expect(await archives()).toHaveLength(1);
    expect((await json(['history', 'Router'])).results).toMatchObject([{ outcome: 'verified' }]);
  });

  it('leaves the last good backup alone, and the next run works', async (context) => {
    const fault = injects(context, 'terminal/interrupted-in-each-phase');
    const { device, add, run, start, archives } = await scene();
    await add();
    await run(['backup', 'Router']);
    const before = await archives();
    device.behave({ faults: [{ at: 'download', kind: 'stall-in-body' }] });
    const running = start(['backup', '--all']);
    await running.seen('downloading');
    running.child.kill('SIGINT');
    fault.fired();
    expect((await running.ended).exit).toBe(130);
    expect(await archives()).toEqual(before);
    device.behave({ faults: [] });
    expect((await run(['backup'])).exit).toBe(0);
    expect((await run(['verify'])).stdout).toContain('2 of 2 archives are good.');
  });

  it('while adding forgets the device again', async (context) => {
    const fault = injects(context, 'terminal/interrupted-in-each-phase');
    const { device, start, json, archives } = await scene();
    device.behave({ taskPolls: 'never' });
    const running = start([...addArguments(device), '--name', 'Router'], { stdin: device.password });
    await running.seen('Router: the device prepares');
    running.child.kill('SIGINT');
    fault.fired();
    expect((await running.ended).exit).toBe(130);
    expect(device.counters.openSessions).toBe(0);
    expect((await json(['list'])).results).toEqual([]);
    expect(await archives()).toEqual([]);
  });

  it('pressed twice ends at once', async (context) => {
    const fault = injects(context, 'terminal/interrupted-in-each-phase');
    const { device, add, start } = await scene();
    await add();
    // The sign-out that follows the first one hangs.
    device.behave({ taskPolls: 'never', faults: [{ at: 'logout', kind: 'stall' }] });
    const running = start(['backup', 'Router']);
    await running.seen('the device prepares');
    running.child.kill('SIGINT');
    await running.seen('Press Ctrl-C again');
    const before = performance.now();
    running.child.kill('SIGINT');
    const { exit, stderr } = await running.ended;
    expect(exit).toBe(130);
    expect(stderr).not.toContain('Cancelled.');
    // The sign-out alone is given seconds.
    expect(performance.now() - before).toBeLessThan(2_000);
    fault.fired(2);
  });

  it('is the same for SIGTERM, and for the demo, whose folder goes away', async () => {
    const { start, folder, files } = await scene();
    const temporary = path.join(folder, 'tmp');
    await mkdir(temporary);
    const running = start(['demo'], { stdin: '', env: { TMPDIR: temporary } });
    await running.seen('3. The first backup');
    expect(await files()).not.toEqual([]);
    running.child.kill('SIGTERM');
    const { exit, stderr } = await running.ended;
    expect(exit).toBe(130);
    expect(stderr).toContain('Cancelled.');
    expect(await files()).toEqual([]);
  });

  it('while reading the password ends with 130', async (context) => {
    const fault = injects(context, 'terminal/interrupted-in-each-phase');
    const { device, start } = await scene();
    const running = start(addArguments(device));
    running.child.kill('SIGINT');
    const { exit } = await running.ended;
    // Before the program has taken over the signal, the system ends it by itself.
    expect([130, null]).toContain(exit);
    expect(device.counters.connections).toBe(0);
    fault.fired();
  });
});

describe('output that nobody reads any more', () => {
  it('does not stop a backup, and is no failure', async (context) => {
    const fault = injects(context, 'terminal/output-closed');
    const { add, start, archives } = await scene();
    await add();
    const running = start(['backup', 'Router'], { stdin: '' });
    running.child.stdout?.destroy();
    running.child.stderr?.destroy();
    const { exit } = await running.ended;
    expect(exit).toBe(0);
    expect(await archives()).toHaveLength(1);
    fault.fired(2);
  });

  it('is told when the disk it should go to is full', async (context) => {
    if (process.platform !== 'linux') context.skip('there is no /dev/full here');
    const { program } = await scene();
    const launcher = ['/bin/sh', '-c', 'exec "$0" "$@" > /dev/full', process.execPath];
    const { exit, stderr } = await program([builtProgram(), 'list'], { launcher });
    expect(exit).toBe(1);
    expect(stderr).toContain('The output could not be written (ENOSPC).');
    expect(stderr).not.toMatch(/^ +at /m);
  });
});

describe('what nobody foresaw', () => {
  it('ends with one sentence, without its text or its stack', async () => {
    const { device, add, start } = await scene();
    await add();
    device.behave({ taskPolls: 'never' });
    const planted = "process.once('SIGUSR2', () => { throw new TypeError('passwd=hunter2') })";
    const running = start(['backup', 'Router'], {
      env: { NODE_OPTIONS: `--import=data:text/javascript,${encodeURIComponent(planted)}` },
    });
    await running.seen('the device prepares');
    running.child.kill('SIGUSR2');
    const { exit, stdout, stderr } = await running.ended;
    expect(exit).toBe(1);
    expect(stderr).toContain('Something went wrong inside Routerkeep (TypeError).');
    expect(stdout + stderr).not.toMatch(/hunter2|^ +at /m);
  });
});

describe('the program as a process', () => {
  it('says its version and nothing else', async () => {
    const { program } = await scene();
    expect(await program(['--version'])).toMatchObject({ exit: 0, stdout: '0.1.0\n', stderr: '' });
  });

  it.each([
    [['nothing'], 2],
    [['list'], 0],
    [['backup', 'nobody'], 2],
    [['probe', 'localhost:1'], 1],
    [['add', 'localhost', '--user', 'u'], 2],
    [[], 2],
  ] as const)('%j ends with %d, quickly and by itself', async (argv, exit) => {
    const { program } = await scene();
    const ended = await program(argv);
    expect(ended.exit).toBe(exit);
    expect(ended.stderr).not.toMatch(/^ +at |Warning/m);
  });
});
