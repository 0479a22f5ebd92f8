import { randomBytes } from 'node:crypto';
import { watch } from 'node:fs';
import { cp, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { injects } from '../faults/index.ts';
import { scene } from './scene.ts';

/** Set ROUTERKEEP_KILLS for a long night of trials. */
const KILLS = Number(process.env.ROUTERKEEP_KILLS ?? 12);
const DEVICES = 60;
/** Settings are written within some milliseconds of the first touch. */
const LONGEST_WAIT_MS = 12;

type Device = Record<string, unknown>;

/** What a home with one device exports, with many others in its place. */
function withMany(text: string): string {
  const document = JSON.parse(text) as { devices: Device[] };
  const [one = {}] = document.devices;
  const devices = Array.from({ length: DEVICES }, (_, index) => ({
    ...one,
    ...{ name: `Router ${String(index)}`, folder: `Router ${String(index)}` },
    endpoint: { scheme: 'https', host: `192.0.2.${String(index + 1)}`, port: 8001 },
    trust: { kind: 'fingerprint', sha256: randomBytes(32).toString('hex') },
    identity: { product: 'SRM', serial: `2150ABC${String(100_000 + index)}` },
  }));
  return JSON.stringify({ ...document, devices });
}

describe('an import of settings', () => {
  it(`may be killed at any moment (${String(KILLS)} times)`, { timeout: 600_000 }, async (context) => {
    const fault = injects(context, 'home/import-killed');
    const it = await scene();
    await it.add();
    const home = path.join(it.folder, 'home');
    const before = path.join(it.folder, 'before');
    await cp(home, before, { recursive: true });
    const file = path.join(it.folder, 'many.json');
    expect((await it.run(['settings', 'export', file])).exit).toBe(0);
    await writeFile(file, withMany(await readFile(file, 'utf8')));
    const counts = { old: 0, whole: 0 };
    for (let trial = 0; trial < KILLS; trial += 1) {
      // From the moment in which the home is first touched by what settings are written to.
      const touched = Promise.withResolvers<undefined>();
      const watcher = watch(home, (_event, name) => {
        if (name?.startsWith('settings.') === true) touched.resolve(undefined);
      });
      const running = it.start(['settings', 'import', file], { stdin: '' });
      const closed = new Promise<NodeJS.Signals | null>((resolve) =>
        running.child.on('close', (_code, signal) => resolve(signal)),
      );
      await Promise.race([touched.promise, closed]);
      watcher.close();
      await sleep((trial / KILLS) * LONGEST_WAIT_MS);
      running.child.kill('SIGKILL');
      if ((await closed) === 'SIGKILL') fault.fired();
      const list = await it.json(['list']);
      expect(list.exit).toBe(0);
      expect([1, DEVICES + 1]).toContain(list.results.length);
      counts[list.results.length === 1 ? 'old' : 'whole'] += 1;
      // Nothing was damaged on the way, so nothing is put aside.
      expect((await it.files()).filter((found) => found.includes('quarantine'))).toEqual([]);
      // A new start finishes what was cut, or finds everything there.
      const again = await it.json(['settings', 'import', file]);
      expect(again.exit, JSON.stringify(again.error)).toBe(0);
      expect((await it.json(['list'])).results).toHaveLength(DEVICES + 1);
      await rm(home, { recursive: true });
      await cp(before, home, { recursive: true });
    }
    // Both ends were met: kills before the new settings stood, and behind it.
    expect(counts.old + counts.whole).toBe(KILLS);
    expect(counts.old).toBeGreaterThan(0);
  });
});
