import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { describe, expect, it, onTestFinished } from 'vitest';
import { openSecretStore, type SecretStore } from '../../electron/secrets/index.ts';
import { openSealedFile } from '../../electron/secrets/sealed-file.ts';
import { useStore } from './use-store.ts';
import { injects } from '../faults/index.ts';

const KEY = 'correct horse battery staple';

async function testHome(): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), 'routerkeep-sealed-'));
  onTestFinished(() => rm(home, { recursive: true, force: true }));
  return home;
}

function open(
  home: string,
  env: Readonly<Record<string, string>> = { ROUTERKEEP_MASTER_KEY: KEY },
): Promise<SecretStore> {
  return openSecretStore({ env: { ROUTERKEEP_SECRETS: 'file', ...env }, home });
}

const unavailable = (words: string): unknown =>
  expect.objectContaining({ code: 'secret/unavailable', message: expect.stringContaining(words) as unknown });

describe('the sealed file', () => {
  it('gives back what it was given, to a later process too', async () => {
    const home = await testHome();
    const store = await open(home);
    expect(store).toMatchObject({ kind: 'sealed-file', place: 'sealed file' });
    await store.set('a', 'päss "wörd" \u{1f511}');
    await store.set('__proto__', 'no special name');
    await store.set('a', 'newer');
    expect(await store.get('a', 'x')).toBe('newer');
    const later = await open(home);
    expect(await later.get('a', 'x')).toBe('newer');
    expect(await later.get('__proto__', 'x')).toBe('no special name');
    await later.delete('a');
    await later.delete('a');
    await expect(store.get('a', 'Office router')).rejects.toMatchObject({
      code: 'secret/missing',
      message: 'There is no password stored for Office router.',
    });
  });

  it('is for its owner alone and shows neither values nor accounts', async () => {
    const home = path.join(await testHome(), 'new', 'home');
    const store = await open(home);
    await store.set('account-of-office', 'hunter2-secret');
    const file = path.join(home, 'secrets.sealed');
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    expect((await stat(home)).mode & 0o777).toBe(0o700);
    const text = await readFile(file, 'utf8');
    for (const hidden of ['hunter2-secret', 'account-of-office', KEY]) {
      for (const form of [
        hidden,
        Buffer.from(hidden).toString('base64').slice(0, -2),
        Buffer.from(hidden).toString('hex'),
      ]) {
        expect(text).not.toContain(form);
      }
    }
    expect(JSON.parse(text)).toMatchObject({
      version: 1,
      kdf: { name: 'scrypt', N: 32768 },
      cipher: { name: 'aes-256-gcm' },
    });
  });

  it('looks different after every writing, though the same is in it', async () => {
    const home = await testHome();
    const store = await open(home);
    const file = path.join(home, 'secrets.sealed');
    const seen = new Set<string>();
    for (let writing = 0; writing < 5; writing += 1) {
      await store.set('a', 'same');
      const { cipher, sealed } = JSON.parse(await readFile(file, 'utf8')) as { cipher: { iv: string }; sealed: string };
      seen.add(cipher.iv).add(sealed);
    }
    expect(seen.size).toBe(10);
  });

  it('needs neither key nor file while nothing is asked of it', async () => {
    const home = await testHome();
    const store = await open(home, {});
    await store.delete('never there');
    expect(await readdir(home)).toEqual([]);
  });
});

describe('the master key', () => {
  it.each(['secret line', 'secret line\n', 'secret line\r\n', '\ufeffsecret line\r\n', 'secret line\r'])(
    'is the content of a file without its line end: %j',
    async (content) => {
      const home = await testHome();
      const keyFile = path.join(home, 'key');
      await writeFile(keyFile, content);
      await (await open(home, { ROUTERKEEP_MASTER_KEY_FILE: keyFile })).set('a', 'value');
      expect(await (await open(home, { ROUTERKEEP_MASTER_KEY: 'secret line' })).get('a', 'x')).toBe('value');
    },
  );

  it('keeps every other line end and space of its file', async () => {
    const home = await testHome();
    const keyFile = path.join(home, 'key');
    await writeFile(keyFile, ' key \n\n');
    await (await open(home, { ROUTERKEEP_MASTER_KEY_FILE: keyFile })).set('a', 'value');
    await expect((await open(home, { ROUTERKEEP_MASTER_KEY: 'key' })).get('a', 'x')).rejects.toEqual(
      unavailable('the master key is not the one'),
    );
    expect(await (await open(home, { ROUTERKEEP_MASTER_KEY: ' key \n' })).get('a', 'x')).toBe('value');
  });

  it.each([
    ['is not given', {}, 'neither ROUTERKEEP_MASTER_KEY nor'],
    ['is given empty', { ROUTERKEEP_MASTER_KEY: '' }, 'neither ROUTERKEEP_MASTER_KEY nor'],
    ['lies in a file that is not there', { ROUTERKEEP_MASTER_KEY_FILE: '/nonexistent/key' }, 'cannot be read (ENOENT)'],
    ['lies in a folder', { ROUTERKEEP_MASTER_KEY_FILE: '/' }, 'cannot be read (EISDIR)'],
    ['lies in nothing', { ROUTERKEEP_MASTER_KEY_FILE: '/dev/null' }, 'is a pipe or a device, not a file'],
    ['lies in something endless', { ROUTERKEEP_MASTER_KEY_FILE: '/dev/zero' }, 'is a pipe or a device, not a file'],
    ['lies in a program', { ROUTERKEEP_MASTER_KEY_FILE: process.execPath }, 'is too long for a key'],
  ] as const)('that %s is said to be unusable', async (_case, env, words) => {
    const home = await testHome();
    const store = await open(home, env);
    await expect(store.get('a', 'x')).rejects.toEqual(unavailable(words));
    await expect(store.set('a', 'value')).rejects.toEqual(unavailable(words));
    expect(await readdir(home)).toEqual([]);
  });

  it('that came back after it was missing is used', async () => {
    const home = await testHome();
    const keyFile = path.join(home, 'key');
    const store = await open(home, { ROUTERKEEP_MASTER_KEY_FILE: keyFile });
    await expect(store.set('a', 'value')).rejects.toEqual(unavailable('cannot be read (ENOENT)'));
    await writeFile(keyFile, 'key\n');
    await store.set('a', 'value');
    expect(await store.get('a', 'x')).toBe('value');
  });

  it('that is another one opens nothing and overwrites nothing', async (context) => {
    const fault = injects(context, 'desktop/keychain-other');
    const home = await testHome();
    await (await open(home)).set('a', 'value');
    const before = await readFile(path.join(home, 'secrets.sealed'));
    const other = await open(home, { ROUTERKEEP_MASTER_KEY: `${KEY}!` });
    const refusal = unavailable('the master key is not the one that secrets.sealed was sealed with');
    await expect(other.get('a', 'x')).rejects.toEqual(refusal);
    await expect(other.set('a', 'mine')).rejects.toEqual(refusal);
    await expect(other.delete('a')).rejects.toEqual(refusal);
    expect(await readFile(path.join(home, 'secrets.sealed'))).toEqual(before);
    fault.fired(3);
  });
});

describe('a damaged sealed file', () => {
  it('cut at every byte, opens never and is never overwritten', async () => {
    const home = await testHome();
    const store = await open(home);
    await store.set('a', 'value');
    const file = path.join(home, 'secrets.sealed');
    const whole = await readFile(file);
    // The last byte is the line end behind the JSON.
    for (let length = 0; length < whole.length - 1; length += 1) {
      const cut = whole.subarray(0, length);
      await writeFile(file, cut);
      await expect(store.get('a', 'x')).rejects.toEqual(unavailable('is damaged'));
      if (length % 40 === 0) await expect(store.set('b', 'x')).rejects.toEqual(unavailable('is damaged'));
      expect(await readFile(file)).toEqual(cut);
    }
  });

  it('with any bit flipped, opens never with another value', async () => {
    const home = await testHome();
    const store = await open(home);
    await store.set('a', 'value');
    const file = path.join(home, 'secrets.sealed');
    const whole = await readFile(file);
    const saltAt = whole.indexOf('"salt"');
    await fc.assert(
      fc.asyncProperty(fc.nat(whole.length - 1), fc.nat(7), async (byte, bit) => {
        // Another salt costs a derivation each time; its refusal is tested with the wrong master key.
        fc.pre(byte < saltAt || byte > saltAt + 40);
        const flipped = Buffer.from(whole);
        flipped[byte] = (flipped[byte] ?? 0) ^ (1 << bit);
        await writeFile(file, flipped);
        const value = await store.get('a', 'x').catch((error: unknown) => error);
        // White space and the unused bits at the end of base64 carry nothing.
        if (value !== 'value') expect(value).toMatchObject({ code: 'secret/unavailable' });
      }),
      { numRuns: 400 },
    );
  });

  it.each([
    ['foreign JSON', '{"version": 1, "hello": "world"}', 'is damaged'],
    ['a newer version', '{"version": 2, "sealed": "x"}', 'comes from a newer Routerkeep'],
    [
      'parameters that would cost hours',
      '{"version":1,"kdf":{"name":"scrypt","N":1073741824,"r":8,"p":1,"salt":"AAAAAAAAAAAAAAAAAAAAAA=="}}',
      'is damaged',
    ],
  ])('that is %s is refused and kept', async (_case, content, words) => {
    const home = await testHome();
    const file = path.join(home, 'secrets.sealed');
    await writeFile(file, content);
    const store = await open(home);
    await expect(store.get('a', 'x')).rejects.toEqual(unavailable(words));
    await expect(store.set('a', 'x')).rejects.toEqual(unavailable(words));
    expect(await readFile(file, 'utf8')).toBe(content);
  });

  it('that is far too large is not even read', async () => {
    const home = await testHome();
    await writeFile(path.join(home, 'secrets.sealed'), '');
    // A file with a hole: it says 3 GB and takes no space.
    await truncate(path.join(home, 'secrets.sealed'), 3 * 2 ** 30);
    await expect((await open(home)).get('a', 'x')).rejects.toEqual(unavailable('is damaged'));
  });

  it('that is no file is refused', async () => {
    const home = await testHome();
    await mkdir(path.join(home, 'secrets.sealed'));
    await expect((await open(home)).get('a', 'x')).rejects.toEqual(unavailable('cannot be read (EISDIR)'));
  });

  it('beside which nothing can be written says so', async () => {
    const home = await testHome();
    await mkdir(path.join(home, 'secrets.sealed.lock'));
    await expect((await open(home)).set('a', 'x')).rejects.toEqual(unavailable('cannot be written (EISDIR)'));
  });

  it('in a home that is a file says so', async () => {
    const home = path.join(await testHome(), 'file');
    await writeFile(home, '');
    await expect((await open(home)).set('a', 'x')).rejects.toEqual(unavailable('secrets.sealed cannot be'));
  });
});

describe('two processes at once', () => {
  it('lose no entry', async () => {
    const home = await testHome();
    const env = { PATH: process.env.PATH ?? '', ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: KEY };
    const accounts = (who: string) => Array.from({ length: 25 }, (_, index) => `${who}-${String(index)}`);
    const outcomes = await Promise.all(
      ['one', 'two', 'three'].map((who) =>
        useStore(env, home, ...accounts(who).map((account) => ({ do: 'set', account, value: account }) as const)),
      ),
    );
    expect(outcomes.flat().filter((outcome) => 'code' in outcome)).toEqual([]);
    const store = await open(home);
    for (const account of ['one', 'two', 'three'].flatMap(accounts))
      expect(await store.get(account, 'x')).toBe(account);
  });

  it('in one process lose no entry either', async () => {
    const home = await testHome();
    const one = await open(home);
    const other = await open(home);
    const names = Array.from({ length: 20 }, (_, index) => `account-${String(index)}`);
    await Promise.all(names.map((name, index) => (index % 2 === 0 ? one : other).set(name, name)));
    for (const name of names) expect(await one.get(name, 'x')).toBe(name);
  });

  it('end with a clear sentence when one never finishes', async () => {
    const home = await testHome();
    const store = openSealedFile({ env: { ROUTERKEEP_MASTER_KEY: KEY }, home }, 200);
    await store.set('a', 'old');
    const holder = new DatabaseSync(path.join(home, 'secrets.sealed.lock'));
    holder.exec('BEGIN EXCLUSIVE');
    try {
      await expect(store.set('a', 'new')).rejects.toEqual(unavailable('another Routerkeep is writing secrets.sealed'));
      // Reading needs no turn.
      expect(await store.get('a', 'x')).toBe('old');
    } finally {
      holder.close();
    }
    await store.set('a', 'new');
    expect(await store.get('a', 'x')).toBe('new');
  });
});

describe('a process cut off while it writes', () => {
  const env = { PATH: process.env.PATH ?? '', ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: KEY };

  it('leaves a whole file, whenever it is killed', async () => {
    const home = await testHome();
    const store = await open(home);
    await store.set('steady', 'old');
    for (let trial = 0; trial < 8; trial += 1) {
      const child = spawn(process.execPath, [path.join(import.meta.dirname, 'busy-process.ts'), home], {
        env,
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const exit = once(child, 'exit');
      // Each line is a finished writing; the kill falls somewhere into one of the next.
      let lines = 0;
      child.stdout.on('data', () => (lines += 1) > 3 * trial && child.kill('SIGKILL'));
      expect(await exit).toEqual([null, 'SIGKILL']);
      expect(await store.get('steady', 'x')).toBe('old');
      expect(await store.get('busy', 'x')).toMatch(/^value \d+$/);
    }
  });

  it('leaves a file beside that harms nobody', async () => {
    const home = await testHome();
    const store = await open(home);
    await store.set('a', 'old');
    await writeFile(path.join(home, 'secrets.sealed.new'), 'half a fi');
    expect(await store.get('a', 'x')).toBe('old');
    await store.set('b', 'value');
    expect((await readdir(home)).toSorted()).toEqual(['secrets.sealed', 'secrets.sealed.lock']);
    expect(await store.get('a', 'x')).toBe('old');
  });

  it('by a disk that takes nothing more, keeps the old file', async (context) => {
    if (process.platform === 'win32') return context.skip('there is no ulimit on Windows');
    const home = await testHome();
    const store = await open(home);
    await store.set('a', 'old');
    const before = await readFile(path.join(home, 'secrets.sealed'));
    const outcomes = await useStore({ ...env, LIMIT: '0' }, home, { do: 'set', account: 'a', value: 'new' });
    expect(outcomes).toEqual([
      {
        code: 'secret/unavailable',
        message: 'There is no place to keep the password safe: secrets.sealed cannot be written (EFBIG).',
      },
    ]);
    expect(await readFile(path.join(home, 'secrets.sealed'))).toEqual(before);
    expect(await readdir(home)).not.toContain('secrets.sealed.new');
  });
});
