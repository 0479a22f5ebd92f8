import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { support } from '../../build/packaging/supported-electron.ts';
import { CONTENT_SECURITY_POLICY } from '../../electron/shell/security/content-security-policy.ts';
import { PAGE } from '../../electron/shell/security/origin.ts';
import { nextNavigation, preferences, statusOf } from './inside.ts';
import { sharedScene } from './shared-scene.ts';

const running = sharedScene(({ add }) => add('--no-backup'));

describe("points of Electron's security checklist, tried in the running program", () => {
  it('1: the page fetches nothing from anywhere, secure or not', async (context) => {
    const { window, device } = await running(context);
    device.forget();
    const plain = device.origin.replace('https:', 'http:');
    for (const address of [device.origin, plain]) {
      expect(await window.evaluate((url) => fetch(url).then(() => 'fetched', String), address)).toMatch(/^TypeError/);
      expect(
        await window.evaluate(async (url) => {
          const image = document.createElement('img');
          const ended = new Promise((resolve) => {
            image.onload = () => resolve('shown');
            image.onerror = () => resolve('refused');
          });
          image.src = url;
          return ended;
        }, address),
      ).toBe('refused');
    }
    expect(device.counters.connections).toBe(0);
  });

  it('2: the page has no Node', async (context) => {
    const { window, program } = await running(context);
    const found = await window.evaluate(() =>
      ['require', 'process', 'module', 'Buffer', 'global', '__dirname'].filter((name) => name in globalThis),
    );
    expect(found).toEqual([]);
    expect(await preferences(program)).toMatchObject({ nodeIntegration: false });
  });

  it('3: what the page does to its own world does not reach the bridge', async (context) => {
    const { window, program } = await running(context);
    expect(await preferences(program)).toMatchObject({ contextIsolation: true });
    const answer = await window.evaluate(async () => {
      const { includes } = Array.prototype;
      Array.prototype.includes = () => true;
      try {
        return await globalThis.window.routerkeep.invoke('foreign/channel' as never, {}).then(() => 'passed', String);
      } finally {
        Array.prototype.includes = includes;
      }
    });
    expect(answer).toContain('unknown channel');
  });

  it('4: the page is sandboxed', async (context) => {
    const { program } = await running(context);
    expect(await preferences(program)).toMatchObject({ sandbox: true });
  });

  it('5: every permission is denied, asked for or looked up', async (context) => {
    const { window } = await running(context);
    const looked = await window.evaluate(() =>
      Promise.all(
        (['geolocation', 'notifications', 'camera', 'microphone'] as const).map((name) =>
          navigator.permissions.query({ name: name }).then(({ state }) => state),
        ),
      ),
    );
    expect(looked).toEqual(['denied', 'denied', 'denied', 'denied']);
    expect(await window.evaluate(() => Notification.requestPermission())).toBe('denied');
    const asked = await window.evaluate(
      () =>
        new Promise<number>((resolve) =>
          navigator.geolocation.getCurrentPosition(
            () => resolve(0),
            ({ code }) => resolve(code),
          ),
        ),
    );
    expect(asked).toBe(1);
    const camera = window.evaluate(() => navigator.mediaDevices.getUserMedia({ video: true }).then(() => 'on', String));
    expect(await camera).toMatch(/NotAllowedError|NotFoundError/);
  });

  it('6, 8, 9, 10: nothing is loosened', async (context) => {
    const { program } = await running(context);
    expect(await preferences(program)).toMatchObject({
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
    });
    expect((await preferences(program)).enableBlinkFeatures ?? '').toBe('');
  });

  it('7: every answer carries the policy, and a script that was put into the page does not run', async (context) => {
    const { window } = await running(context);
    const answer = await window.reload();
    expect((await answer?.allHeaders())?.['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
    await window.getByRole('link', { name: 'Devices' }).waitFor();
    const violated = await window.evaluate(async () => {
      const violation = new Promise<string>((resolve) =>
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), {
          once: true,
        }),
      );
      const script = document.createElement('script');
      script.textContent = 'document.body.id = "foreign"';
      document.body.append(script);
      return violation;
    });
    expect(violated).toMatch(/^script-src/);
    await window.evaluate(() => {
      document.body.insertAdjacentHTML('beforeend', '<img id="planted" src="x" onerror="document.body.id = 1">');
      const style = document.createElement('script');
      style.src = 'data:text/javascript,document.body.id=1';
      document.body.append(style);
    });
    expect(await window.evaluate(() => document.body.id)).toBe('');
    await window.evaluate(() => document.querySelector('#planted')?.remove());
  });

  it('11, 12: no foreign page is embedded, as a webview or in a frame', async (context) => {
    const { window, program } = await running(context);
    const contents = (): Promise<number> =>
      program.electron.evaluate(({ webContents }) => webContents.getAllWebContents().length);
    const before = await contents();
    const embedded = await window.evaluate(async () => {
      const webview = document.createElement('webview');
      webview.setAttribute('src', 'https://example.invalid/');
      const frame = document.createElement('iframe');
      const violation = new Promise((resolve) =>
        addEventListener('securitypolicyviolation', ({ effectiveDirective }) => resolve(effectiveDirective), {
          once: true,
        }),
      );
      frame.src = location.href;
      document.body.append(webview, frame);
      const directive = await violation;
      const inside = frame.contentWindow !== null && 'loadURL' in webview;
      webview.remove();
      frame.remove();
      return { directive, inside };
    });
    expect(embedded).toEqual({ directive: 'frame-src', inside: false });
    expect(await contents()).toBe(before);
    expect(await preferences(program)).toMatchObject({ webviewTag: false });
  });

  const elsewhere = [
    'https://example.invalid/',
    'file:///etc/passwd',
    'app://other/index.html',
    'data:text/html,foreign',
  ];
  for (const address of elsewhere) {
    it(`13: the page cannot go to ${address}`, async (context) => {
      const { window, program } = await running(context);
      const attempt = await nextNavigation(program);
      const said = window.evaluate((url) => {
        const link = document.createElement('a');
        link.href = url;
        document.body.append(link);
        link.click();
        link.remove();
      }, address);
      await said;
      // Chromium itself refuses some before anybody is asked.
      if (!/^(file|data):/.test(address)) expect(await attempt.refused()).toBe(true);
      expect(window.url()).toBe(PAGE);
      expect(await window.getByRole('link', { name: 'Devices' }).isVisible()).toBe(true);
    });
  }

  it('14: no window is opened', async (context) => {
    const { window, program } = await running(context);
    expect(await window.evaluate(() => open('https://example.invalid/') === null && open(location.href) === null)).toBe(
      true,
    );
    expect(await program.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)).toBe(1);
  });

  it('15: the system opens no address that the page names', async (context) => {
    const { window, program, device } = await running(context);
    const opened = await program.electron.evaluateHandle(({ shell }) => {
      const addresses: string[] = [];
      shell.openExternal = (address) => Promise.resolve(void addresses.push(address));
      return addresses;
    });
    const reply = await window.evaluate(async (address) => {
      const { invoke } = globalThis.window.routerkeep;
      const [known] = ((await invoke('app/state', {})) as { value: { overview: { devices: { id: string }[] } } }).value
        .overview.devices;
      return Promise.all([
        invoke('app/open-link', { link: address }),
        invoke('devices/open-page', { deviceId: address }),
        invoke('devices/open-page', { deviceId: known?.id, origin: address, address, url: address }),
        invoke('app/open-link', { link: 'srm-help', url: address }),
      ]).then((replies) => replies.map(({ ok }) => ok));
    }, 'https://example.invalid/');
    expect(reply).toEqual([false, false, true, true]);
    const all = await opened.jsonValue();
    expect(all).toHaveLength(2);
    expect(all).toEqual([`${device.origin}/`, 'https://kb.synology.com/en-global/SRM/help']);
  });

  it('16: the Electron it is built for gets fixes while two newer ones are out', async () => {
    const text = await readFile(path.resolve(import.meta.dirname, '../../package.json'), 'utf8');
    const [, version = ''] = /"electron": "([\d.]+)"/.exec(text) ?? [];
    const major = Number.parseInt(version, 10);
    expect(support(version, `${major + 2}.0.0`).supported).toBe(true);
    expect(support(version, `${major + 3}.0.0`).supported).toBe(false);
  });

  it('17: a second window with the same page and the same preload is answered nothing', async (context) => {
    const { program } = await running(context);
    const reply = await program.electron.evaluate(async ({ app, BrowserWindow }, page) => {
      const preload = `${app.getAppPath()}/dist/preload/preload.cjs`;
      const second = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
      await second.loadURL(page);
      const script = `routerkeep.invoke('app/state', {}).then(JSON.stringify)`;
      const answer = (await second.webContents.executeJavaScript(script)) as string;
      second.destroy();
      return answer;
    }, PAGE);
    expect(JSON.parse(reply)).toMatchObject({ ok: false, error: { code: 'internal' } });
  });

  it('17: a frame inside the page has no bridge', async (context) => {
    const { window } = await running(context);
    const bridge = await window.evaluate(() => {
      const frame = document.createElement('iframe');
      document.body.append(frame);
      const inside = frame.contentWindow;
      const found = inside !== null && 'routerkeep' in inside;
      frame.remove();
      return found;
    });
    expect(bridge).toBe(false);
  });

  const paths = [
    ...['app://routerkeep/..%2fmain%2fmain.js', 'app://routerkeep/%2e%2e/main/main.js', 'app://other/index.html'],
    ...['app://routerkeep/..%2f..%2fpackage.json', 'app://routerkeep/%2fetc%2fpasswd', 'app://routerkeep/missing.js'],
  ];
  for (const address of paths) {
    it(`18: ${address} is answered 404`, async (context) => {
      const { program } = await running(context);
      expect(await statusOf(program, address)).toBe(404);
    });
  }

  it('18: the page is served, and reads no file:// address', async (context) => {
    const { window, program } = await running(context);
    expect(await statusOf(program, PAGE)).toBe(200);
    const read = window.evaluate(() => fetch('file:///etc/passwd').then(() => 'read', String));
    expect(await read).toMatch(/^TypeError/);
  });

  it('20: the bridge is two functions, and what they hear is plain data', async (context) => {
    const { window } = await running(context);
    const heard = await window.evaluate(async () => {
      const { invoke, subscribe } = globalThis.window.routerkeep;
      const event = new Promise<unknown[]>((resolve) =>
        subscribe('desktop', (...values: unknown[]) => resolve(values)),
      );
      await invoke('settings/theme', { theme: 'dark' });
      const values = await event;
      await invoke('settings/theme', { theme: 'system' });
      const refused = ['ipc-message', 'app/state'].map((name) => {
        try {
          subscribe(name as never, () => undefined);
          return 'heard';
        } catch (error) {
          return String(error);
        }
      });
      return {
        names: Object.keys(globalThis.window.routerkeep).sort(),
        events: values.length,
        kinds: Object.values(values[0] as object).map((value) => typeof value),
        refused,
      };
    });
    expect(heard.names).toEqual(['invoke', 'subscribe']);
    expect(heard.events).toBe(1);
    expect(new Set(heard.kinds)).toEqual(new Set(['string']));
    expect(heard.refused).toEqual([expect.stringContaining('unknown event'), expect.stringContaining('unknown event')]);
  });

  it('a download of the page goes nowhere', async (context) => {
    const { window, program } = await running(context);
    const cancelled = program.electron.evaluate(
      ({ session }) =>
        new Promise<boolean>((resolve) => {
          session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
        }),
    );
    await window.evaluate(() => {
      const link = document.createElement('a');
      link.href = URL.createObjectURL(new Blob(['foreign']));
      link.download = 'foreign.desktop';
      link.click();
    });
    expect(await cancelled).toBe(true);
  });
});
