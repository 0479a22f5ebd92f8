import path from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Page } from 'playwright-core';
import { listenTo } from '../leaks/bus-listener.ts';
import { holdersOf } from '../leaks/heap-snapshot.ts';
import { sessionSecrets } from '../leaks/leak-scene.ts';
import { leaksIn, text, type Place } from '../leaks/needles.ts';
import { heapOfPage, shownByPage } from '../leaks/page-places.ts';
import { filesBelow } from '../leaks/places.ts';
import { shownOf } from '../leaks/processes.ts';
import { awkwardPassword, letters, needle, oneTimeCode } from '../leaks/secrets.ts';
import type { Application } from './application.ts';
import { scene } from './scene.ts';

async function typeAndSend(window: Page, fields: Readonly<Record<string, string>>, button: string): Promise<void> {
  for (const [label, value] of Object.entries(fields)) await window.getByLabel(label, { exact: true }).fill(value);
  await window.getByRole('button', { name: button, exact: true }).click();
}

async function clipboardOf({ electron }: Application): Promise<Place> {
  return text('the clipboard', await electron.evaluate(({ clipboard }) => clipboard.readText()));
}

describe('the running program', () => {
  it('leaves no password, code or session in notifications, tray, profile, page, clipboard and what is seen of its processes', async (context) => {
    const password = awkwardPassword();
    const wrong = awkwardPassword();
    const code = oneTimeCode();
    const secrets = [needle('password', password), needle('wrong password', wrong), needle('code', code)];
    // Told everywhere on purpose: what finds it would find a secret.
    const name = letters(20);
    const planted = letters(30);
    const told = [needle('name', name), needle('planted', planted)];

    const lab = await scene(context, { profile: 'dsm7', password, behaviour: { twoFactor: { code } } });
    const { desktop, device, folder, home } = lab;
    const bus = await listenTo(desktop.env);
    const program = await lab.open();
    const window = await program.window();
    const processes = new Map<string, Place>();
    const lookAtProcesses = (): void => {
      for (const place of shownOf(program.process.pid ?? 0)) processes.set(String(place[1]), place);
    };

    await window.getByRole('button', { name: 'Add device' }).first().click();
    await typeAndSend(window, { Address: device.origin }, 'Continue');
    await window.getByRole('button', { name: 'Trust this device' }).click();
    await window.getByText('Name and group').click();
    await window.getByLabel('Name', { exact: true }).fill(name);
    await window.getByLabel('User name', { exact: true }).fill(device.user);
    await window.getByLabel('Password', { exact: true }).fill(password);
    expect(leaksIn(secrets, await shownByPage(window)).join()).toContain('password (raw) in the page: fields');
    await window.getByRole('button', { name: 'Continue', exact: true }).click();
    lookAtProcesses();
    await typeAndSend(window, { 'One-time code': code }, 'Continue');
    await window.getByRole('button', { name: 'Done', exact: true }).click();
    lookAtProcesses();

    const tray = await desktop.tray.item();
    await tray.until(async (item) => ((await item.toolTip()).startsWith('1 of 1') ? true : undefined));
    const entry = (await tray.menu()).find(({ label }) => label.startsWith(name))?.label ?? '';
    device.behave({ loginAnswer: 400 });
    await tray.choose(entry, 'Back up now');
    await desktop.notifications.until(({ title, body }) => `${title} ${body}`.includes(name));
    lookAtProcesses();

    const menuOf = async (item: string): Promise<void> => {
      await window.getByRole('button', { name: `More for ${name}` }).click();
      await window.getByRole('menuitem', { name: item, exact: true }).click();
    };
    await menuOf('Change password');
    await typeAndSend(window, { Password: wrong }, 'Check and save');
    await window.getByRole('dialog').locator('.error-note').waitFor();
    device.behave({ loginAnswer: null });
    await typeAndSend(window, { Password: password }, 'Check and save');
    await typeAndSend(window, { 'One-time code': code }, 'Check and save');
    await window.getByRole('dialog').waitFor({ state: 'detached' });
    await menuOf('Check sign-in');
    await window.getByText('Details (redacted)').first().click();
    await window.getByRole('button', { name: 'Copy', exact: true }).click();
    const clipboard = await clipboardOf(program);
    expect(String(clipboard[1])).not.toBe('');
    await window.getByRole('dialog').getByRole('button', { name: 'Close' }).click();
    await window.getByRole('dialog').waitFor({ state: 'detached' });

    const page = await shownByPage(window);
    const heap = await heapOfPage(window);
    const handedOut = sessionSecrets(device.requests);
    expect(handedOut.map(({ name: kind }) => kind)).toEqual(expect.arrayContaining(['session id', 'device token']));
    const held = holdersOf(heap, [...secrets, ...handedOut, ...told]);
    expect(held.filter((holder) => !holder.startsWith('name '))).toEqual([]);
    expect(held.join()).toContain('name (raw) held by');

    await window.evaluate((words) => localStorage.setItem('planted', words), planted);
    await program.electron.evaluate(({ clipboard: board }, words) => board.writeText(words), planted);
    const overwritten = await clipboardOf(program);
    lookAtProcesses();
    const last = letters(30);
    const heard: Place = ['the bus', await bus.until(last)];
    await program.quit();
    const folders = [folder, path.dirname(desktop.env.HOME ?? '')];
    const files = (await Promise.all(folders.map(filesBelow))).flat();

    const places = [...page, clipboard, ...processes.values(), heard, ...files, text('its output', program.output())];
    expect(leaksIn([...secrets, ...handedOut], places)).toEqual([]);
    const found = leaksIn(told, [...places, overwritten]).join('\n');
    expect(found).toContain('name (raw) in the page: elements');
    expect(found).toContain('name (raw) in the bus');
    for (const spoken of ['org.freedesktop.Notifications', 'com.canonical.dbusmenu', 'org.freedesktop.Secret.Item']) {
      expect(String(heard[1])).toContain(spoken);
    }
    expect(found).toContain('planted (raw) in the clipboard');
    expect(found).toMatch(/^planted \(.*\) in home\/window\/.*Local Storage/m);
    expect(found).toMatch(/^name \(.*\) in home\/logs\//m);
    expect(leaksIn([needle('home', home)], [...processes.values()])).toContain('home (raw) in environ of a process');
    const shown = desktop.notifications.shown().map(({ title, body }) => `${title} ${body}`);
    expect(shown.join()).toContain(name);
  });
});
