import { describe, expect, it } from 'vitest';
import { consentTo, type Consent, type WantedChange } from '../../electron/shell/ipc/consent.ts';
import { readKeepText } from '../../shared/index.ts';

const BEFORE: Readonly<Record<WantedChange['key'], string>> = {
  name: 'Office',
  group: 'none',
  address: 'https://192.168.1.1:8001',
  schedule: 'daily 03:00',
  keep: '30 newest, 8 weekly',
  vault: '/own/vault',
  'copy-to': '/mnt/nas keep 90; /media/usb',
  'ping-url': 'hc-ping.com',
  webhook: 'none',
  ntfy: 'ntfy.sh',
  'quiet-hours': '22:00-07:00',
  'tell-success': 'off',
};

function consent(key: WantedChange['key'], value: string, more: Partial<WantedChange> = {}): Consent {
  return consentTo({
    ...{ key, value, before: BEFORE[key], own: true, common: 'none', keep: BEFORE.keep },
    ...{ name: 'Office', isPinned: true, chosen: false, ...more },
  });
}

const said = (answer: Consent): string => {
  if (answer.kind === 'ask') return answer.question.message;
  return answer.kind === 'tell' ? answer.title : 'free';
};

describe('a setting that the page wants changed', () => {
  it.each([
    ['30 newest, 8 weekly', 'free'],
    ['40 newest, 8 weekly, 1 monthly', 'free'],
    ['29 newest, 8 weekly, 12 monthly', 'ask'],
    ['90', 'ask'],
    ['30 newest, 7 weekly', 'ask'],
    // In words that only the engine reads.
    ['keep 99 newest and 99 weekly', 'ask'],
    ['8 weekly, 99 newest', 'ask'],
  ])('how many backups stay: "%s" is %s', (value, kind) => {
    expect(consent('keep', value).kind).toBe(kind);
  });

  it('how many backups stay falls back to the rule for all, or to the first one, which may be fewer', () => {
    expect(consent('keep', 'default', { common: '90 newest, 8 weekly' }).kind).toBe('free');
    expect(consent('keep', '', { common: '10' }).kind).toBe('ask');
    expect(consent('keep', 'default', { name: undefined }).kind).toBe('ask');
    expect(consent('keep', 'default', { name: undefined, before: '30' }).kind).toBe('free');
    expect(said(consent('keep', '3', { name: undefined }))).toBe('Keep fewer backups of all devices?');
  });

  it('an own value taken back where there is none changes nothing', () => {
    for (const key of ['schedule', 'keep', 'vault', 'copy-to', 'ntfy', 'quiet-hours'] as const) {
      expect(consent(key, 'default', { own: false }).kind, key).toBe('free');
    }
  });

  it('a second place may be added by the person, left out with a word, and keep fewer copies only when asked', () => {
    const both = BEFORE['copy-to'];
    expect(consent('copy-to', `${both}; /chosen`, { chosen: true }).kind).toBe('free');
    expect(consent('copy-to', both).kind).toBe('free');
    expect(said(consent('copy-to', '/mnt/nas keep 90'))).toBe('Office: other second places');
    expect(consent('copy-to', 'none').kind).toBe('tell');
    expect(consent('copy-to', 'default', { common: '/mnt/nas keep 90; /media/usb' }).kind).toBe('free');
    expect(consent('copy-to', 'default', { common: '/mnt/nas keep 5; /media/usb' }).kind).toBe('ask');
    expect(consent('copy-to', '/mnt/nas keep 5 newest, 0 weekly, 0 monthly; /media/usb').kind).toBe('ask');
    // As many as the vault, which is fewer than ninety; and fewer than the vault.
    expect(consent('copy-to', '/mnt/nas; /media/usb').kind).toBe('ask');
    expect(consent('copy-to', '/mnt/nas keep 90; /media/usb keep 29 newest, 8 weekly').kind).toBe('ask');
    expect(consent('copy-to', '/mnt/nas keep 91; /media/usb keep 30 newest, 8 weekly, 1 monthly').kind).toBe('free');
  });

  it('a second place comes back, or comes new, only when asked: its copies may be under another rule then', () => {
    const common = '/mnt/nas keep 5; /media/usb';
    expect(consent('copy-to', 'none', { common }).kind).toBe('tell');
    expect(said(consent('copy-to', 'default', { common, before: 'none' }))).toBe(
      'Copy the backups of "Office" to /mnt/nas, /media/usb?',
    );
    expect(consent('copy-to', '/media/usb', { before: '/mnt/nas keep 90' }).kind).toBe('ask');
    expect(consent('copy-to', `${BEFORE['copy-to']}; /etc`).kind).toBe('ask');
  });

  it('backups move without a question only into a folder that the person chose', () => {
    expect(consent('vault', '/chosen', { chosen: true }).kind).toBe('free');
    expect(said(consent('vault', 'default'))).toBe('Move the backups of "Office" to the usual folder?');
  });

  it('an alarm goes to a new address, or to none, only when asked; the question names the host alone', () => {
    const asked = consent('webhook', ' https://someone:secret@evil.example:99/token?key=secret ');
    expect(said(asked)).toBe('Send the alarms of "Office" to evil.example:99?');
    expect(JSON.stringify(asked)).not.toContain('secret');
    expect(said(consent('ping-url', 'none'))).toBe('Send no more alarms of "Office" to hc-ping.com?');
    expect(consent('ntfy', '').kind).toBe('ask');
    expect(consent('webhook', 'none').kind).toBe('free');
  });

  it('an alarm falls back to the address for all only when asked, and the question names that one', () => {
    const all = 'Send the alarms of "Office" to hooks.example?';
    expect(said(consent('webhook', 'default', { common: 'hooks.example' }))).toBe(all);
    expect(said(consent('ntfy', '', { common: 'hooks.example' }))).toBe(all);
    expect(consent('ntfy', 'default', { own: false, common: 'hooks.example' }).kind).toBe('free');
    expect(said(consent('ntfy', 'default'))).toBe('Send no more alarms of "Office" to ntfy.sh?');
    expect(said(consent('ntfy', 'default', { name: undefined, common: 'ntfy.sh' }))).toBe(
      'Send no more alarms of all devices to ntfy.sh?',
    );
  });

  it('a password goes to another address without a question only where the certificate shows whose it is', () => {
    const address = 'https://nas.example';
    expect(consent('address', address).kind).toBe('free');
    expect(said(consent('address', address, { isPinned: false }))).toBe(
      'Send the password of "Office" to https://nas.example?',
    );
  });

  it('other times for backups and quiet hours are told; names, groups and good news are free', () => {
    expect(said(consent('schedule', 'monthly 1 03:00'))).toBe('Office: other times for backups');
    expect(said(consent('schedule', 'daily 03:00', { name: undefined }))).toBe('All devices: other times for backups');
    expect(consent('quiet-hours', '00:00-23:59').kind).toBe('tell');
    for (const key of ['name', 'group', 'tell-success'] as const) expect(consent(key, 'x').kind).toBe('free');
  });
});

describe('a rule for what to keep as the program writes it', () => {
  it.each([
    ['30', { newest: 30, weekly: 0, monthly: 0 }],
    ['30 newest, 12 monthly', { newest: 30, weekly: 0, monthly: 12 }],
    ['30 newest, 8 weekly, 12 monthly', { newest: 30, weekly: 8, monthly: 12 }],
    ['8 weekly, 30 newest', undefined],
    ['30 newest, 8 weekly, 12 monthly, 3 newest', undefined],
    ['', undefined],
  ])('"%s"', (text, rule) => {
    expect(readKeepText(text)).toEqual(rule);
  });
});
