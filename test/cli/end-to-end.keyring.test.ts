import { readFile } from 'node:fs/promises';
import { describe, expect, it, onTestFinished } from 'vitest';
import { without } from '../desktop/index.ts';
import { startKeyring } from '../keyring/index.ts';
import { addArguments, scene } from './scene.ts';

const PASSWORD = `in the keyring: ä 🔑 "'\\ %+`;

describe('with the keyring of the desktop', () => {
  it('a device is added, backed up and forgotten; locked is told from missing', async (context) => {
    const keyring = await startKeyring();
    if ('missing' in keyring) return without(context, keyring.missing);
    onTestFinished(() => keyring.stop());
    const { device, program, files } = await scene({ profile: 'srm-strict', password: PASSWORD });
    const env = { ...keyring.env, ROUTERKEEP_SECRETS: undefined, ROUTERKEEP_MASTER_KEY: undefined };
    const argv = [...addArguments(device), '--name', 'Router', '--vault', 'vault'];
    const added = await program(argv, { stdin: `${PASSWORD}\n`, env });
    expect(added.stderr).not.toContain('Hint');
    expect(added.exit).toBe(0);
    expect((await program(['backup', 'Router'], { env })).exit).toBe(0);
    for (const file of await files()) {
      expect(file).not.toContain('sealed');
      expect((await readFile(file)).includes(PASSWORD)).toBe(false);
    }
    device.forget();
    await keyring.lock();
    const locked = await program(['backup', 'Router', '--json'], { env });
    expect(locked.exit).toBe(3);
    expect(locked.stdout).toContain('"secret/locked"');
    expect(device.counters.logins).toBe(0);
  });
});
