import { randomUUID } from 'node:crypto';
import { watch } from 'node:fs';
import { copyFile, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { openHome, openSettings } from '../../electron/records/index.ts';
import { openSecretStore } from '../../electron/secrets/index.ts';
import { preparePlace } from '../../electron/vault/index.ts';
import { startReceiver } from '../alarms/receiver.ts';
import { scene, type Scene } from './scene.ts';

const BACKUPS = 40;

/** Makes a folder the second place of all devices, as `set copy-to` does. @returns its path */
async function secondPlace({ folder, vault, env }: Scene): Promise<string> {
  const root = path.join(folder, 'nas');
  await mkdir(root);
  const place = await preparePlace(root, [vault]);
  const settings = openSettings(await openHome(env.ROUTERKEEP_HOME ?? ''));
  const keep = { newest: 1_000, weekly: 0, monthly: 0 };
  await settings.update((current) => ({ ...current, keep, copyTo: [place] }));
  return root;
}

/** More backups like the one there is, a day apart. */
async function multiply(archive: string): Promise<void> {
  const sidecar = JSON.parse(await readFile(`${archive}.json`, 'utf8')) as Record<string, unknown>;
  for (let number = 1; number < BACKUPS; number += 1) {
    const taken = new Date(Date.UTC(2026, 0, number, 3));
    const file = `Copy_${taken.toISOString().slice(0, 10).replaceAll('-', '')}.dss`;
    await copyFile(archive, path.join(path.dirname(archive), file));
    const facts = { ...sidecar, file, takenAt: taken.toISOString(), runId: randomUUID() };
    await writeFile(path.join(path.dirname(archive), `${file}.json`), JSON.stringify(facts));
  }
}

/** Resolves when a few copies stand in a folder that does not exist yet. */
function someCopies(root: string): Promise<void> {
  return new Promise((resolve) => {
    const seen = new Set<string>();
    const watcher = watch(root, { recursive: true }, (_event, name) => {
      if (name?.endsWith('.dss.json') === true) seen.add(name);
      if (seen.size < 3) return;
      watcher.close();
      resolve();
    });
  });
}

describe('the program and its second place', () => {
  it('ended by SIGTERM in the middle of copying leaves no half file, and goes on the next time', async () => {
    const one = await scene();
    await one.add();
    await one.run(['backup']);
    const [archive = ''] = await one.archives();
    await multiply(archive);
    const root = await secondPlace(one);
    const begun = someCopies(root);
    const running = one.start(['copies'], { stdin: '' });
    await begun;
    running.child.kill('SIGTERM');
    expect((await running.ended).exit).toBe(130);
    const left = await readdir(path.join(root, 'Router'));
    expect(left.filter((name) => name.endsWith('.part'))).toEqual([]);
    const archives = left.filter((name) => name.endsWith('.dss'));
    expect(archives.length).toBeGreaterThan(0);
    expect(archives.length).toBeLessThan(BACKUPS);
    expect(left.filter((name) => name.endsWith('.dss.json')).map((name) => name.slice(0, -5))).toEqual(archives);
    const { results, exit } = await one.json(['copies']);
    expect(exit).toBe(0);
    expect(results).toMatchObject([{ ok: true, copied: BACKUPS - archives.length, behind: 0 }]);
  });

  it('says to an alarm outside that the backup was verified before it ends', async () => {
    const one = await scene();
    await one.add();
    const receiver = await startReceiver();
    const home = await openHome(one.env.ROUTERKEEP_HOME ?? '');
    const id = '7d1c2f50-8f0e-4c63-9d6e-2b1f5f0a6c11';
    const secrets = await openSecretStore({ env: one.env, home: home.folder });
    await secrets.set(`alarm/${id}`, `${receiver.origin}/not-to-be-seen`);
    const alarm = { id, kind: 'ping', host: `127.0.0.1:${receiver.port}` } as const;
    await openSettings(home).update((settings) => ({
      ...settings,
      devices: settings.devices.map((device) => ({ ...device, alarms: [alarm] })),
    }));
    const { exit, stdout, stderr } = await one.program(['backup']);
    expect(exit).toBe(0);
    expect(receiver.received.at(-1)?.path).toBe('/not-to-be-seen');
    const shown = await one.program(['notify']);
    expect(shown.stdout).toContain(`127.0.0.1:${receiver.port}: delivered`);
    for (const text of [stdout, stderr, shown.stdout]) expect(text).not.toContain('not-to-be-seen');
  });
});
