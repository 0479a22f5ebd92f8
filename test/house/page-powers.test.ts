import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { CHANNELS, type Channel } from '../../shared/ipc/index.ts';
import { root } from './lint.ts';

type Power = 'can' | 'asks' | 'tells';

const READS = ['can', 'read what the window shows'] as const;
const ADDS = ['can', 'add a device'] as const;
const CHANGES = ['asks', 'is asked like any change'] as const;
const CHOSEN = ['asks', "from the system's own dialogs"] as const;

/** For each channel: what the threat model says of it, by its strictest case, and in which list. */
const POWERS: Readonly<Record<Channel, readonly [Power, string]>> = {
  'app/state': READS,
  'app/report': READS,
  'app/licences': READS,
  'app/open-logs': ['can', 'the logs'],
  'app/open-link': ['can', 'the help'],
  'app/select': ['can', 'choose the device it shows'],
  'work/cancel': ['can', 'break off a backup'],
  'devices/back-up': ['can', 'back up'],
  'devices/cancel': ['can', 'break off a backup'],
  'devices/dismiss-batch': READS,
  'devices/pause': ['tells', 'backups were paused'],
  'devices/resume': ['can', 'resume them'],
  'devices/rename': ['can', 'rename devices'],
  'devices/group': ['can', 'group them'],
  'devices/remove': ['asks', 'a device is removed'],
  'devices/change-password': ['can', 'prove a new password'],
  'devices/change-address': ['asks', 'a password goes to a new address'],
  'devices/look-trust': ['can', 'look at their certificates'],
  'devices/accept-trust': ['asks', 'a changed certificate trusted'],
  'devices/diagnose': ['can', 'diagnose devices'],
  'devices/report': ['can', 'diagnose devices'],
  'devices/save-report': CHOSEN,
  'devices/open-folder': ['can', 'open their folders'],
  'devices/open-page': ['can', 'their pages'],
  'add/begin': ADDS,
  'add/look': ADDS,
  'add/trust': ADDS,
  'add/sign-in': ADDS,
  'add/code': ADDS,
  'add/cancel': ADDS,
  'add/back': ADDS,
  'add/finish': ADDS,
  'add/abandon': ADDS,
  'add/open-page': ['can', 'their pages'],
  'history/page': READS,
  'history/nights': READS,
  'backup/details': READS,
  'backup/verify': ['can', 'open and check backups'],
  'backup/pin': ['asks', 'a backup deleted or unpinned'],
  'backup/note': ['can', 'write notes'],
  'backup/delete': ['asks', 'a backup deleted or unpinned'],
  'backup/save-as': CHOSEN,
  'backup/show': ['can', 'open and check backups'],
  'restore/list': READS,
  'restore/guide': READS,
  'restore/found': READS,
  'restore/open': CHOSEN,
  'restore/found-guide': ['can', 'open and check backups'],
  'restore/found-save-as': CHOSEN,
  'restore/found-show': ['can', 'open and check backups'],
  'restore/print': ['can', 'print the guide'],
  'settings/read': READS,
  'settings/change': CHANGES,
  'settings/undo': CHANGES,
  'settings/choose-folder': CHOSEN,
  'settings/preview-schedule': READS,
  'settings/preview-keep': READS,
  'settings/keep-now': ['asks', 'backups deleted that the rule no longer covers'],
  'settings/copies-now': ['can', 'bring the copies in second places up to date'],
  'settings/alarms': READS,
  'settings/test-alarms': ['can', 'send a test to the alarms that are set'],
  'settings/test-notification': ['can', 'show a test notification'],
  'settings/launch-at-login': ['tells', 'the launch at login switched off'],
  'settings/theme': ['can', 'change the theme'],
  'demo/enter': ['can', 'enter and leave the demo'],
  'demo/leave': ['can', 'enter and leave the demo'],
};

const BEGINNINGS: Readonly<Record<Power, string>> = {
  can: 'Without a word it **can**',
  asks: 'The system **asks**',
  tells: 'A **notification tells**',
};

const page = await readFile(path.join(root, 'docs/threat-model.md'), 'utf8');
const paragraphs = page.split(/\n\n+/).map((text) => text.replaceAll('\n', ' '));

describe('what a page that was taken over can call', () => {
  it.each(CHANNELS)('%s stands in the list of the threat model where it belongs', (channel) => {
    const [power, words] = POWERS[channel];
    const lists = paragraphs.filter((text) => text.startsWith(BEGINNINGS[power]));
    expect(lists).toEqual([expect.stringContaining(words)]);
  });

  it('is all that stands in the contract', () => {
    expect(Object.keys(POWERS).sort()).toEqual([...CHANNELS].sort());
  });
});
