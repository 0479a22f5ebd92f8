import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { app, Notification, powerMonitor, powerSaveBlocker } from 'electron';
import description from '../package.json' with { type: 'json' };
import type { EventPayload } from '../shared/ipc/index.ts';
import { homeFolder, openKeeper, openLog, startDemo } from './compose/index.ts';
import { readBounded } from './platform/read-bounded.ts';
import * as shell from './shell/index.ts';

/** Bytes. The log begins anew long before. */
const LARGEST_LOG = 8 * 2 ** 20;

const { env } = process;
const started = shell.readArguments(process.argv);
const home = homeFolder(started.home, env);
const demo = started.demo ? { folder: started.home } : undefined;
const parts = shell.builtParts(import.meta.dirname);
const clockOffsetMs = shell.clockOffset(env, app.isPackaged, Date.now());
const now = (): number => Date.now() + clockOffsetMs;

/** A second start shows the window of the first; before there is one, the first shows it by itself. */
let show: (goTo?: EventPayload<'navigate'>) => void = () => undefined;
app.setAppUserModelId('app.routerkeep');
const isFirst = shell.claimHome(shell.profileFolder(home, demo), (argv) => {
  if (!shell.readArguments(argv).hidden) show();
});
if (isFirst) {
  shell.hardenEarly();
  app.whenReady().then(boot).catch(shell.refuseToStart);
} else app.exit(0);

async function boot(): Promise<void> {
  shell.hardenSession(parts.page);
  const log = openLog(shell.logsFolder(home));
  const stage = await shell.openStage(
    { openKeeper: (options) => openKeeper({ ...options, hasWindow: true }), startDemo },
    { home, demo, env, clockOffsetMs, notifies: Notification.isSupported(), log },
  );
  const memory = shell.openWindowMemory(path.join(home, 'window.json'), () => log('window: its place was not saved'));
  const notices: string[] = [];
  const panel = await shell.watchTrayHost(process.platform, (present) => {
    // An icon that found no panel when it was made is not shown by one that comes later.
    if (present) tray.renew();
    window.push('desktop', desktop.state());
  });
  let selected: string | null = null;

  const ending = shell.prepareEnding(async () => {
    window.current()?.destroy();
    await shell.closeDown(stage.engines(), stage.close);
    tray.dispose();
    panel.dispose();
  }, log);

  const dialogs = shell.createDialogs(() => window.current());
  const outside = shell.createOutside(() => window.current());
  const window = shell.createMainWindow({
    preload: parts.preload,
    iconsFolder: parts.icons,
    packaged: app.isPackaged,
    remembered: () => memory.get().place,
    onMoved: (place) => memory.set({ place }),
    isDemo: () => stage.engine().demo !== undefined,
    mayClose: () =>
      shell.mayCloseWindow({
        hasTray: panel.present,
        isFine: () => memory.get().unseenIsFine,
        onFine: () => memory.set({ unseenIsFine: true }),
        dialogs,
        isEnding: ending.begun,
        closeWindow: () => window.close(),
        quit: ending.quit,
      }),
    onOpened: () => void app.dock?.show(),
    onClosed: () => app.dock?.hide(),
    onPageGone: () => desk.cancelAll(),
    onSessionEnd: ending.quit,
    log,
  });

  const notifications = shell.createNotifications({
    onClick: (action) => show(shell.notificationTarget(action)),
    onState: () => window.push('desktop', desktop.state()),
    log,
  });
  const desktop = shell.createDesktopFace({
    launch: demo === undefined ? shell.createLaunchAtLogin({ app, env, home: started.home }) : shell.NO_LAUNCH,
    notifications,
    memory,
    hasTray: panel.present,
    onChange: (state) => {
      window.push('desktop', state);
      tray.update();
    },
  });

  const adding = shell.createAdding({
    engine: stage.engine,
    onChange: (state) => window.push('adding', state),
    onProtected: desktop.launchByDefault,
  });
  const handlers = shell.createHandlers({
    stage,
    adding,
    dialogs,
    outside,
    desktop,
    now,
    version: description.version,
    platform: process.platform === 'darwin' || process.platform === 'win32' ? process.platform : 'linux',
    surroundings: () => shell.surroundings(description.version),
    readLog: () =>
      readBounded(path.join(shell.logsFolder(stage.engine().home), 'routerkeep.log'), LARGEST_LOG).then(
        (bytes) => bytes.toString('utf8'),
        () => '',
      ),
    readLicences: async () =>
      (await Promise.all(parts.licences.map((file) => readFile(file, 'utf8').catch(() => '')))).join('\n'),
    logsFolder: () => shell.logsFolder(stage.engine().home),
    takeNotices: () => notices.splice(0),
    onPageReady: window.pageReady,
    push: window.push,
    select: (deviceId) => (selected = deviceId),
    quit: ending.quit,
    newId: () => randomUUID(),
  });
  const desk = shell.createDesk(handlers, log);
  shell.serveDesk(desk, () => window.current()?.webContents, log);

  show = (goTo) => {
    window.show();
    if (goTo !== undefined) window.goTo(goTo);
  };
  const act = (action: shell.TrayAction): void => {
    const ports = { stage, outside, desktop, now, show, quit: ending.quit };
    void shell.perform(action, ports).catch((thrown: unknown) => {
      log(`tray: ${action.kind}: ${thrown instanceof Error ? thrown.message : typeof thrown}`);
    });
  };
  const tray = shell.showTray({
    facts: () => ({
      overview: stage.engine().overview(),
      launchAtLogin: shell.launchFacts(desktop.state().launchAtLogin),
      demo: stage.engine().demo !== undefined,
    }),
    act,
    iconsFolder: parts.icons,
    env,
  });
  shell.setMenuBar({
    go: (place) => show({ place }),
    backUpSelected: () => {
      if (selected !== null) act({ kind: 'back-up', deviceId: selected });
    },
  });
  shell.connect({
    stage,
    tray,
    window,
    push: window.push,
    notifications,
    suspension: shell.createSuspension(powerSaveBlocker),
    onNotice: (sentence) => notices.push(sentence),
    now,
  });
  shell.watchPower({
    monitor: powerMonitor,
    nudge: (cause) => {
      for (const engine of stage.engines()) engine.nudge(cause);
    },
    onShutdown: ending.quit,
  });

  app.on('activate', () => show());
  const hidden = started.hidden || (process.platform === 'darwin' && app.getLoginItemSettings().wasOpenedAtLogin);
  if (hidden) app.dock?.hide();
  else show();
}
