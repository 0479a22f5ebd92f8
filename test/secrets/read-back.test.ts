import fs from 'node:fs';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecretStore } from '../../electron/secrets/index.ts';

const ENV = { ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: 'a master key of the tests' };

/** A disk that keeps other bytes than it was given, and says nothing. */
function spoilWrites(): { readonly spoilt: () => number } {
  const real = fs.writeFileSync;
  let spoilt = 0;
  fs.writeFileSync = (file, data, options) => {
    if (typeof data !== 'string' || typeof file !== 'number') {
      real(file, data, options);
      return;
    }
    spoilt += 1;
    // One character of the sealed text becomes another one.
    const at = data.lastIndexOf('"') - 5;
    real(file, `${data.slice(0, at)}${data[at] === 'A' ? 'B' : 'A'}${data.slice(at + 1)}`, options);
  };
  syncBuiltinESMExports();
  onTestFinished(() => {
    fs.writeFileSync = real;
    syncBuiltinESMExports();
  });
  return { spoilt: () => spoilt };
}

describe('the sealed file', () => {
  it('is read back before the old one goes: what the disk spoilt is told, and the old passwords stay', async () => {
    const home = await mkdtemp(path.join(tmpdir(), 'routerkeep-sealed-'));
    onTestFinished(() => rm(home, { recursive: true, force: true }));
    const store = await openSecretStore({ env: ENV, home });
    await store.set('one', 'first');
    const before = await readFile(path.join(home, 'secrets.sealed'));
    const disk = spoilWrites();
    await expect(store.set('one', 'second')).rejects.toMatchObject({ code: 'secret/unavailable' });
    expect(disk.spoilt()).toBe(1);
    expect(await readFile(path.join(home, 'secrets.sealed'))).toEqual(before);
    expect(await store.get('one', 'one')).toBe('first');
    expect((await readdir(home)).filter((name) => name.endsWith('.new'))).toEqual([]);
  });
});
