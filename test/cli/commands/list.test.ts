import { describe, expect, it } from 'vitest';
import { keepError, reportOf } from '../../../shared/index.ts';
import { deviceView, newDevice } from '../fake-keeper.ts';
import { jsonOf, run } from '../run.ts';

const refused = reportOf(keepError('auth/refused', { host: 'attic.lan' }));
const gone = reportOf(keepError('vault/missing', { folder: '/mnt/share' }));

describe('list', () => {
  it('shows name, state, address, product, age and last outcome in columns', async () => {
    const devices = [
      deviceView(),
      deviceView({ name: '東京オフィス', origin: 'http://10.0.0.1:8000', identity: { product: 'DSM' } }),
    ];
    const { exit, stdout } = await run(['list'], { keeper: { listDevices: () => Promise.resolve(devices) } });
    expect(exit).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'NAME           STATE      ADDRESS               DEVICE        LAST VERIFIED  LAST RUN',
      'Office router  backed up  192.168.1.1:8001      SRM RT6600ax  9 hours ago    verified',
      '東京オフィス   backed up  http://10.0.0.1:8000  DSM           9 hours ago    verified',
      '',
    ]);
  });

  it.each([
    [deviceView({ needsYou: refused }), 'needs you', '9 hours ago'],
    [deviceView({ lastRun: { at: '2026-11-20T02:00:00Z', outcome: 'failed', error: gone } }), 'failing', '9 hours ago'],
    [deviceView({ lastRun: { at: '2026-11-20T02:00:00Z', outcome: 'running' } }), 'running', '9 hours ago'],
    [newDevice(), 'never backed up', 'never'],
    [newDevice({ vaultProblem: gone }), 'failing', 'not known'],
  ] as const)('has a word for each state (%#)', async (device, state, age) => {
    const { stdout } = await run(['list'], { keeper: { listDevices: () => Promise.resolve([device]) } });
    expect(stdout.split('\n')[1]).toContain(` ${state} `);
    expect(stdout.split('\n')[1]).toContain(` ${age} `);
  });

  it('says of a device that waits what it waits for', async () => {
    const { stdout } = await run(['list'], {
      keeper: { listDevices: () => Promise.resolve([deviceView({ name: 'Attic', needsYou: refused })]) },
    });
    expect(stdout).toContain(`\nAttic: ${refused.message}\n  Hint: ${refused.hint}\n`);
  });

  it('gives each device a block of its own where the terminal is narrow', async () => {
    const { stdout } = await run(['list'], {
      columns: 60,
      keeper: { listDevices: () => Promise.resolve([deviceView(), deviceView({ name: 'Attic' })]) },
    });
    expect(stdout).toContain('Office router\n  STATE          backed up\n  ADDRESS        192.168.1.1:8001\n');
    expect(stdout).toContain('\n\nAttic\n');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('tells a new user what to do first', async () => {
    const { exit, stdout } = await run(['list'], { keeper: { listDevices: () => Promise.resolve([]) } });
    expect(exit).toBe(0);
    expect(stdout).toContain('No device yet.');
    expect(stdout).toContain('routerkeep demo');
  });

  it('gives every fact with --json, the name under "device"', async () => {
    const { name, ...facts } = deviceView();
    const ran = await run(['list', '--json'], { keeper: { listDevices: () => Promise.resolve([deviceView()]) } });
    expect(jsonOf(ran)).toEqual({ ok: true, command: 'list', results: [{ device: name, ...facts }] });
  });

  it('passes on what the keeper noticed while opening and working, each once', async () => {
    const notices = [['The settings were repaired.'], ['The history begins anew.'], []];
    const { stderr } = await run(['list'], {
      keeper: { listDevices: () => Promise.resolve([]), takeNotices: () => notices.shift() ?? [] },
    });
    expect(stderr).toBe('Note: The settings were repaired.\nNote: The history begins anew.\n');
  });
});

describe('a device or file that speaks to the terminal', () => {
  it('cannot move the cursor, colour the page or turn the writing', async () => {
    const name = '\u001b[2J\u001b]0;owned\u0007\u202egnp.exe\u009b31m\nSecond line';
    const device = deviceView({ name });
    for (const argv of [['list'], ['list', '--json']]) {
      const { stdout } = await run(argv, { keeper: { listDevices: () => Promise.resolve([device]) } });
      expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      if (argv.length === 1) expect(stdout).not.toContain('\u202e');
    }
  });
});
