import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { closeFolder, isOwnersAlone, type WindowsTool } from '../../electron/platform/access-list.ts';

const OWN = 'S-1-5-21-111-222-333-1001';
const CLOSED = `D:PAI(A;OICI;FA;;;${OWN})(A;OICI;FA;;;SY)`;
const INHERITED = `D:AI(A;OICIID;FA;;;BA)(A;OICIID;FA;;;SY)(A;OICIID;0x1301bf;;;AU)`;

/** A Windows whose folder has an access list; `takes` is whether it can be set. */
function windows(first: string, takes = true): { readonly tool: WindowsTool; readonly calls: (readonly string[])[] } {
  let list = first;
  const calls: (readonly string[])[] = [];
  const tool: WindowsTool = async (name, argv) => {
    calls.push([name, ...argv]);
    if (name === 'whoami.exe') return `"desktop\\ann","${OWN}"\r\n`;
    if (argv[1] === '/save') await writeFile(String(argv[2]), `Backups\r\n${list}\r\n`, 'utf16le');
    else if (takes) list = CLOSED;
    return '';
  };
  return { tool, calls };
}

describe('an access list', () => {
  it.each([
    ['of the owner and the system', CLOSED, OWN, true],
    ['of the owner alone', `D:P(A;OICI;FA;;;${OWN})`, OWN, true],
    ['of the administrator every Windows has', 'D:PAI(A;OICI;FA;;;LA)(A;OICI;FA;;;SY)', 'S-1-5-21-1-2-3-500', true],
    ['with a denial beside', `D:PAI(D;;FA;;;WD)(A;OICI;FA;;;${OWN})`, OWN, true],
    ['that inherits', INHERITED, OWN, false],
    ['that inherits, though it names the owner alone', `D:AI(A;OICI;FA;;;${OWN})`, OWN, false],
    ['with everybody beside', `D:PAI(A;OICI;FA;;;${OWN})(A;OICI;FR;;;WD)`, OWN, false],
    ['with a condition for everybody', `D:PAI(A;OICI;FA;;;${OWN})(XA;;FR;;;WD;(Member_of))`, OWN, false],
    ['of another account', `D:PAI(A;OICI;FA;;;S-1-5-21-111-222-333-1002)`, OWN, false],
    ['of somebody else’s LA', 'D:PAI(A;OICI;FA;;;LA)', OWN, false],
    ['that is none, as on FAT', 'D:NO_ACCESS_CONTROL', OWN, false],
    ['that lets nobody in', 'D:P', OWN, false],
    ['that was not told', '', OWN, false],
  ])('%s is read as what it is', (_, list, own, expected) => {
    expect(isOwnersAlone(`Backups\r\n${list}\r\n`, own)).toBe(expected);
  });
});

describe('closing a folder', () => {
  it('gives it to its owner and the system alone, inheriting nothing, and reads that back', async () => {
    const { tool, calls } = windows(INHERITED);
    expect(await closeFolder('D:\\Backups', tool)).toBe(true);
    expect(calls.find((call) => call.includes('/inheritance:r'))).toEqual([
      ...['icacls.exe', 'D:\\Backups', '/inheritance:r', '/grant:r'],
      ...[`*${OWN}:(OI)(CI)F`, '*S-1-5-18:(OI)(CI)F', '/q'],
    ]);
  });

  it('changes nothing where it is closed', async () => {
    const { tool, calls } = windows(CLOSED);
    expect(await closeFolder('D:\\Backups', tool)).toBe(true);
    expect(calls.flat()).not.toContain('/grant:r');
  });

  it.each([
    ['the file system takes no list', windows(INHERITED, false).tool],
    ['the tools are missing', () => Promise.reject(new Error('ENOENT'))],
    ['nobody tells who we are', () => Promise.resolve('')],
  ] as const)('says that it stayed open where %s', async (_, tool) => {
    expect(await closeFolder('E:\\Backups', tool)).toBe(false);
  });
});
