import { access, readdir } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { openHistory, openSettings } from '../../electron/records/index.ts';
import { injects } from '../faults/index.ts';
import { countSignIn, signInsCounted } from './count-sign-in.ts';
import { readyChild, startChild } from './child.ts';
import { temporaryHome } from './home-folder.ts';

describe('two processes that change the settings at once', () => {
  it('lose nothing in 100 changes each', async () => {
    const home = await temporaryHome();
    const children = [startChild(home, 'update', '0', '100'), startChild(home, 'update', '100', '100')];
    expect(await Promise.all(children.map((child) => child.ended))).toEqual([0, 0]);
    const store = openSettings(home);
    const ids = new Set((await store.read()).devices.map((device) => device.id));
    expect(ids.size).toBe(200);
    expect(store.takeNotices()).toEqual([]);
  });
});

describe('a process killed at any moment', () => {
  it('while it changes the settings leaves every finished change, and never damage (24 trials)', async () => {
    const home = await temporaryHome();
    let known = 0;
    let cutInTheMiddle = 0;
    for (let trial = 0; trial < 24; trial += 1) {
      const child = startChild(home, 'update', String(known), '100000');
      const wanted = known + (trial % 4);
      await child.next((answer) => (answer.done ?? -1) >= wanted);
      // Spread over the few milliseconds that one change takes.
      const until = performance.now() + (trial % 12) * 0.7;
      while (performance.now() < until) await new Promise(setImmediate);
      await child.kill();
      const store = openSettings(home);
      const { devices } = await store.read();
      expect(store.takeNotices()).toEqual([]);
      expect(devices.length).toBeGreaterThan(child.lastDone() ?? 0);
      const unfinished = await Promise.all(
        [home.settingsFile, home.previousSettingsFile].map((file) =>
          access(`${file}.new`).then(
            () => true,
            () => false,
          ),
        ),
      );
      if (unfinished.includes(true)) cutInTheMiddle += 1;
      // The next writer must get through: the lock died with its holder, the leftovers do not disturb.
      known = (await store.update((settings) => ({ ...settings, vault: `/vault-${trial}` }))).devices.length;
      // Keeps the file small, so that the trials stay quick.
      if (known > 60) known = (await store.update((settings) => ({ ...settings, devices: [] }))).devices.length;
    }
    expect(await readdir(home.folder)).not.toContain('quarantine');
    // If no kill ever hit a change, this test proved nothing.
    expect(cutInTheMiddle).toBeGreaterThan(0);
  });

  it('while it writes the history leaves every finished run and a sound file (12 trials)', async () => {
    const home = await temporaryHome();
    for (let trial = 0; trial < 12; trial += 1) {
      const child = startChild(home, 'runs');
      await child.next((answer) => (answer.done ?? -1) >= trial);
      await child.kill();
      const history = openHistory(home);
      const finished = history.listRuns().filter((run) => run.outcome === 'verified');
      expect(history.takeNotices()).toEqual([]);
      expect(finished.length).toBeGreaterThan(child.lastDone() ?? 0);
      history.deleteDevice('router');
      history.close();
    }
  });
});

describe('a history that another process keeps locked', () => {
  it('can be read, answers "busy" to a writer after a short wait, and works again afterwards', async (context) => {
    const fault = injects(context, 'home/history-locked');
    const home = await temporaryHome();
    const history = openHistory(home, { busyMs: 30 });
    countSignIn(history);
    const child = await readyChild(home, 'hold-history');
    const write = (): void => countSignIn(history);
    expect(write).toThrow('The history is being worked on by another Routerkeep right now.');
    fault.fired();
    expect(signInsCounted(history)).toBe(1);
    await child.ask({ release: true });
    write();
    expect(signInsCounted(history)).toBe(2);
    history.close();
  });
});
