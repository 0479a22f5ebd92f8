import { describe, expect, it } from 'vitest';
import { quoted } from '../../electron/archive/quoted.ts';
import { compose } from '../../electron/alarms/compose.ts';
import { jsonLine, printable } from '../../electron/cli/printable.ts';
import { oneLine } from '../../electron/device/certificate.ts';
import { checkName, freeName } from '../../electron/keeper/new-device.ts';
import { notificationText } from '../../electron/shell/desktop/notification-text.ts';
import { trayMenu, trayToolTip, type TrayEntry } from '../../electron/shell/tray/menu-model.ts';
import { safeFolderName } from '../../electron/vault/index.ts';
import { guidePage } from '../../renderer/guide/page.tsx';
import { isolate, sanitizeText } from '../../shared/index.ts';
import { injects } from '../faults/index.ts';

/** What a device, a certificate or a file may tell as its name. */
const NASTY: readonly string[] = [
  '</title><script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  '<a href="file:///etc">Office</a> & <b>more</b>',
  '&lt;b&gt;&#x202e;',
  '\u001b]0;renamed\u0007\u001b[2J\u001b[1;31m',
  '\u009d8;;http://evil\u009clink\u009b31m',
  'a\r\nTitle: injected\n\nbody',
  'gpj\u202eexe.\u2066x\u2069\u200f',
  '\u061c\ufeff\u200b\u2060\u00ad\u180e\u3164',
  '\ud800lone\udfff',
  '\u{e0041}\u{e007f}\u{10ffff}\ue000\u0378',
  `Z${'\u0301'.repeat(2_000)}algo`,
  '👩\u200d👩\u200d👧'.repeat(500),
  'x'.repeat(100_000),
  '=HYPERLINK("http://evil")',
  'R&D \'quoted\' "twice" `$(id)` %s %n {name} {0}',
  '../../etc/passwd',
  'con',
  'משרד 2',
  '',
];
const ACTING = /[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u;

describe.each(NASTY.map((text) => [JSON.stringify(text).slice(0, 40), text] as const))(
  'a stranger that is called %s',
  (_, text) => {
    it('is one short line wherever it comes in', (context) => {
      const fault = injects(context, 'network/nasty-names');
      const clean = sanitizeText(text);
      fault.fired();
      expect(clean).not.toMatch(ACTING);
      expect(Array.from(clean).length).toBeLessThanOrEqual(1_000);
      expect(oneLine(`CN=${text}\nO=${text}`)).not.toMatch(ACTING);
      expect(safeFolderName(text)).toBe(safeFolderName(clean));
      expect(safeFolderName(text)).not.toMatch(/[\p{Default_Ignorable_Code_Point}\p{Cn}\p{Co}]/u);
      const path = Buffer.from(text).toString('latin1');
      expect(quoted(path)).not.toMatch(ACTING);
      expect(quoted(path).isWellFormed()).toBe(true);
      expect(safeFolderName(text)).toMatch(/^[^./\\\p{Cc}][^/\\\p{Cc}]*$/u);
      // What a device is called unasked is a name that a person could have given.
      if (clean !== '') expect(checkName({ devices: [] }, freeName({ devices: [] }, clean))).not.toBe('');
    });

    it('acts on no terminal, and stays exact in JSON', () => {
      expect(printable(text)).not.toMatch(ACTING);
      expect(jsonLine({ text })).not.toMatch(/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\p{Bidi_Control}]/u);
      expect(JSON.parse(jsonLine({ text }))).toEqual({ text });
    });

    it('is text in the page beside the backups', () => {
      const page = guidePage({
        title: text,
        intro: text,
        facts: [{ label: text, value: text }],
        sections: [{ kind: 'steps', heading: text, items: [text] }],
      });
      const own = guidePage({ title: '', intro: '', facts: [], sections: [] });
      const tags = (html: string): readonly string[] => html.match(/<[a-z][^>]*/gi) ?? [];
      const known = new Set([...tags(own), '<dd dir="auto"', '<div', '<dt', '<section', '<h2', '<ol', '<li']);
      expect(tags(page).filter((tag) => !known.has(tag))).toEqual([]);
    });

    it('is text in a notification, of a length that a desktop takes', () => {
      const { title, body } = notificationText({ title: text, body: text }, 'linux');
      expect(body).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
      expect(Buffer.byteLength(title)).toBeLessThanOrEqual(800);
      expect(Buffer.byteLength(body)).toBeLessThanOrEqual(5 * 4_000);
      expect(notificationText({ title: 'R&D', body: 'R&D' }, 'win32')).toEqual({ title: 'R&D', body: 'R&D' });
    });

    it('fits the tray, its tool tip too', () => {
      const facts = factsFor(sanitizeText(text, 64));
      expect(trayToolTip(facts).length).toBeLessThanOrEqual(127);
      expect(trayToolTip(facts).isWellFormed()).toBe(true);
      for (const label of labelsOf(trayMenu(facts))) expect(label.replace(/[\u2068\u2069]/g, '')).not.toMatch(ACTING);
    });

    it('adds no header and no line to an alarm', () => {
      const message = {
        event: 'recovered',
        device: text,
        at: '2026-11-20T03:00:00Z',
        lastVerifiedAt: '2026-11-20T03:00:00Z',
      };
      for (const kind of ['ntfy', 'webhook'] as const) {
        const sent = compose(
          { id: '1', kind, url: 'https://alarms.example/topic' } as Parameters<typeof compose>[0],
          { id: '1', at: message.at, content: { type: 'message', message } } as unknown as Parameters<
            typeof compose
          >[1],
        );
        for (const value of Object.values(sent?.headers ?? {})) expect(value).toMatch(/^[ -~]*$/);
      }
    });
  },
);

describe('a name of another direction', () => {
  it('is held apart where there is no markup, and no other name is changed', () => {
    expect(isolate('משרד 2')).toBe('\u2068משרד 2\u2069');
    expect(isolate('Büro')).toBe('Büro');
    expect(labelsOf(trayMenu(factsFor('משרד'))).join()).toContain('\u2068משרד\u2069');
  });
});

function factsFor(name: string): Parameters<typeof trayMenu>[0] {
  const device = { id: '1', name, protection: { state: 'never', sentence: name }, identity: { product: 'SRM' } };
  return {
    overview: {
      devices: [device],
      fleet: { state: 'never', sentence: `${name}: ${'no verified backup yet. '.repeat(10)}` },
    },
    launchAtLogin: { on: false, possible: true },
    demo: false,
  } as unknown as Parameters<typeof trayMenu>[0];
}

function labelsOf(entries: readonly TrayEntry[]): readonly string[] {
  return entries.flatMap((entry) =>
    entry.kind === 'separator'
      ? []
      : entry.kind === 'submenu'
        ? [entry.label, ...labelsOf(entry.entries)]
        : [entry.label],
  );
}
