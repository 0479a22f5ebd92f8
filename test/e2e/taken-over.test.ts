import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, it, onTestFinished, describe } from 'vitest';
import { z } from 'zod';
import { CHANNELS, CONTRACT, type Channel } from '../../shared/ipc/index.ts';
import { startSimulator } from '../device-simulator/index.ts';
import { launchedOutside } from './inside.ts';
import { sharedScene, type SharedProgram } from './shared-scene.ts';

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

/** What a page that was taken over would say wherever a text is asked for. */
function hostileTexts({ folder }: SharedProgram, other: string): readonly string[] {
  const canary = path.join(folder, 'elsewhere', 'canary.dss');
  return [
    ...[
      canary,
      path.relative(path.join(folder, 'vault', 'Office'), canary),
      `file://${canary}`,
      '../../home/settings.json',
    ],
    ...['javascript:alert(1)', 'https://example.invalid/', other, `$(touch ${folder}/elsewhere/ran)`, '__proto__'],
    ...['x'.repeat(100_000), '\0', 'none', ''],
  ];
}

/**
 * Inputs of a channel: one for each hostile text in all places that take one at once, with the device's real name and without,
 * and some that fit no table at all.
 */
function inputsFor(channel: Channel, texts: readonly string[], deviceId: string): readonly unknown[] {
  const schema = z.toJSONSchema(CONTRACT[channel].input, { io: 'input', unrepresentable: 'any' });
  const filled = texts.flatMap((text) => [fill(schema, text, deviceId), fill(schema, text, text)]);
  const extra = texts.slice(0, 5).map((text) => ({
    ...z.record(z.string(), z.unknown()).parse(fill(schema, text, deviceId)),
    ...{ path: text, folder: text, file: text, url: text, address: text, vault: text },
  }));
  return [...filled, ...extra, null, 'text', 7, [], { deviceId: { $ne: '' } }, { constructor: { name: 'x' } }];
}

type Shape = z.core.JSONSchema.BaseSchema;
function fill(schema: Shape | boolean | undefined, text: string, deviceId: string, name = ''): unknown {
  if (schema === undefined || typeof schema === 'boolean') return text;
  const either = schema.anyOf ?? schema.oneOf;
  if (either !== undefined) return fill(either[text.length % either.length], text, deviceId, name);
  if (schema.const !== undefined) return schema.const;
  if (schema.enum !== undefined) return schema.enum[text.length % schema.enum.length];
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, each]) => [key, fill(each, text, deviceId, key)]),
      );
    case 'array':
      return [fill(Array.isArray(schema.items) ? schema.items[0] : schema.items, text, deviceId, name)];
    case 'boolean':
      return true;
    case 'integer':
    case 'number':
      return 1;
    default:
      return /deviceIds?|targets/.test(name) ? deviceId : text;
  }
}

describe('a page that was taken over', () => {
  it('reaches backups and known folders by the whole contract, and nothing else', async (context) => {
    const lab = await running(context);
    const { window, program, device, desktop, folder, home, vault } = lab;
    // Where backups go unless a person chose otherwise; a change back to it takes them along.
    const usual = path.join(desktop.env.HOME ?? '', 'Documents', 'Routerkeep');
    const foreign = await startSimulator({ profile: 'srm-strict' });
    onTestFinished(() => foreign.close());
    const outside = await launchedOutside(program);
    const before = await inventory(folder, [home, vault]);
    const archives = await archivesIn(vault);
    const state = await window.evaluate(() => globalThis.window.routerkeep.invoke('app/state', {}));
    const known = z
      .object({ value: z.object({ overview: z.object({ devices: z.array(z.object({ id: z.string() })) }) }) })
      .parse(state).value.overview.devices[0]?.id;
    if (known === undefined) throw new Error('there is no device');
    device.forget();

    const texts = hostileTexts(lab, foreign.origin);
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
        [vault, usual, home].some((known) => opened.startsWith(known)),
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
    expect([...(await archivesIn(vault)), ...(await archivesIn(usual))]).toEqual(expect.arrayContaining([...archives]));
    expect(device.outOfTable).toEqual([]);
  });
});
