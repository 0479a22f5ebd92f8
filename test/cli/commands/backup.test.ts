import { describe, expect, it } from 'vitest';
import type { Selection } from '../../../electron/keeper/types.ts';
import { keepError, reportOf } from '../../../shared/index.ts';
import { backedUp, deviceView, refused } from '../fake-keeper.ts';
import { jsonOf, run } from '../run.ts';

const interrupted = {
  device: 'Cellar',
  ok: false,
  durationMs: 10,
  error: reportOf(keepError('cancelled', {})),
} as const;
const unreachable = {
  device: 'Cellar',
  ok: false,
  durationMs: 10,
  error: reportOf(keepError('network/refused', { host: '192.168.1.3' })),
} as const;

describe('backup', () => {
  it('says in one line what happened, and where the file is', async () => {
    const { exit, stdout, stderr } = await run(['backup', 'Office router'], {
      keeper: { backUp: () => Promise.resolve([backedUp()]) },
    });
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: '' });
    expect(stdout).toBe(
      'Office router: backed up, verified, 92 KB, settings changed since the last backup\n' +
        '  /vault/Office router/SynologyRouter_20261120.dss\n',
    );
  });

  it.each([
    [true, 'settings changed since the last backup'],
    [false, 'nothing changed since the last backup'],
    [null, 'the first backup'],
  ])('words "changed": %j', async (changed, words) => {
    const { stdout } = await run(['backup', 'x'], {
      keeper: { backUp: () => Promise.resolve([backedUp({ changed })]) },
    });
    expect(stdout).toContain(words);
  });

  it('tells what is odd about a backup that counts', async () => {
    const { exit, stdout } = await run(['backup', 'x'], {
      keeper: {
        backUp: () =>
          Promise.resolve([backedUp({ warnings: [{ code: 'collapse/size', bytes: 900, previous: 90_000 }] })]),
      },
    });
    expect(exit).toBe(0);
    expect(stdout).toContain(
      '  Note: It is much smaller than the last backup of normal size: 900 bytes instead of 90,000.',
    );
  });

  it('tells each failure on standard error and sums up several devices', async () => {
    const { exit, stdout, stderr } = await run(['backup', '--all'], {
      keeper: { backUp: () => Promise.resolve([backedUp(), refused('Attic'), unreachable]) },
    });
    expect(exit).toBe(3);
    expect(stdout).toContain('1 of 3 devices backed up.');
    expect(stderr).toBe(
      'Attic: The device at 192.168.1.2 refused the user name or the password.\n' +
        `  Hint: ${refused().ok ? '' : (refused() as Extract<ReturnType<typeof refused>, { ok: false }>).error.hint}\n` +
        'Cellar: Nothing answers at 192.168.1.3.\n' +
        `  Hint: ${unreachable.error.hint}\n`,
    );
  });

  it.each([
    [[backedUp(), backedUp()], 0],
    [[backedUp(), unreachable], 1],
    [[unreachable, refused(), backedUp()], 3],
    [[refused(), interrupted, backedUp()], 130],
  ] as const)('ends with the worst of several results (%#)', async (results, exit) => {
    const ran = await run(['backup', '--all', '--json'], { keeper: { backUp: () => Promise.resolve(results) } });
    expect(ran.exit).toBe(exit);
    expect(jsonOf(ran)).toEqual({ ok: exit === 0, command: 'backup', results });
    expect(ran.stderr).toBe('');
  });

  it('says once that it was interrupted, however many devices were not done', async () => {
    const { stderr } = await run(['backup', '--all'], {
      keeper: { backUp: () => Promise.resolve([backedUp(), interrupted, interrupted, unreachable]) },
    });
    expect(stderr.match(/Cancelled\./g)).toHaveLength(1);
    expect(stderr).toContain('Cellar: Nothing answers');
  });

  it('counts a damaged download as a failure, not as a damaged stored archive', async () => {
    const error = reportOf(keepError('archive/damaged', { detail: 'its checksum is wrong' }));
    const { exit } = await run(['backup', 'x'], {
      keeper: { backUp: () => Promise.resolve([{ device: 'x', ok: false, durationMs: 1, error }]) },
    });
    expect(exit).toBe(1);
  });

  it('takes the only device there is when none is named', async () => {
    const asked: Selection[] = [];
    const { exit } = await run(['backup'], {
      keeper: {
        listDevices: () => Promise.resolve([deviceView()]),
        backUp: (selection) => {
          asked.push(selection);
          return Promise.resolve([backedUp()]);
        },
      },
    });
    expect(exit).toBe(0);
    expect(asked).toEqual([{ kind: 'all' }]);
  });

  it('asks which of several is meant when none is named', async () => {
    const names = ['Attic', 'Cellar', 'Shed'];
    const { exit, stderr } = await run(['backup'], {
      keeper: { listDevices: () => Promise.resolve(names.map((name) => deviceView({ name }))) },
    });
    expect(exit).toBe(2);
    expect(stderr).toContain('There are several devices, so say which one.');
    expect(stderr).toContain('("Attic", "Cellar", or "Shed")');
  });

  it.each([[['backup']], [['backup', '--all']]])('with no device at all is no success: %j', async (argv) => {
    const { exit, stderr } = await run(argv, {
      keeper: { listDevices: () => Promise.resolve([]), backUp: () => Promise.resolve([]) },
    });
    expect(exit).toBe(2);
    expect(stderr).toContain('There is no device yet.');
  });

  it('passes names once, groups and --all to the keeper', async () => {
    const asked: Selection[] = [];
    const keeper = {
      backUp: (selection: Selection) => {
        asked.push(selection);
        return Promise.resolve([backedUp()]);
      },
    };
    await run(['backup', 'a', 'b', 'a'], { keeper });
    await run(['backup', '--group', 'branch'], { keeper });
    await run(['backup', '--all'], { keeper });
    await run(['backup', '--', '--all'], { keeper });
    expect(asked).toEqual([
      { kind: 'names', names: ['a', 'b'] },
      { kind: 'group', group: 'branch' },
      { kind: 'all' },
      // Behind "--" everything is a name, whatever it looks like.
      { kind: 'names', names: ['--all'] },
    ]);
  });

  it('writes one line for each phase of each device where there is no terminal', async () => {
    const { stderr } = await run(['backup', '--all'], {
      keeper: {
        backUp: (_, { onProgress }) => {
          for (const device of ['Attic', 'Cellar']) {
            onProgress?.(device, { phase: 'signing-in' });
            for (const bytes of [1, 2, 3]) onProgress?.(device, { phase: 'downloading', bytes });
          }
          return Promise.resolve([backedUp()]);
        },
      },
    });
    expect(stderr).toBe('Attic: signing in\nAttic: downloading\nCellar: signing in\nCellar: downloading\n');
  });
});
