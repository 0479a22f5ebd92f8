import { EventEmitter } from 'node:events';
import type { WebContents } from 'electron';
import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Desk } from '../../electron/shell/ipc/desk.ts';
import { serveDesk } from '../../electron/shell/ipc/serve.ts';
import { hardenEarly, hardenSession, PAGE } from '../../electron/shell/security/index.ts';
import { CHANNELS } from '../../shared/ipc/index.ts';

/** Electron as the shell takes hold of it: what it registers is called here as Electron calls it. */
const electron = vi.hoisted(() => ({
  listeners: new Map<string, (...given: unknown[]) => unknown>(),
  ipc: new Map<string, (...given: unknown[]) => unknown>(),
  session: new Map<string, (...given: unknown[]) => unknown>(),
  sandboxed: { value: false },
}));

vi.mock('electron', () => {
  const register = (kept: Map<string, (...given: unknown[]) => unknown>, name: string) => (first: unknown) =>
    void kept.set(name, first as (...given: unknown[]) => unknown);
  return {
    app: {
      on: (name: string, listener: (...given: unknown[]) => unknown) => electron.listeners.set(name, listener),
      enableSandbox: () => (electron.sandboxed.value = true),
    },
    ipcMain: {
      handle: (name: string, listener: (...given: unknown[]) => unknown) => electron.ipc.set(name, listener),
      removeHandler: (name: string) => electron.ipc.delete(name),
    },
    protocol: { registerSchemesAsPrivileged: vi.fn(), handle: vi.fn() },
    session: {
      defaultSession: {
        on: (name: string, listener: (...given: unknown[]) => unknown) => electron.session.set(name, listener),
        setPermissionRequestHandler: register(electron.session, 'request'),
        setPermissionCheckHandler: register(electron.session, 'check'),
        setDevicePermissionHandler: register(electron.session, 'device'),
      },
    },
  };
});

const happens = (kept: ReadonlyMap<string, (...given: unknown[]) => unknown>, name: string, ...given: unknown[]) => {
  const listener = kept.get(name);
  if (listener === undefined) throw new Error(`nobody listens to ${name}`);
  return listener(...given);
};

/** Whether an event was refused. */
const refused = (act: (event: { preventDefault: () => void }) => unknown, about: object = {}): boolean => {
  let isRefused = false;
  act({ ...about, preventDefault: () => (isRefused = true) });
  return isRefused;
};

describe('every page that is ever made', () => {
  beforeEach(() => hardenEarly());

  /** As Electron makes one, a second window or a page of its own developer tools. */
  function page() {
    const contents = new EventEmitter() as EventEmitter & { setWindowOpenHandler: (handler: () => object) => void };
    let opens: (() => object) | undefined;
    contents.setWindowOpenHandler = (handler) => (opens = handler);
    happens(electron.listeners, 'web-contents-created', {}, contents);
    const goes = (event: string, about: object): boolean =>
      refused((given) => contents.emit(event, given), { isMainFrame: true, ...about });
    return { goes, opens: () => opens?.() };
  }

  it('is sandboxed', () => {
    expect(electron.sandboxed.value).toBe(true);
  });

  it.each(['https://example.invalid/', 'app://other/index.html', `${PAGE}?x`, 'file:///etc/passwd', ''])(
    'does not go to %j, in its main frame or in another, by a link or by a redirect',
    (url) => {
      const { goes } = page();
      for (const event of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
        expect(goes(event, { url }), event).toBe(true);
      }
    },
  );

  it('may be loaded again, but not within a frame, and not by a redirect', () => {
    const { goes } = page();
    expect(goes('will-navigate', { url: PAGE })).toBe(false);
    expect(goes('will-frame-navigate', { url: PAGE })).toBe(false);
    expect(goes('will-frame-navigate', { url: PAGE, isMainFrame: false })).toBe(true);
    expect(goes('will-redirect', { url: PAGE })).toBe(true);
  });

  it('opens no window, and embeds no other page', () => {
    const { goes, opens } = page();
    expect(opens()).toEqual({ action: 'deny' });
    expect(goes('will-attach-webview', {})).toBe(true);
  });

  it('excuses no certificate, shows no login box, and hands out no certificate of the user', () => {
    const answer = vi.fn();
    const ask = (name: string): boolean =>
      refused((event) => happens(electron.listeners, name, event, {}, PAGE, 'ERR', {}, answer));
    expect(ask('certificate-error')).toBe(true);
    expect(answer.mock.calls).toEqual([[false]]);
    expect([ask('login'), ask('select-client-certificate')]).toEqual([true, true]);
    expect(answer.mock.calls).toEqual([[false]]);
  });
});

describe("the page's session", () => {
  beforeEach(() => hardenSession('/page'));

  it.each(['notifications', 'geolocation', 'media', 'clipboard-read', 'openExternal', 'unheard-of'])(
    'grants no %s, asked for or looked up',
    (permission) => {
      const answer = vi.fn();
      happens(electron.session, 'request', {}, permission, answer);
      expect(answer.mock.calls).toEqual([[false]]);
      expect(happens(electron.session, 'check', {}, permission)).toBe(false);
      expect(happens(electron.session, 'device', { deviceType: 'usb' })).toBe(false);
    },
  );

  it('downloads nothing', () => {
    expect(refused((event) => happens(electron.session, 'will-download', event))).toBe(true);
  });
});

describe('the calls of a page', () => {
  const main = { url: PAGE, parent: null };
  const ours = { mainFrame: main } as unknown as WebContents;
  const asked: string[] = [];
  const desk: Desk = {
    answer: (channel) => Promise.resolve((asked.push(channel), { ok: true, value: {} })),
    cancelAll: () => undefined,
  };

  /** What the call of a sender comes back with. */
  async function call(sender: object | undefined, senderFrame: unknown, own: WebContents | undefined = ours) {
    asked.length = 0;
    const log: string[] = [];
    const dispose = serveDesk(
      desk,
      () => own,
      (line) => log.push(line),
    );
    const reply = (await happens(electron.ipc, 'routerkeep:app/state', { sender, senderFrame }, {}, 1)) as object;
    dispose();
    return { reply, log, asked: [...asked] };
  }

  it('are answered in our window, from its main frame, while it shows our page', async () => {
    expect((await call(ours, main)).asked).toEqual(['app/state']);
    expect(electron.ipc.size).toBe(0);
  });

  const strayed = { url: 'https://example.invalid/', parent: null };
  const embedded = { url: PAGE, parent: main };
  it.each<[string, object | undefined, unknown, WebContents | undefined]>([
    ['another window with the same page', { mainFrame: main }, main, ours],
    ['our window, once it shows another page', { mainFrame: strayed }, strayed, undefined],
    ['a frame within our page', ours, embedded, ours],
    ['a frame beside the main one', ours, { url: PAGE, parent: null }, ours],
    ['our page, embedded in another', { mainFrame: embedded }, embedded, undefined],
    ['a frame that is gone', ours, null, ours],
  ])('are refused from %s, and that is in the log', async (_who, sender, frame, own) => {
    const { reply, log, asked: heard } = await call(sender, frame, own ?? (sender as unknown as WebContents));
    expect(reply).toMatchObject({ ok: false, error: { code: 'internal' } });
    expect(heard).toEqual([]);
    expect(log).toEqual(['ipc: app/state was asked for by a foreign sender']);
  });

  it('are refused while there is no window of ours', async () => {
    const dispose = serveDesk(
      desk,
      () => undefined,
      () => undefined,
    );
    for (const channel of CHANNELS) {
      const reply = await happens(electron.ipc, `routerkeep:${channel}`, { sender: ours, senderFrame: main }, {}, 1);
      expect(reply).toMatchObject({ ok: false });
    }
    dispose();
  });
});
