import { describe, expect, it } from 'vitest';
import type { HistoryEntry } from '../../../electron/keeper/types.ts';
import { run } from '../run.ts';

const night: HistoryEntry = {
  id: 'night one 2026-11-21T03:00 local',
  deviceId: 'one',
  device: 'Office router',
  at: '2026-11-21T02:00:00.000Z',
  day: '2026-11-21',
  trigger: 'schedule',
  outcome: 'verified',
  sentence: '03:00 the computer was asleep; 07:41 caught up; verified, 92 KB, nothing changed.',
  file: 'SynologyRouter_20261121.dss',
  backup: 'verified',
};

const shown = async (...entries: readonly HistoryEntry[]) =>
  (await run(['history'], { keeper: { history: () => Promise.resolve(entries) } })).stdout;

describe('history', () => {
  it('is the day and one sentence a night, with the file while there is one', async () => {
    expect(await shown(night, { ...night, day: '2026-11-20', backup: 'removed' })).toBe(
      `21 Nov 2026  ${night.sentence}\n  SynologyRouter_20261121.dss\n20 Nov 2026  ${night.sentence}\n`,
    );
  });

  it('shows with --limit the newest so many, and says that there are more', async () => {
    const keeper = {
      history: (_: unknown, page: { readonly limit?: number } = {}) =>
        Promise.resolve([night, night, night].slice(0, page.limit)),
    };
    const limited = await run(['history', '--limit', '2'], { keeper });
    expect(limited.stdout.match(/21 Nov 2026/g)).toHaveLength(2);
    expect(limited.stdout).toContain('There is more.');
    expect((await run(['history', '--limit', '3'], { keeper })).stdout).not.toContain('There is more.');
    for (const wrong of ['0', '-1', 'two', '1.5']) {
      expect((await run(['history', `--limit=${wrong}`], { keeper })).exit).toBe(2);
    }
  });

  it('names the device when there are several', async () => {
    const stdout = await shown(night, { ...night, device: 'Attic' });
    expect(stdout).toContain(`21 Nov 2026  Office router: ${night.sentence}`);
    expect(stdout).toContain(`21 Nov 2026  Attic: ${night.sentence}`);
  });

  it('says what became of a backup, that it is pinned, and what was noted about it', async () => {
    const stdout = await shown({ ...night, pinned: true, note: 'Before the move' }, { ...night, backup: 'damaged' });
    expect(stdout).toContain('SynologyRouter_20261121.dss (pinned)\n  Note: Before the move\n');
    expect(stdout).toContain('found this backup damaged');
  });

  it('gives machines the entries', async () => {
    const { stdout } = await run(['--json', 'history'], { keeper: { history: () => Promise.resolve([night]) } });
    expect(JSON.parse(stdout)).toEqual({ ok: true, command: 'history', results: [night] });
  });
});
