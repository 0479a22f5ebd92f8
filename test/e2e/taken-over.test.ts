import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, it, onTestFinished, describe } from 'vitest';
import { z } from 'zod';
import { say } from '../../shared/index.ts';
import { CHANNELS, type Channel } from '../../shared/ipc/index.ts';
import { startSimulator } from '../device-simulator/index.ts';
import { hostileTexts, inputsFor } from './hostile-inputs.ts';
import { launchedOutside } from './inside.ts';
import { sharedScene } from './shared-scene.ts';

const CANARY = 'CANARY-9d41f0';
/** What puts another engine in front, or ends the trial: called last. */
const LAST: readonly Channel[] = ['devices/remove', 'demo/enter', 'demo/leave'];

const running = sharedScene(async ({ add, folder }) => {
  await add();
  await mkdir(path.join(folder, 'elsewhere'));
  await writeFile(path.join(folder, 'elsewhere', 'canary.dss'), CANARY);
});

/** Everything below a folder with its size, but for what the program may write. */
async function inventory(folder: string, but: readonly string[]): Promise<readonly string[]> {
  const names = (await readdir(folder, { recursive: true })).map((name) => path.join(folder, name));
  const others = names.filter((name) => !but.some((own) => name === own || name.startsWith(own + path.sep)));
  return Promise.all(others.sort().map(async (name) => `${name} ${(await stat(name)).size}`));
}

async function archivesIn(vault: string): Promise<readonly string[]> {
  const names = await readdir(vault, { recursive: true }).catch(() => []);
  return names.map((name) => path.basename(name)).filter((name) => name.endsWith('.dss') && !name.startsWith('.'));
}

type Invoke = (channel: Channel, input: unknown) => Promise<unknown>;

/** Calls as the page's own code can. */
function callsOf(window: Page): Invoke {
  return (channel, input) =>
    window.evaluate(([name, given]) => globalThis.window.routerkeep.invoke(name, given), [channel, input] as const);
}

const deviceSchema = z.object({ id: z.string(), name: z.string(), lastVerified: z.object({ path: z.string() }) });
async function onlyDevice(window: Page): Promise<z.infer<typeof deviceSchema>> {
  const stateSchema = z.object({ value: z.object({ overview: z.object({ devices: z.tuple([deviceSchema]) }) }) });
  return stateSchema.parse(await callsOf(window)('app/state', {})).value.overview.devices[0];
}

describe('a page that was taken over', () => {
  it('reaches backups and known folders by the whole contract, and nothing else', async (context) => {
    const lab = await running(context);
    const { window, program, device, folder, home, vault } = lab;
    const foreign = await startSimulator({ profile: 'srm-strict' });
    onTestFinished(() => foreign.close());
    const outside = await launchedOutside(program);
    const before = await inventory(folder, [home, vault]);
    const archives = await archivesIn(vault);
    const known = (await onlyDevice(window)).id;
    device.forget();

    const texts = hostileTexts(folder, foreign.origin);
    const replies: string[] = [];
    const order = [...CHANNELS.filter((channel) => !LAST.includes(channel)), ...LAST];
    for (const channel of order) {
      const answered = await window.evaluate(
        async ([name, inputs]) => {
          const answers: unknown[] = [];
          for (const input of inputs) answers.push(await globalThis.window.routerkeep.invoke(name, input, 1));
          return answers;
        },
        [channel, inputsFor(channel, texts, known)] as const,
      );
      for (const reply of answered) expect(reply, channel).toHaveProperty('ok');
      replies.push(JSON.stringify(answered));
    }

    // No secret comes back, and no file of its choice.
    const all = replies.join('\n');
    for (const secret of [device.password, foreign.password, CANARY, 'root:x:0']) expect(all).not.toContain(secret);
    // Nothing is written where it says.
    expect(await inventory(folder, [home, vault])).toEqual(before);
    expect(await readFile(path.join(folder, 'elsewhere', 'canary.dss'), 'utf8')).toBe(CANARY);
    // What is opened lies in known folders; addresses are the device's own and constant ones.
    const { paths, addresses, asked } = await outside.seen();
    for (const opened of paths) {
      expect(
        [vault, home].some((known) => opened.startsWith(known)),
        opened,
      ).toBe(true);
    }
    expect(paths.length).toBeGreaterThan(0);
    const allowed = [
      `${device.origin}/`,
      `${foreign.origin}/`,
      expect.stringMatching(/^https:\/\/kb\.synology\.com\//),
    ];
    for (const address of addresses) expect(allowed).toContainEqual(address);
    // Nobody's password goes to a device that was named by the page.
    expect(foreign.counters.logins).toBe(0);
    expect(foreign.requests.map(({ body }) => body).join()).not.toContain(device.password);
    // What cannot be taken back was asked of the person, who said no: every backup is still there.
    expect(asked.length).toBeGreaterThan(0);
    expect(await archivesIn(vault)).toEqual(expect.arrayContaining([...archives]));
    expect((await onlyDevice(window)).id).toBe(known);
    expect(device.outOfTable).toEqual([]);
  });

  it('loses, sends and silences nothing without a question of the system or a notification', async (context) => {
    const { window, program, desktop, folder, vault, terminal } = await running(context);
    const invoke = callsOf(window);
    const second = path.join(folder, 'second');
    await mkdir(second);
    const pass = async (argv: readonly string[], stdin?: string): Promise<void> => {
      const { exit, stderr } = await terminal(argv, stdin);
      expect(exit, stderr).toBe(0);
    };
    await pass(['set', 'copy-to', second]);
    await pass(['set', 'ntfy', '-'], 'http://127.0.0.1:9/topic\n');
    const { id: deviceId, name, lastVerified } = await onlyDevice(window);
    const backup = { deviceId, file: path.basename(lastVerified.path) };
    await invoke('devices/resume', { targets: 'all' });
    await invoke('backup/pin', { backup, pinned: true });
    const settings = async (): Promise<unknown> => [
      await invoke('settings/read', {}),
      await invoke('settings/read', { deviceId }),
      await invoke('backup/details', { backup }),
    ];
    const change = (key: string, value: string, ofDevice = false): readonly [Channel, unknown] => [
      'settings/change',
      { key, change: { kind: 'value', value }, ...(ofDevice ? { deviceId } : {}) },
    ];

    const outside = await launchedOutside(program);
    const before = await settings();
    const archives = await archivesIn(vault);
    const asking: readonly (readonly [question: string, ...call: readonly [Channel, unknown]])[] = [
      [say('shell.confirm.remove', { name }), 'devices/remove', { deviceId }],
      [say('shell.confirm.fewer', { about: 'all devices' }), ...change('keep', '3')],
      [say('shell.confirm.fewer', { about: `"${name}"` }), ...change('keep', '29', true)],
      [say('shell.confirm.vault', { about: `"${name}"` }), ...change('vault', 'default', true)],
      [
        say('shell.confirm.alarm', { about: 'all devices', host: 'evil.example' }),
        ...change('webhook', 'https://evil.example/hook'),
      ],
      [
        say('shell.confirm.alarm', { about: `"${name}"`, host: '10.0.0.9' }),
        ...change('ntfy', 'http://10.0.0.9/t', true),
      ],
      [say('shell.confirm.no-alarm', { about: 'all devices', host: '127.0.0.1:9' }), ...change('ntfy', 'none')],
      [say('shell.confirm.unpin', { name, file: backup.file }), 'backup/pin', { backup, pinned: false }],
      [say('shell.confirm.delete', { name, file: backup.file }), 'backup/delete', { backup, evenLast: true }],
      [say('shell.confirm.trust', { name }), 'devices/accept-trust', { deviceId, fingerprint: '0'.repeat(64) }],
    ];
    for (const [question, channel, input] of asking) {
      await invoke(channel, input);
      expect((await outside.seen()).asked.at(-1), channel).toBe(question);
    }
    expect((await outside.seen()).asked).toHaveLength(asking.length);
    // The account of a device has no channel at all: with it the stored password would go.
    expect(await invoke(...change('user', 'somebody', true))).toMatchObject({ ok: false });
    expect(await settings()).toEqual(before);
    expect(await archivesIn(vault)).toEqual(archives);

    const telling: readonly (readonly [title: string, ...call: readonly [Channel, unknown]])[] = [
      [
        say('shell.told.pause', { about: name, until: 'hour' }),
        'devices/pause',
        { targets: [deviceId], until: 'hour' },
      ],
      [
        say('shell.told.pause', { about: 'All devices', until: 'open' }),
        'devices/pause',
        { targets: 'all', until: 'open' },
      ],
      [say('shell.told.schedule', { about: 'All devices' }), ...change('schedule', 'monthly 1 03:00')],
      [say('shell.told.quiet-hours'), ...change('quiet-hours', '00:00-23:59')],
      [say('shell.told.copy-to', { about: 'All devices' }), ...change('copy-to', 'none')],
      [say('shell.told.launch'), 'settings/launch-at-login', { enabled: false }],
    ];
    for (const [title, channel, input] of telling) {
      expect(await invoke(channel, input), title).toMatchObject({ ok: true });
      await desktop.notifications.until((shown) => shown.title === title);
    }
    expect((await outside.seen()).asked).toHaveLength(asking.length);
    await invoke('devices/resume', { targets: 'all' });
    // Neither the password nor the trusted certificate is gone.
    await pass(['backup', name]);
  });

  it('cannot tick the box of the system: what the person left empty is left alone', async (context) => {
    const { window, program, vault } = await running(context);
    const { id: deviceId } = await onlyDevice(window);
    const archives = await archivesIn(vault);
    expect(archives.length).toBeGreaterThan(0);
    const boxes = await program.electron.evaluateHandle(({ dialog }) => {
      const seen: string[] = [];
      Object.assign(dialog, {
        showMessageBox: (...given: readonly unknown[]) => {
          seen.push((given.at(-1) as { readonly checkboxLabel?: string }).checkboxLabel ?? '');
          return Promise.resolve({ response: 0, checkboxChecked: false });
        },
      });
      return seen;
    });
    const removed = await callsOf(window)('devices/remove', { deviceId, deleteBackups: true, option: true });
    expect(removed).toMatchObject({ ok: true, value: { removed: true } });
    expect(await boxes.jsonValue()).toEqual([say('shell.confirm.remove.option')]);
    expect(await archivesIn(vault)).toEqual(archives);
  });
});
