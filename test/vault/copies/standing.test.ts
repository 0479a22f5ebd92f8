import { describe, expect, it } from 'vitest';
import {
  copySentence,
  listBackups,
  placeName,
  standingWhileAway,
  type CopyStanding,
} from '../../../electron/vault/index.ts';
import { daysAgo, NOW, setUp } from './pair.ts';

const behind = (days: number): CopyStanding => ({
  state: 'behind',
  copies: 1,
  behind: 2,
  since: daysAgo(days).toISOString(),
});

describe('how a place stands', () => {
  // 20 November 2026 is a Friday.
  it.each<[CopyStanding, string]>([
    [{ state: 'current', copies: 3 }, 'NAS: up to date'],
    [{ state: 'current', copies: 0 }, 'NAS: nothing to copy yet'],
    [behind(0), 'NAS: 2 behind since today'],
    [behind(4), 'NAS: 2 behind since Monday'],
    [behind(5), 'NAS: 2 behind since Sunday'],
    [behind(7), 'NAS: 2 behind since November 13, 2026'],
    [behind(-30), 'NAS: 2 behind since December 20, 2026'],
    [{ state: 'away', behind: 0 }, 'NAS: not there, nothing to copy'],
    [{ state: 'away', behind: 1, since: daysAgo(1).toISOString() }, 'NAS: not there, 1 behind since Thursday'],
  ])('is one sentence (%j)', (standing, sentence) => {
    expect(copySentence('NAS', standing, NOW)).toBe(sentence);
  });

  it('is known while it is away from what was remembered', async () => {
    const { pair } = await setUp([4, 3, 2, 1]);
    const here = await listBackups(pair.vaultFolder);
    expect(standingWhileAway(here, undefined)).toEqual({ state: 'away', behind: 4, since: daysAgo(4).toISOString() });
    expect(standingWhileAway(here, daysAgo(3).toISOString())).toEqual({
      state: 'away',
      behind: 2,
      since: daysAgo(2).toISOString(),
    });
    expect(standingWhileAway(here, daysAgo(1).toISOString())).toEqual({ state: 'away', behind: 0 });
  });

  it.each([
    ['/mnt/nas', 'nas'],
    ['/mnt/nas/Routerkeep', 'nas'],
    ['/Volumes/Backup disk/routerkeep/', 'Backup disk'],
    ['\\\\NAS\\backup', 'backup'],
    ['E:\\Routerkeep', 'E:'],
    ['/routerkeep', 'routerkeep'],
    ['/', '/'],
  ])('names %s as %s', (root, name) => {
    expect(placeName(root)).toBe(name);
  });
});
