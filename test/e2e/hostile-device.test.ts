import path from 'node:path';
import type { Page } from 'playwright-core';
import { describe, expect, it, type TestContext } from 'vitest';
import { PAGE } from '../../electron/shell/security/origin.ts';
import { errors } from '../../shared/words/en/errors.ts';
import { aCertificate, httpAnswer, startRawServer } from '../device/raw-server.ts';
import { makeCertificate, type Certificate } from '../device-simulator/index.ts';
import { injects } from '../faults/index.ts';
import { listenTo } from '../leaks/bus-listener.ts';
import { ECHO_KINDS, type EchoKind } from '../leaks/echoes.ts';
import { startFront, type Front } from '../leaks/front.ts';
import { sessionSecrets } from '../leaks/leak-scene.ts';
import { leaksIn, text } from '../leaks/needles.ts';
import { shownByPage } from '../leaks/page-places.ts';
import { filesBelow } from '../leaks/places.ts';
import { awkwardPassword, letters, needle, oneTimeCode } from '../leaks/secrets.ts';
import { watchPage, watchRuns } from './hostile-page.ts';
import { launchedOutside } from './inside.ts';
import { scene, type Scene } from './scene.ts';

const MARKUP =
  '<img id="planted" src="x" onerror="document.title=1"><a id="planted" href="https://example.invalid/">go</a>';
const TURNED = '\u202egnp.exe\u202c\u2066\u0007\u001b]0;renamed\u0007\r\nnext line';
const HEBREW = 'משרד 2';
/** What acts where it is shown: controls, line separators, and marks of direction but for the isolates that are ours. */
const ACTING = /(?![\u2068\u2069\n\t])[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_Control}]/u;

/** Kinds that are no refusal, so that a sign-in is tried again; fewer than a device is asked in ten minutes. */
const AT_SIGN_IN: readonly EchoKind[] = [
  ...(['as the code of a JSON error', 'on an HTML page with status 500', 'in the path of a redirect'] as const),
  ...(['in headers and cookies', 'as the reason of a status', 'in a header that is none'] as const),
];

interface Hostile extends Scene {
  readonly front: Front;
  readonly certificate: Certificate;
  readonly password: string;
  readonly code: string;
}

/** A device that calls itself something hostile everywhere, behind a front that repeats what it is told. */
async function hostileDevice(context: TestContext): Promise<Hostile> {
  const password = awkwardPassword();
  const code = oneTimeCode();
  const lab = await scene(context, {
    ...{ profile: 'dsm7', password, tls: false, hostName: `${MARKUP}${TURNED}` },
    behaviour: {
      twoFactor: { code },
      pageTitle: `${HEBREW} ${MARKUP}${TURNED}${'long'.repeat(5_000)}`,
      listFactsAs: {
        serial: `${MARKUP}${TURNED}`,
        model: `${HEBREW}${MARKUP}${TURNED}`,
        firmware: `DSM 7.2 ${MARKUP}${'long '.repeat(500)}`,
      },
    },
  });
  const front = await startFront(lab.device);
  const certificate = hostileCertificate();
  front.replaceCertificate(certificate);
  return { ...lab, front, certificate, password, code };
}

function hostileCertificate(): Certificate {
  return makeCertificate({
    commonName: `${MARKUP}\u001b]0;renamed\u0007\r\n${'long'.repeat(500)}`,
    altNames: ['localhost'],
  });
}

async function signIn(window: Page, fields: Readonly<Record<string, string>>): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await window.getByLabel(label, { exact: true }).fill(value);
  await window.getByRole('button', { name: 'Continue', exact: true }).click();
}

/** The code of the error that is shown, by the page's own word. */
async function codeShown(window: Page): Promise<string> {
  return (await window.locator('.error-note').first().getAttribute('data-code')) ?? '';
}

describe('the window before a hostile device', () => {
  it('shows one of its own sentences for any answer at the address, and stays answerable meanwhile', async (context) => {
    const fault = injects(context, 'network/hostile-in-window');
    const { open } = await scene(context);
    const program = await open();
    const window = await program.window();
    const seen = await watchPage(program, window);
    const outside = await launchedOutside(program);
    const deep = 200_000;
    const answers: Readonly<Record<string, Buffer>> = {
      nested: httpAnswer(`{"success":true,"data":${'['.repeat(deep)}${']'.repeat(deep)}}`, ['Content-Type: text/html']),
      markup: httpAnswer(MARKUP.repeat(1_000), ['Content-Type: text/html']),
      error: httpAnswer(JSON.stringify({ success: false, error: { code: MARKUP, errors: [TURNED, MARKUP] } })),
      redirect: httpAnswer('', [`Location: https://example.invalid/${encodeURIComponent(MARKUP)}`], '302 Found'),
      script: httpAnswer(
        '',
        ['Location: javascript:alert(1)', 'Refresh: 0; url=https://example.invalid/'],
        '301 Moved',
      ),
    };
    await window.getByRole('button', { name: 'Add device' }).first().click();
    for (const kind of [...Object.keys(answers), 'endless']) {
      let asked = 0;
      const server = await startRawServer({
        certificate: aCertificate(),
        onRequest: (socket) => {
          asked += 1;
          const answer = answers[kind];
          if (answer !== undefined) {
            socket.end(answer);
            return;
          }
          socket.write('HTTP/1.1 200 OK\r\nContent-Type: application/json\r\n\r\n{"success":true,"data":"');
          const more = (): void => {
            while (!socket.destroyed && socket.write('x'.repeat(65_536)));
          };
          socket.on('drain', more);
          more();
        },
      });
      await signIn(window, { Address: server.origin });
      // A page or main process that hangs answers nothing.
      expect(await window.evaluate(() => globalThis.window.routerkeep.invoke('app/state', {}))).toMatchObject({
        ok: true,
      });
      const code = await codeShown(window);
      expect(Object.keys(errors), kind).toContain(code);
      expect(code, kind).not.toBe('internal');
      expect(asked, kind).toBeGreaterThan(0);
      fault.fired(asked);
      expect(await window.locator('body').innerText()).not.toContain('planted');
    }
    expect(await seen()).toEqual({ planted: [], navigations: [], windows: 1, address: PAGE });
    expect(await outside.seen()).toEqual({ paths: [], addresses: [], asked: [] });
  });

  it('shows its names as text that stands apart, and none of the secrets that it repeats, anywhere', async (context) => {
    const fault = injects(context, 'network/hostile-in-window');
    const { open, desktop, device, folder, front, certificate, password, code } = await hostileDevice(context);
    const bus = await listenTo(desktop.env);
    const program = await open();
    const window = await program.window();
    const seen = await watchPage(program, window);
    const outside = await launchedOutside(program);
    const runs = await watchRuns(window);
    const shown: string[] = [];
    const look = async (): Promise<void> => void shown.push(await window.locator('body').innerText());

    await window.getByRole('button', { name: 'Add device' }).first().click();
    await signIn(window, { Address: front.origin });
    await window.getByRole('button', { name: 'Trust this device' }).waitFor();
    await look();

    const issuer = window.getByRole('definition').filter({ hasText: 'planted' }).first();
    expect(await issuer.evaluate((each) => getComputedStyle(each).unicodeBidi)).toBe('isolate');
    await window.getByRole('button', { name: 'Trust this device' }).click();

    // Another certificate between the look and the password: nothing is sent.
    front.replaceCertificate(hostileCertificate());
    await signIn(window, { 'User name': device.user, Password: password });
    const codes = [await codeShown(window)];
    expect(codes).toEqual(['tls/untrusted']);
    expect(device.counters.logins).toBe(0);
    front.replaceCertificate(certificate);
    await window.getByRole('button', { name: 'Trust this device' }).click();
    for (const kind of AT_SIGN_IN) {
      if (codes.length > 1) await window.getByRole('button', { name: 'Back', exact: true }).click();
      front.answer({ at: 'login', kind, secret: `${MARKUP}${password}` });
      await signIn(window, { Password: password });
      codes.push(await codeShown(window));
      expect(front.echoed(), kind).toBeGreaterThan(0);
      fault.fired(front.echoed());
      await look();
    }
    front.answer();
    await window.getByRole('button', { name: 'Back', exact: true }).click();
    await signIn(window, { Password: password });
    await window.getByLabel('One-time code', { exact: true }).waitFor();
    front.answer({ at: 'login', kind: 'on an HTML page with status 500', secret: `${MARKUP}${code}` });
    await signIn(window, { 'One-time code': code });
    codes.push(await codeShown(window));
    front.answer();
    await window.getByRole('button', { name: 'Back', exact: true }).click();
    await signIn(window, { Password: password });
    await signIn(window, { 'One-time code': code });
    await window.getByRole('button', { name: 'Done', exact: true }).click();
    await look();

    for (const [index, kind] of ECHO_KINDS.entries()) {
      front.answer({ at: 'start', kind, secret: ({ form }) => `${MARKUP}${form.get('_sid') ?? ''}` });
      await window.getByRole('button', { name: 'Back up now' }).first().click();
      codes.push((await runs.until(index + 1)).at(-1) ?? '');
      expect(front.echoed(), kind).toBeGreaterThan(0);
      fault.fired(front.echoed());
      await look();
    }
    front.answer();
    front.replaceCertificate(hostileCertificate());
    const { logins } = device.counters;
    const tray = await desktop.tray.item();
    const labels = (await tray.menu()).map(({ label }) => label);
    const own = labels.find((label) => label.startsWith('\u2068')) ?? '';
    expect(own).toMatch(/^\u2068[^\u2069]*planted[^\u2069]*\u2069/);
    await tray.choose(own, 'Back up now');
    codes.push((await runs.until(ECHO_KINDS.length + 1)).at(-1) ?? '');
    expect(codes.at(-1)).toBe('tls/identity-changed');
    expect(device.counters.logins).toBe(logins);
    const told = await desktop.notifications.until(({ title, body }) => `${title} ${body}`.includes(HEBREW));
    expect(told.title).toContain('\u2068');
    expect(told.body).not.toMatch(/[<>]/);
    // The device's name, and what it says to be.
    for (const place of ['bdi', 'header span']) {
      const isolated = window.locator(place).filter({ hasText: HEBREW }).first();
      expect(await isolated.evaluate((each) => getComputedStyle(each).unicodeBidi)).toBe('isolate');
    }
    await look();

    expect(shown.filter((page) => page.includes('<img id="planted"')).length).toBeGreaterThan(ECHO_KINDS.length);
    for (const each of [...shown, ...labels, await tray.toolTip(), told.title]) expect(each).not.toMatch(ACTING);
    expect(codes.filter((each) => each === 'internal' || !(each in errors))).toEqual([]);
    expect(await seen()).toEqual({ planted: [], navigations: [], windows: 1, address: PAGE });
    expect(await outside.seen()).toEqual({ paths: [], addresses: [], asked: [] });
    const page = await shownByPage(window);
    const heard = await bus.until(letters(30));
    await program.quit();
    const files = (await Promise.all([folder, path.dirname(desktop.env.HOME ?? '')].map(filesBelow))).flat();
    const places = [...page, text('what was shown', shown.join()), text('its output', program.output())];
    const secrets = [needle('password', password), needle('code', code), ...sessionSecrets(device.requests)];
    expect(secrets.map(({ name }) => name)).toContain('session id');
    expect(leaksIn(secrets, [...places, ...files, ['the bus', heard]])).toEqual([]);
  });
});
