import { describe, expect, it } from 'vitest';
import { pathTrouble } from '../../electron/platform/windows-path.ts';

describe('a path on Windows', () => {
  it.each([
    'D:\\Backups',
    'D:/Backups/Routerkeep',
    'C:\\',
    '\\\\nas\\backups\\Routerkeep',
    '\\\\?\\D:\\Backups\\ends with a dot.',
    '\\\\?\\UNC\\nas\\backups\\nul',
    'C:\\Users\\Zoë\\Documents\\.hidden',
    'D:\\a\\..\\.\\b',
    'D:\\Console\\com\\auxiliary\\nullable.dss',
    'D:\\Backups\\',
  ])('is taken as it is written: %s', (file) => {
    expect(pathTrouble(file, 'win32')).toBeUndefined();
  });

  it.each([
    ['D:\\Backups\\CON', 'device', 'CON'],
    ['D:\\nul\\Routerkeep', 'device', 'nul'],
    ['D:\\com1.backups', 'device', 'com1.backups'],
    ['D:\\lpt\u00b9', 'device', 'lpt\u00b9'],
    ['\\\\.\\PhysicalDrive0', 'device', '\\\\.\\PhysicalDrive0'],
    ['\\\\nas\\backups\\aux', 'device', 'aux'],
    ['D:\\Backups.', 'ending', 'Backups.'],
    ['D:\\Backups \\Office', 'ending', 'Backups '],
    ['D:\\...', 'ending', '...'],
    ['D:\\Backups:Office', 'character', 'Backups:Office'],
    ['D:\\what?', 'character', 'what?'],
    ['D:\\Back\tups', 'character', 'Back\tups'],
    ['\\\\?\\D:\\a:b', 'character', 'a:b'],
    [`D:\\${'n'.repeat(256)}`, 'length', 'n'.repeat(256)],
  ])('means another place than %j says', (file, kind, part) => {
    expect(pathTrouble(file, 'win32')).toEqual({ kind, part });
  });

  it('is no matter of other systems', () => {
    expect(pathTrouble('/srv/aux/Backups. ', 'linux')).toBeUndefined();
    expect(pathTrouble('/srv/a:b', 'darwin')).toBeUndefined();
  });
});
