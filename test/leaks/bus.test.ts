import { describe, expect, it, onTestFinished } from 'vitest';
import { without } from '../desktop/index.ts';
import { addArguments, scene } from '../cli/scene.ts';
import { startKeyring } from '../keyring/index.ts';
import { listenTo } from './bus-listener.ts';
import { leaksIn } from './needles.ts';
import { awkwardPassword, letters, needle } from './secrets.ts';

describe('the bus of the desktop', { timeout: 180_000 }, () => {
  it('carries a password to and from the keyring in no form that a listener could read', async (context) => {
    const keyring = await startKeyring();
    if ('missing' in keyring) return without(context, keyring.missing);
    onTestFinished(() => keyring.stop());
    const password = awkwardPassword();
    const { device, program } = await scene({ profile: 'srm-strict', password });
    const listener = await listenTo(keyring.env);
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
