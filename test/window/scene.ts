import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { onTestFinished } from 'vitest';
import { openKeeper, startDemo } from '../../electron/compose/index.ts';
import { createAdding } from '../../electron/shell/adding/index.ts';
import { createStage, openEngine, type Stage } from '../../electron/shell/engine/index.ts';
import { createDesk } from '../../electron/shell/ipc/desk.ts';
import { createHandlers } from '../../electron/shell/ipc/handlers/index.ts';
import { tellPage } from '../../electron/shell/ipc/tell-page.ts';
import type { DeskPorts, Push } from '../../electron/shell/ipc/types.ts';
import { assertNever } from '../../shared/assert-never.ts';
import type { DesktopState } from '../../shared/ipc/index.ts';
import { openPage, type OpenedPage } from './browser.ts';
import { browser } from './with-browser.ts';

const ENV = { ROUTERKEEP_SECRETS: 'file', ROUTERKEEP_MASTER_KEY: 'a master key of the tests' };

/** The built page in a real browser, over the shell's own desk and a real keeper; only Electron itself is left out. */
export interface Scene extends OpenedPage {
  readonly stage: Stage;
  /** What left the program: folders and pages opened. */
  readonly opened: readonly string[];
  /** The window closes; the program goes on. A new page comes up. */
  readonly reopen: () => Promise<OpenedPage>;
}

/** What the system does, in place of the scene's own. */
type SceneParts = Partial<
  { readonly vault: string } & Pick<DeskPorts, 'readLog'> &
    Pick<DeskPorts['outside'], 'print'> &
    Pick<DeskPorts['dialogs'], 'chooseArchive' | 'chooseFile' | 'chooseFolder' | 'confirm'>
>;

export async function startScene(
  options: BrowserContextOptions = {},
  { vault, readLog, print, chooseArchive, chooseFile, chooseFolder, confirm }: SceneParts = {},
): Promise<Scene> {
  const folder = await mkdtemp(path.join(tmpdir(), 'routerkeep-window-'));
  const home = path.join(folder, 'home');
  const opened: string[] = [];
  let desktop: DesktopState = {
    launchAtLogin: 'off',
    notifications: 'supported',
    tray: 'present',
    theme: 'system',
  };
  const log = (): void => undefined;
  const common = { now: Date.now, process: 'test', notifies: true, log };
  const keeper = await openKeeper({ home, env: ENV, vault: vault ?? path.join(folder, 'vault') });
  const stage = createStage(await openEngine({ ...common, keeper, home, demo: undefined }), {
    openDemo: async () => {
      const router = await startDemo({});
      return openEngine({
        ...common,
        keeper: router.keeper,
        home: router.home,
        demo: router.device,
        onClosed: router.close,
      });
    },
    onFault: log,
  });
  let page: OpenedPage | undefined;
  const push: Push = (name, payload) => void page?.push(name, payload).catch(log);
  const launchByDefault = (): void => {
    desktop = { ...desktop, launchAtLogin: 'on' };
    push('desktop', desktop);
  };
  const adding = createAdding({
    engine: stage.engine,
    onChange: (state) => push('adding', state),
    onProtected: launchByDefault,
  });
  stage.on((event) => tellPage(event, push));
  const open = (what: string): Promise<void> => {
    opened.push(what);
    return Promise.resolve();
  };
  const desk = createDesk(
    createHandlers({
      stage,
      adding,
      dialogs: {
        confirm: confirm ?? (() => Promise.resolve(true)),
        confirmWithOption: async (question) => ({
          yes: await (confirm ?? (() => Promise.resolve(true)))(question),
          option: false,
        }),
        chooseFolder: chooseFolder ?? (() => Promise.resolve(path.join(folder, 'chosen'))),
        chooseArchive: chooseArchive ?? (() => Promise.resolve(undefined)),
        chooseFile: chooseFile ?? (() => Promise.resolve(path.join(folder, 'saved.dss'))),
      },
      outside: {
        openFolder: open,
        showFile: (file) => void open(file),
        openPage: open,
        print: print ?? (() => Promise.resolve(true)),
      },
      desktop: {
        state: () => desktop,
        launchByDefault,
        setLaunchAtLogin: (enabled) => {
          desktop = { ...desktop, launchAtLogin: enabled ? 'on' : 'off' };
          push('desktop', desktop);
          return Promise.resolve();
        },
        setTheme: (theme) => {
          desktop = { ...desktop, theme };
          push('desktop', desktop);
          return Promise.resolve();
        },
        testNotification: () => Promise.resolve({ shown: true, sentence: 'A test was shown.' }),
        tellChange: () => undefined,
      },
      now: Date.now,
      version: '0.0.0-test',
      platform: 'linux',
      surroundings: () => 'test',
      readLog: readLog ?? (() => Promise.resolve('')),
      readLicences: () => Promise.resolve(''),
      logsFolder: () => path.join(home, 'logs'),
      takeNotices: () => [],
      onPageReady: () => undefined,
      push,
      select: () => undefined,
      quit: () => undefined,
      newId: () => crypto.randomUUID(),
    }),
    log,
  );
  const openWindow = async (): Promise<OpenedPage> => {
    await page?.page.context().close();
    desk.cancelAll();
    page = await openPage(await browser(), (channel, input, work) => desk.answer(channel, input, work), options);
    return page;
  };
  const first = await openWindow();
  onTestFinished(async () => {
    await page?.page.context().close();
    page = undefined;
    desk.cancelAll();
    await adding.drop();
    await stage.close();
    await rm(folder, { recursive: true, force: true });
  });
  return { ...first, stage, opened, reopen: openWindow };
}

/** Counts what a person does. */
export interface Hands {
  readonly click: (role: 'button' | 'link', name: string) => Promise<void>;
  readonly fill: (label: string, text: string) => Promise<void>;
  readonly count: () => number;
}

function handsOn({ page }: OpenedPage): Hands {
  let count = 0;
  return {
    click: async (role, name) => {
      count += 1;
      await page.getByRole(role, { name, exact: true }).click();
    },
    fill: async (label, text) => {
      count += 1;
      await page.getByLabel(label, { exact: true }).fill(text);
    },
    count: () => count,
  };
}

/** Walks a person to a step of the stepper. */
export async function walkTo(
  step: 'trust' | 'sign-in' | 'check',
  scene: OpenedPage,
  device: { readonly origin: string; readonly user: string; readonly password: string },
): Promise<Hands> {
  const hands = handsOn(scene);
  await hands.click('button', 'Add device');
  await hands.fill('Address', device.origin);
  await hands.click('button', 'Continue');
  await scene.page.getByRole('button', { name: 'Trust this device' }).waitFor();
  switch (step) {
    case 'trust':
      return hands;
    case 'sign-in':
      await hands.click('button', 'Trust this device');
      await scene.page.getByLabel('User name', { exact: true }).waitFor();
      return hands;
    case 'check':
      await hands.click('button', 'Trust this device');
      await hands.fill('User name', device.user);
      await hands.fill('Password', device.password);
      await hands.click('button', 'Continue');
      return hands;
    default:
      return assertNever(step);
  }
}
