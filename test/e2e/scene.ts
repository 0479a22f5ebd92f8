import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFailed, onTestFinished, vi, type TestContext } from 'vitest';
import { start, type Ended } from '../cli/program.ts';
import { addArguments } from '../cli/scene.ts';
import { withDesktop, without, type Desktop, type DesktopOptions, type TrayItem } from '../desktop/index.ts';
import { startSimulator, type Simulator, type SimulatorOptions } from '../device-simulator/index.ts';
import { startAlone, type Alone } from './alone.ts';
import { launch, type Application } from './application.ts';
import { electronUnderTest } from './electron-under-test.ts';

// Whole programs are started, also on machines that do ten other things; nothing here measures time.
vi.setConfig({ testTimeout: 240_000 });

/** A desktop, a simulated device, an empty home, the terminal and the program. Everything goes away with the test. */
export interface Scene {
  readonly desktop: Desktop;
  readonly device: Simulator;
  readonly folder: string;
  readonly home: string;
  readonly vault: string;
  /** Starts the program on the desktop; with `now`, its clock is moved there. */
  readonly open: (options?: OpenOptions) => Promise<Application>;
  /**
   * The same without Playwright. For how it ends: the debugger that Playwright speaks to has a thread of its own, which may
   * outlive what it reads when the program ends (seen in core files of Electron 22: SIGSEGV in that thread).
   */
  readonly openAlone: (args: readonly string[]) => Alone;
  /** The built terminal program in the same home, with the same keyring. */
  readonly terminal: (argv: readonly string[], stdin?: string) => Promise<Ended>;
  /** Resolves when a backup of this device is over that began after `device.forget()`, and the tray says "1 of 1 protected". */
  readonly backedUp: (tray: TrayItem) => Promise<void>;
  /** Adds the device by the terminal as "Office", with a first backup unless told otherwise. */
  readonly add: (...more: readonly string[]) => Promise<void>;
}

export interface OpenOptions {
  readonly args?: readonly string[];
  readonly now?: Date;
}

/**
 * @param context for skipping with a reason where the machine lacks something
 * @param atEnd takes what clears up; else the test's own end does
 */
export async function scene(
  context: TestContext,
  options: Partial<SimulatorOptions> = {},
  desktopOptions: DesktopOptions = {},
  atEnd: (clear: () => Promise<void> | void) => void = onTestFinished,
): Promise<Scene> {
  const under = await electronUnderTest();
  if ('missing' in under) return without(context, under.missing);
  const desktop = await withDesktop(context, desktopOptions);
  atEnd(desktop.stop);
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-scene-'));
  atEnd(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }));
  const device = await startSimulator({ profile: 'srm-strict', ...options });
  atEnd(() => device.close());
  const home = path.join(folder, 'home');
  const env = { ...desktop.env, ROUTERKEEP_HOME: home };
  const terminal: Scene['terminal'] = (argv, stdin = '') => start(argv, { env, cwd: folder, stdin }).ended;
  const vault = path.join(folder, 'vault');
  return {
    ...{ desktop, device, folder, home, vault, terminal },
    open: async ({ args, now } = {}) => {
      const moved = now === undefined ? {} : { ROUTERKEEP_TEST_NOW: now.toISOString() };
      const application = await launch({ under, env: { ...env, ...moved }, ...(args !== undefined && { args }) });
      atEnd(application.quit);
      onTestFailed(() => console.log(`the program wrote: ${application.output()}`));
      return application;
    },
    openAlone: (args) => startAlone(under.executable, [...under.switches, under.application, ...args], env),
    backedUp: async (tray) => {
      await tray.until(async (item) => {
        const { downloads, openSessions } = device.counters;
        if (downloads === 0 || openSessions > 0) return undefined;
        return (await item.toolTip()).startsWith('1 of 1') ? true : undefined;
      });
    },
    add: async (...more) => {
      const { exit, stderr } = await terminal(
        [...addArguments(device), '--name', 'Office', '--vault', vault, ...more],
        `${device.password}\n`,
      );
      if (exit !== 0) throw new Error(`the device could not be added: ${stderr}`);
    },
  };
}
