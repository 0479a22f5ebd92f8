import path from 'node:path';
import { describe, expect, it, vi } from 'vitest';
import { CONTENT_SECURITY_POLICY } from '../../electron/shell/security/content-security-policy.ts';
import { denyDownloads } from '../../electron/shell/security/downloads.ts';
import { devicePage, isAllowedPage, LINKS } from '../../electron/shell/security/links.ts';
import { isOurs, PAGE } from '../../electron/shell/security/origin.ts';
import { pageFile } from '../../electron/shell/security/page-file.ts';
import { denyPermissions } from '../../electron/shell/security/permissions.ts';
import { isOurPage, type Sender } from '../../electron/shell/security/sender.ts';
import { webPreferences } from '../../electron/shell/security/web-preferences.ts';

describe("points of Electron's security checklist", () => {
  it('2, 3, 4, 6, 8, 9, 10: the page is sandboxed, apart, without Node, and nothing is loosened', () => {
    expect(webPreferences('/preload.cjs', true)).toMatchObject({
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      contextIsolation: true,
      sandbox: true,
      webSecurity: true,
      allowRunningInsecureContent: false,
      experimentalFeatures: false,
      webviewTag: false,
    });
  });

  it('packed, there are no developer tools', () => {
    expect(webPreferences('/preload.cjs', true).devTools).toBe(false);
    expect(webPreferences('/preload.cjs', false).devTools).toBe(true);
  });

  it('5: every permission is denied, asked for or looked up', () => {
    const session = {
      setPermissionRequestHandler: vi.fn(),
      setPermissionCheckHandler: vi.fn(),
      setDevicePermissionHandler: vi.fn(),
    };
    denyPermissions(session);
    const answer = vi.fn();
    const [request] = session.setPermissionRequestHandler.mock.calls[0] as [(...given: unknown[]) => void];
    request(undefined, 'notifications', answer);
    expect(answer).toHaveBeenCalledWith(false);
    const [check] = session.setPermissionCheckHandler.mock.calls[0] as [() => boolean];
    const [device] = session.setDevicePermissionHandler.mock.calls[0] as [() => boolean];
    expect([check(), device()]).toEqual([false, false]);
  });

  it('7: the policy lets nothing in but what was built with the page, and nothing out', () => {
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).toContain("connect-src 'none'");
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe|\*|https?:/);
  });

  it.each([
    ...['https://example.org/', 'file:///etc/passwd', 'http://192.168.1.1:8001/webman?x=1', 'javascript:alert(1)'],
    ...['https://user:word@192.168.1.1:8001/', 'https://192.168.1.1:8001/#x', 'not an address', ''],
  ])('15: %j is not opened', (address) => {
    const isPlainOrigin = address === 'https://example.org/';
    // A bare origin passes the form; that it is the stored one is the engine's word, never the page's.
    expect(isAllowedPage(address)).toBe(isPlainOrigin);
  });

  it("15: a device's stored origin and the constant addresses are opened", () => {
    expect(devicePage('https://192.168.1.1:8001')).toBe('https://192.168.1.1:8001/');
    for (const address of Object.values(LINKS)) expect(isAllowedPage(address)).toBe(true);
  });

  const main = { url: PAGE, parent: null } as unknown as NonNullable<Sender['senderFrame']>;
  const ours = { mainFrame: main } as unknown as Sender['sender'];
  it.each<[string, Sender, boolean]>([
    ['our page', { sender: ours, senderFrame: main }, true],
    ['another window', { sender: { mainFrame: main } as never, senderFrame: main }, false],
    ['a frame inside', { sender: ours, senderFrame: { url: PAGE, parent: main } as never }, false],
    ['a frame that is gone', { sender: ours, senderFrame: null }, false],
  ])('17: calls of %s', (_who, sender, counts) => {
    expect(isOurPage(sender, ours)).toBe(counts);
    expect(isOurPage(sender, undefined)).toBe(false);
  });

  it('17: our window counts only while it shows our page', () => {
    const elsewhere = { url: 'https://example.org/', parent: null } as never;
    expect(isOurPage({ sender: { mainFrame: elsewhere } as never, senderFrame: elsewhere }, ours)).toBe(false);
    expect(isOurs('app://routerkeep.example.org/index.html')).toBe(false);
    expect(isOurs('app://user@routerkeep/index.html')).toBe(false);
  });

  const folder = path.resolve('/program/page');
  it.each([
    ...['app://other/index.html', 'app://routerkeep/../main/main.js', 'app://routerkeep/%2e%2e/main/main.js'],
    ...['app://routerkeep/..%2fmain%2fmain.js', 'app://routerkeep/..%5cmain%5cmain.js', 'app://routerkeep/a%00.js'],
    ...['app://routerkeep/settings.json', 'app://routerkeep/%E0%A4%A', 'file:///etc/passwd', 'app://routerkeep/assets'],
  ])('18: %s is no file of the page', (address) => {
    const found = pageFile(folder, address);
    // A path that the address itself has already folded names a file of the bundle, or none.
    if (found !== undefined) expect(path.relative(folder, found.file)).not.toMatch(/^\.\./);
    else expect(found).toBeUndefined();
  });

  it('18: what was built is found, with its type', () => {
    expect(pageFile(folder, PAGE)).toEqual({
      file: path.join(folder, 'index.html'),
      type: 'text/html; charset=utf-8',
    });
    expect(pageFile(folder, 'app://routerkeep/assets/index-1.js')?.file).toBe(
      path.join(folder, 'assets', 'index-1.js'),
    );
    expect(pageFile(folder, 'app://routerkeep/..%2fmain.js')).toBeUndefined();
    expect(pageFile(folder, 'app://other/index.html')).toBeUndefined();
  });

  it('the page downloads nothing', () => {
    const on = vi.fn();
    denyDownloads({ on });
    const [event, listener] = on.mock.calls[0] as [string, (event: { preventDefault: () => void }) => void];
    const preventDefault = vi.fn();
    listener({ preventDefault });
    expect([event, preventDefault.mock.calls.length]).toEqual(['will-download', 1]);
  });
});
