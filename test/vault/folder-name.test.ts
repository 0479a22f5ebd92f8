import { mkdir, readdir } from 'node:fs/promises';
import path from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctFolderName, safeFolderName } from '../../electron/vault/folder-name.ts';
import { injects } from '../faults/index.ts';
import { temporaryFolder } from './temporary-folder.ts';

describe('the folder name of a device', () => {
  it.each([
    ['Office router', 'Office router'],
    ['  Büro  ', 'Büro'],
    ['Bu\u0308ro', 'Büro'],
    ['a/b\\c:d*e?f"g<h>i|j', 'a-b-c-d-e-f-g-h-i-j'],
    ['../../etc/passwd', '-..-etc-passwd'],
    ['.hidden', 'hidden'],
    ['..', 'device'],
    ['', 'device'],
    [' . . ', 'device'],
    ['trailing. . .', 'trailing'],
    ['CON', 'CON_'],
    ['con.backup', 'con_.backup'],
    ['Com1', 'Com1_'],
    ['LPT²', 'LPT²_'],
    ['nul ', 'nul_'],
    ['CONIN$', 'CONIN$_'],
    ['console', 'console'],
    ['COM10', 'COM10'],
    ['tab\tand\nline', 'tab and line'],
    ['zero\u0000width\u200b and \u202eturned', 'zero width and turned'],
    ['half \ud800 pair', 'half pair'],
    ['家のルーター', '家のルーター'],
    ['🏠 home', '🏠 home'],
  ])('of %j is %j', (name, folder) => {
    expect(safeFolderName(name)).toBe(folder);
  });

  it('is cut between characters as people see them', () => {
    const flags = '🇨🇭'.repeat(40);
    const cut = safeFolderName(flags);
    expect(cut.length).toBe(60);
    expect(flags.startsWith(cut)).toBe(true);
    expect(safeFolderName(`${'x'.repeat(59)}e\u0323\u0302`)).toBe(`${'x'.repeat(59)}ệ`);
    expect(safeFolderName(`${'x'.repeat(59)}.y`)).toBe('x'.repeat(59));
  });

  it('is one that every system takes, whatever the device is called', async (context) => {
    const fault = injects(context, 'saving/reserved-names', 'saving/unicode-forms');
    const root = await temporaryFolder('memory');
    const anyName = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 200 }),
      fc.string({ unit: 'grapheme', maxLength: 200 }),
      fc.string({
        unit: fc.constantFrom('.', ' ', '/', '\\', 'CON', 'nul', '1', '\u0301', '\u0000', 'ß'),
        maxLength: 30,
      }),
    );
    await fc.assert(
      fc.asyncProperty(anyName, fc.constantFrom('1A2B', '2', '999'), async (name, distinction) => {
        for (const folder of [safeFolderName(name), distinctFolderName(safeFolderName(name), distinction)]) {
          expect(folder.length).toBeGreaterThan(0);
          expect(folder.length).toBeLessThanOrEqual(61);
          expect(folder).toBe(folder.normalize('NFC').toWellFormed());
          expect(folder).not.toMatch(/\p{Cc}/u);
          expect(folder).not.toMatch(/[<>:"/\\|?*]|^[.\s]|[.\s]$/u);
          expect(folder).not.toMatch(/^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i);
          fault.fired();
          expect(path.basename(folder)).toBe(folder);
          await mkdir(path.join(root, folder), { recursive: true });
          expect(await readdir(root)).toContain(folder);
        }
      }),
      { numRuns: 300 },
    );
  });
});
