import path from 'node:path';
import { BrowserWindow, nativeTheme, screen } from 'electron';
import { say } from '../../../shared/index.ts';
import type { EventPayload } from '../../../shared/ipc/index.ts';
import type { Push } from '../ipc/types.ts';
import { PAGE, webPreferences } from '../security/index.ts';
import { fewReloads } from './few-reloads.ts';
import { SMALLEST, windowPlace, type Rectangle } from './place.ts';

export interface MainWindowOptions {
  readonly preload: string;
  readonly iconsFolder: string;
  readonly packaged: boolean;
  readonly remembered: () => Rectangle | undefined;
  readonly onMoved: (place: Rectangle) => void;
  readonly isDemo: () => boolean;
  /** False keeps the window open: somebody has to be asked first. */
  readonly mayClose: () => boolean;
  readonly onOpened: () => void;
  readonly onClosed: () => void;
  readonly onPageGone: () => void;
  /** Windows ends the session. */
  readonly onSessionEnd: () => void;
  readonly log: (line: string) => void;
}

/** The one window. Closed, its page is gone and its memory given back; the program goes on. */
export interface MainWindow {
  readonly show: () => void;
  readonly close: () => void;
  readonly current: () => BrowserWindow | undefined;
  readonly push: Push;
  /** Leads the page somewhere, at once or when it has come up. */
  readonly goTo: (target: EventPayload<'navigate'>) => void;
  /** The page is there and listens. */
  readonly pageReady: () => void;
  readonly retitle: () => void;
}

/** What the page's background is before its style arrives: no white flash. */
const BACKGROUND = { light: '#f6f7f9', dark: '#16181d' } as const;

export function createMainWindow(options: MainWindowOptions): MainWindow {
  let window: BrowserWindow | undefined;
  let listens = false;
  let target: EventPayload<'navigate'> | undefined;

  function open(): BrowserWindow {
    const screens = screen.getAllDisplays().map(({ workArea }) => workArea);
    const opened = new BrowserWindow({
      ...windowPlace(options.remembered(), screens),
      minWidth: SMALLEST.width,
      minHeight: SMALLEST.height,
      show: false,
      title: title(),
      backgroundColor: BACKGROUND[nativeTheme.shouldUseDarkColors ? 'dark' : 'light'],
      autoHideMenuBar: true,
      ...(process.platform === 'linux' ? { icon: path.join(options.iconsFolder, 'app.png') } : {}),
      webPreferences: webPreferences(options.preload, options.packaged),
    });
    const remember = (): void => {
      if (!opened.isMinimized() && !opened.isMaximized()) options.onMoved(opened.getBounds());
    };
    opened.on('resized', remember);
    opened.on('moved', remember);
    opened.on('close', (event) => {
      if (options.mayClose()) remember();
      else event.preventDefault();
    });
    opened.on('session-end', options.onSessionEnd);
    opened.once('closed', () => {
      window = undefined;
      pageGone();
      options.onClosed();
    });
    // The page says itself what it is called; the demo must not get lost over it.
    opened.on('page-title-updated', (event) => event.preventDefault());
    opened.once('ready-to-show', () => opened.show());
    const { webContents } = opened;
    const mayReload = fewReloads(() => performance.now());
    webContents.on('render-process-gone', (_event, { reason }) => {
      options.log(`window: the page is gone: ${reason}`);
      pageGone();
      if (reason === 'clean-exit' || opened.isDestroyed()) return;
      if (mayReload()) webContents.reload();
      else options.log('window: the page crashed too often; it comes back with the next window');
    });
    webContents.on('did-start-navigation', ({ isMainFrame, isSameDocument }) => {
      if (isMainFrame && !isSameDocument) pageGone();
    });
    void opened.loadURL(PAGE).catch((error: unknown) => {
      options.log(`window: the page did not load: ${error instanceof Error ? error.message : ''}`);
    });
    return opened;
  }

  function pageGone(): void {
    listens = false;
    options.onPageGone();
  }

  const push: Push = (event, payload) => {
    if (window !== undefined && !window.isDestroyed()) window.webContents.send(`routerkeep:${event}`, payload);
  };

  function lead(): void {
    if (!listens || target === undefined) return;
    push('navigate', target);
    target = undefined;
  }

  function title(): string {
    return options.isDemo() ? say('shell.demo.title') : 'Routerkeep';
  }

  return {
    show: () => {
      if (window === undefined) {
        window = open();
        options.onOpened();
        return;
      }
      if (window.isMinimized()) window.restore();
      window.show();
      window.focus();
    },
    close: () => window?.close(),
    current: () => window,
    push,
    goTo: (to) => {
      target = to;
      lead();
    },
    pageReady: () => {
      listens = true;
      lead();
    },
    retitle: () => window?.setTitle(title()),
  };
}
