import { describe, expect, it } from 'vitest';
import type { CopyResult } from '../../../electron/keeper/types.ts';
import { keepError, reportOf } from '../../../shared/index.ts';
import { deviceView, overviewOf } from '../fake-keeper.ts';
import { jsonOf, run } from '../run.ts';

const current: CopyResult = {
  device: 'Office router',
  place: 'nas',
  folder: '/mnt/nas',
  state: 'current',
  behind: 0,
  sentence: 'nas: up to date',
  copied: 2,
  files: ['a.dss', 'b.dss'],
  removed: [],
  ok: true,
};
const away: CopyResult = {
  ...current,
  device: 'Attic',
  state: 'away',
  behind: 2,
  sentence: 'nas: not there, 2 behind since Monday',
  copied: 0,
  files: [],
  ok: false,
  error: reportOf(keepError('copy/missing', { folder: '/mnt/nas' })),
};

function copies(argv: readonly string[], results: readonly CopyResult[]): ReturnType<typeof run> {
  return run(['copies', ...argv], {
    keeper: { copies: () => Promise.resolve(results), listDevices: () => Promise.resolve([deviceView()]) },
  });
}

describe('copies', () => {
  it('shows for each device and place how it stands and what was copied', async () => {
    const { exit, stdout } = await copies([], [current]);
    expect(exit).toBe(0);
    expect(stdout.split('\n')).toEqual([
      'NAME           SECOND PLACE                           FOLDER',
      'Office router  nas: up to date, 2 backups copied now  /mnt/nas',
      '',
    ]);
  });

  it('ends with 1 when a place is away, and says what to do', async () => {
    const { exit, stdout, stderr } = await copies([], [current, away]);
    expect(exit).toBe(1);
    expect(stdout).toContain('nas: not there, 2 behind since Monday');
    expect(stderr).toContain('Attic: The second place /mnt/nas is not there.\n  Hint: Connect the disk');
  });

  it('gives every fact with --json', async () => {
    const ran = await copies(['--json'], [current, away]);
    expect(jsonOf(ran)).toEqual({ ok: false, command: 'copies', results: [current, away] });
  });

  it('says how to set a place where there is none', async () => {
    const { exit, stdout } = await copies([], []);
    expect(exit).toBe(0);
    expect(stdout).toBe('No second place is set. Set one with "routerkeep set copy-to FOLDER".\n');
  });

  it('tells a new user what to do first', async () => {
    const none = { copies: () => Promise.resolve([]), listDevices: () => Promise.resolve([]) };
    expect((await run(['copies'], { keeper: none })).stdout).toMatch(/^No device yet\./);
  });

  it.each([
    [[], { kind: 'all' }],
    [['Attic'], { kind: 'names', names: ['Attic'] }],
    [['--group', 'Clients'], { kind: 'group', group: 'Clients' }],
  ] as const)('looks at the devices that are meant (%j)', async (argv, selection) => {
    let asked: unknown;
    await run(['copies', ...argv], {
      keeper: {
        copies: (wanted) => {
          asked = wanted;
          return Promise.resolve([current]);
        },
      },
    });
    expect(asked).toEqual(selection);
  });

  it('refuses a name and a group together', async () => {
    expect((await copies(['Attic', '--group', 'Clients'], [])).exit).toBe(2);
  });
});

describe('list', () => {
  it('names the places that lack something, and no others', async () => {
    const { sentence } = away;
    const view = { place: 'nas', folder: '/mnt/nas', state: 'away', behind: 2, sentence } as const;
    const good = { ...view, state: 'current', behind: 0, sentence: 'nas: up to date' } as const;
    const devices = [deviceView({ copies: [good] }), deviceView({ name: 'Attic', copies: [view] })];
    const { exit, stdout } = await run(['list'], { keeper: { overview: () => Promise.resolve(overviewOf(devices)) } });
    expect(exit).toBe(0);
    expect(stdout).toContain('\nAttic: nas: not there, 2 behind since Monday\n  Hint: "routerkeep copies"');
    expect(stdout).not.toContain('up to date\n');
  });
});
