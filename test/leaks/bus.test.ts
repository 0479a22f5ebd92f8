import { execFile, spawn } from 'node:child_process';
import { promisify } from 'node:util';
import { describe, expect, it, onTestFinished } from 'vitest';
import { addArguments, scene } from '../cli/scene.ts';
import { startKeyring, type Keyring } from '../keyring/index.ts';
import { leaksIn } from './needles.ts';
import { awkwardPassword, letters, needle } from './secrets.ts';

interface Listener {
  /** Everything that crossed the bus up to a message of ours that holds this word. */
  readonly until: (word: string) => Promise<Buffer>;
}

/** Listens to every message on the bus of a keyring, as any program of the same user may. */
async function listenTo({ env }: Keyring): Promise<Listener> {
  const monitor = spawn('dbus-monitor', ['--session', '--binary'], { env, stdio: ['ignore', 'pipe', 'ignore'] });
  onTestFinished(() => void monitor.kill());
  let heard = Buffer.alloc(0);
  let check = (): void => undefined;
  monitor.stdout.on('data', (data: Buffer) => {
    heard = Buffer.concat([heard, data]);
    check();
  });
  const has = (word: string): Promise<void> =>
    new Promise((resolve) => {
      check = () => {
        if (heard.includes(word)) resolve();
      };
      check();
    });
  await has('NameAcquired');
  return {
    until: async (word) => {
      const signal = ['--session', '--type=signal', '/leak', 'leak.test.Told', `string:${word}`];
      await promisify(execFile)('dbus-send', signal, { env });
      await has(word);
      return heard;
    },
  };
}

describe('the bus of the desktop', { timeout: 180_000 }, () => {
  it('carries a password to and from the keyring in no form that a listener could read', async (context) => {
    const keyring = await startKeyring();
    if ('missing' in keyring) return context.skip(keyring.missing);
    onTestFinished(() => keyring.stop());
    const password = awkwardPassword();
    const { device, program } = await scene({ profile: 'srm-strict', password });
    const listener = await listenTo(keyring);
    const env = { ...keyring.env, ROUTERKEEP_SECRETS: undefined, ROUTERKEEP_MASTER_KEY: undefined };
    const added = await program([...addArguments(device), '--name', 'Router', '--vault', 'vault'], {
      stdin: `${password}\n`,
      env,
    });
    expect(added.stderr).not.toContain('Hint');
    expect((await program(['backup', 'Router'], { env })).exit).toBe(0);
    const told = letters(30);
    const heard = await listener.until(told);
    // It did go over this bus, and what is readable there is found.
    expect(heard.includes('org.freedesktop.Secret.Item')).toBe(true);
    expect(leaksIn([needle('told', told)], [['bus', heard]])).toContain('told (raw) in bus');
    expect(leaksIn([needle('password', password)], [['bus', heard]])).toEqual([]);
  });
});
