import { describe, expect, it } from 'vitest';
import { keepError, reportOf } from '../../../shared/index.ts';
import type { DeviceView, Keeper, Overview } from '../../../electron/keeper/types.ts';
import { deviceView, newDevice, overviewOf } from '../fake-keeper.ts';
import { jsonOf, run } from '../run.ts';

const refused = reportOf(keepError('auth/refused', { host: 'attic.lan' }));
const gone = reportOf(keepError('vault/missing', { folder: '/mnt/share' }));

const listing = (devices: readonly DeviceView[], parts: Partial<Overview> = {}): Partial<Keeper> => ({
  overview: () => Promise.resolve(overviewOf(devices, parts)),
});

describe('list', () => {
  it('shows name, state, age, next run, product and address in columns, and the fleet in a sentence', async () => {
    const devices = [
      deviceView(),
      deviceView({ name: '東京オフィス', origin: 'http://10.0.0.1:8000', identity: { product: 'DSM' } }),
    ];
    const { exit, stdout, stderr } = await run(['list'], { keeper: listing(devices) });
    expect([exit, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([
      'NAME           STATE      LAST VERIFIED  NEXT RUN       DEVICE        ADDRESS',
      'Office router  protected  9 hours ago    tonight 03:00  SRM RT6600ax  192.168.1.1:8001',
      '東京オフィス   protected  9 hours ago    tonight 03:00  DSM           http://10.0.0.1:8000',
      '',
      '2 of 2 devices protected.',
      '',
    ]);
  });

  it.each([
    ['needs-you', 'needs you', 3],
    ['failing', 'failing', 1],
    ['overdue', 'overdue', 1],
    ['never', 'no backup yet', 1],
    ['running', 'backing up', 0],
    ['paused', 'paused', 0],
    ['protected', 'protected', 0],
  ] as const)('has a word for %s, and with --check an exit code', async (state, word, code) => {
    const keeper = listing([deviceView(), deviceView({ protection: { state, sentence: 'As it stands.' } })]);
    const { exit, stdout } = await run(['list'], { keeper });
    expect(stdout.split('\n').slice(1, 3).join('\n')).toContain(` ${word} `);
    expect(exit).toBe(0);
    expect((await run(['list', '--check'], { keeper })).exit).toBe(code);
  });

  it('lists the worst first, or in the order that was asked for, and only what was asked for', async () => {
    const devices = [
      deviceView({ name: 'B', group: 'Clinic' }),
      deviceView({ name: 'A', group: 'Clinic', protection: { state: 'failing', sentence: 'A fails.' } }),
      deviceView({ name: 'C', protection: { state: 'needs-you', sentence: 'C waits for you.' } }),
    ];
    const names = async (...options: readonly string[]): Promise<readonly unknown[]> =>
      jsonOf(await run(['list', ...options, '--json'], { keeper: listing(devices) })).results.map(
        (result) => (result as { readonly device: string }).device,
      );
    expect(await names()).toEqual(['C', 'A', 'B']);
    expect(await names('--order', 'name')).toEqual(['A', 'B', 'C']);
    expect(await names('--order', 'added')).toEqual(['B', 'A', 'C']);
    expect(await names('--group', 'Clinic')).toEqual(['A', 'B']);
    expect(await names('--state', 'needs-you')).toEqual(['C']);
    const checked = await run(['list', '--check', '--group', 'Clinic'], { keeper: listing(devices) });
    expect(checked.exit).toBe(1);
    expect((await run(['list', '--group', 'Attic'], { keeper: listing(devices) })).stdout).toContain('No device fits.');
    for (const wrong of [
      ['--order', 'size'],
      ['--state', 'ill'],
    ]) {
      expect((await run(['list', ...wrong], { keeper: listing(devices) })).exit).toBe(2);
    }
  });

  it('shows no stray sign where a sentence holds a name of another writing direction apart', async () => {
    const fleet = { ...overviewOf([]).fleet, sentence: '0 of 1 device protected. Needs you: \u2068משרד\u2069.' };
    const { stdout } = await run(['list'], { keeper: listing([deviceView({ name: 'משרד' })], { fleet }) });
    expect(stdout).toContain('Needs you: משרד.');
  });

  it('says that another Routerkeep stores in the same folder', async () => {
    const keeper = listing([deviceView({ sharesFolder: true })]);
    expect((await run(['list'], { keeper })).stdout).toContain('Office router: Another Routerkeep stores backups');
  });

  it('cuts a long name where the terminal is narrow, never for machines', async () => {
    const name = 'The router in the attic of the old house by the river';
    const keeper = listing([deviceView({ name }), deviceView({ name: 'Office' })]);
    const { stdout } = await run(['list'], { keeper, columns: 100 });
    expect(stdout).toMatch(/^The router in the .*… {2}protected/m);
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(100);
    expect((await run(['list', '--json'], { keeper, columns: 100 })).stdout).toContain(name);
  });

  it('gives with --check the worst of several: who needs you before what fails', async () => {
    const keeper = listing(
      (['failing', 'needs-you', 'protected'] as const).map((state) =>
        deviceView({ protection: { state, sentence: '.' } }),
      ),
    );
    expect((await run(['list', '--check'], { keeper })).exit).toBe(3);
  });

  it('says of a device in trouble what happened and what to do', async () => {
    const protection = {
      state: 'needs-you',
      sentence: 'Attic: waits for you since yesterday.',
      error: refused,
    } as const;
    const { stdout } = await run(['list'], { keeper: listing([deviceView({ name: 'Attic', protection })]) });
    expect(stdout).toContain('\n\nAttic: waits for you since yesterday.\n');
  });

  it('tells of stored backups that are damaged, also of a device that is protected, and exits with 4', async () => {
    const device = deviceView({
      storedProblem: { ...gone, code: 'archive/damaged', message: 'A stored backup is damaged.' },
    });
    const { stdout } = await run(['list'], { keeper: listing([device]) });
    expect(stdout).toContain(`\n${device.name}: A stored backup is damaged.\n  Hint: ${gone.hint}\n`);
    expect((await run(['list', '--check'], { keeper: listing([device]) })).exit).toBe(4);
  });

  it('tells of a backup by hand that failed, and of a folder that is away', async () => {
    const devices = [
      deviceView({ lastRun: { at: '2026-11-20T02:00:00Z', outcome: 'failed', error: refused } }),
      newDevice({ name: 'Attic', vaultProblem: gone }),
    ];
    const { stdout } = await run(['list'], { keeper: listing(devices) });
    expect(stdout).toContain(`\nOffice router: ${refused.message}\n  Hint: ${refused.hint}\n`);
    expect(stdout).toContain(`\nAttic: ${gone.message}\n  Hint: ${gone.hint}\n`);
    expect(stdout).toMatch(/Attic +no backup yet +not known/);
  });

  it.each([
    ['elsewhere', undefined, ''],
    ['none', '2026-11-20T10:00:00.000Z', ''],
    ['none', '2026-11-17T10:00:00.000Z', 'routerkeep run'],
    ['none', undefined, 'routerkeep run'],
  ] as const)('says when nothing runs the schedule (%s, %s)', async (scheduler, watchedAt, told) => {
    const parts = { scheduler, ...(watchedAt === undefined ? {} : { watchedAt }) };
    const { stderr } = await run(['list'], { keeper: listing([deviceView()], parts) });
    expect(stderr).toContain(told);
    expect(stderr === '').toBe(told === '');
  });

  it('gives each device a block of its own where the terminal is narrow', async () => {
    const { stdout } = await run(['list'], {
      columns: 60,
      keeper: listing([deviceView(), deviceView({ name: 'Attic' })]),
    });
    expect(stdout).toContain('Office router\n  STATE          protected\n  LAST VERIFIED  9 hours ago\n');
    expect(stdout).toContain('\n\nOffice router\n');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThanOrEqual(60);
  });

  it('tells a new user what to do first', async () => {
    const { exit, stdout } = await run(['list'], { keeper: listing([]) });
    expect(exit).toBe(0);
    expect(stdout).toContain('No device yet.');
    expect(stdout).toContain('routerkeep demo');
  });

  it('gives every fact with --json, the name under "device"', async () => {
    const { name, ...facts } = deviceView();
    const ran = await run(['list', '--json'], { keeper: listing([deviceView()]) });
    expect(jsonOf(ran)).toEqual({ ok: true, command: 'list', results: [{ device: name, ...facts }] });
  });

  it('passes on what the keeper noticed while opening and working, each once', async () => {
    const notices = [['The settings were repaired.'], ['The history begins anew.'], []];
    const { stderr } = await run(['list'], {
      keeper: { ...listing([]), takeNotices: () => notices.shift() ?? [] },
    });
    expect(stderr).toBe('Note: The settings were repaired.\nNote: The history begins anew.\n');
  });
});

describe('a device or file that speaks to the terminal', () => {
  it('cannot move the cursor, colour the page or turn the writing', async () => {
    const name = '\u001b[2J\u001b]0;owned\u0007\u202egnp.exe\u009b31m\nSecond line';
    const device = deviceView({ name });
    for (const argv of [['list'], ['list', '--json']]) {
      const { stdout } = await run(argv, { keeper: listing([device]) });
      expect(stdout.replaceAll('\n', '')).not.toMatch(/\p{Cc}/u);
      if (argv.length === 1) expect(stdout).not.toContain('\u202e');
    }
  });
});
