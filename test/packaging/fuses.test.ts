import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readFuses, setFuses, wrongFuses } from '../../build/packaging/fuses.ts';

/** What Electron's own executables carry before their fuses. */
const SENTINEL = 'dL7pKGdnNz796PbbjQWNKmHXBZaB9tsX';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-fuses-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** A program with that many fuses, all as Electron ships them. */
async function program(fuses: number): Promise<string> {
  const file = path.join(folder, 'program');
  const wire = Buffer.concat([
    Buffer.from(SENTINEL),
    Buffer.from([1, fuses]),
    Buffer.from('100100100111'.slice(0, fuses)),
  ]);
  await writeFile(file, Buffer.concat([Buffer.alloc(1000, 'x'), wire, Buffer.alloc(1000, 'y')]));
  return file;
}

describe('the fuses of a packed program', () => {
  it('are all set, and read back as they were set', async () => {
    const file = await program(9);
    expect(wrongFuses(await readFuses(file), { olderElectron: false }).length).toBeGreaterThan(0);
    expect(await setFuses(file, { olderElectron: false })).toEqual([]);
    const fuses = await readFuses(file);
    expect(Object.fromEntries(fuses.map(({ name, found }) => [name, found]))).toEqual({
      RunAsNode: 'off',
      EnableCookieEncryption: 'on',
      EnableNodeOptionsEnvironmentVariable: 'off',
      EnableNodeCliInspectArguments: 'off',
      EnableEmbeddedAsarIntegrityValidation: 'on',
      OnlyLoadAppFromAsar: 'on',
      LoadBrowserProcessSpecificV8Snapshot: 'off',
      GrantFileProtocolExtraPrivileges: 'off',
      WasmTrapHandlers: 'on',
    });
    expect(wrongFuses(fuses, { olderElectron: false })).toEqual([]);
  });

  it('end the packaging when a newer Electron has one that nobody decided about', async () => {
    await expect(setFuses(await program(10), { olderElectron: false })).rejects.toThrow('strictlyRequireAllFuses');
  });

  it('end the packaging when one is lacking, except with the older Electron of the tests, which is named', async () => {
    const file = await program(7);
    const lacking = ['GrantFileProtocolExtraPrivileges', 'WasmTrapHandlers'];
    await expect(setFuses(file, { olderElectron: false })).rejects.toThrow(lacking.join(', '));
    expect(await setFuses(file, { olderElectron: true })).toEqual(lacking);
    const fuses = await readFuses(file);
    expect(wrongFuses(fuses, { olderElectron: true })).toEqual([]);
    expect(wrongFuses(fuses, { olderElectron: false }).map(({ name }) => name)).toEqual(lacking);
  });

  it('are not taken for set in a program that has none', async () => {
    const file = path.join(folder, 'program');
    await writeFile(file, 'no fuse here');
    await expect(readFuses(file)).rejects.toThrow('sentinel');
  });
});
