import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { readDeviceList } from '../../../electron/cli/adding/device-list.ts';
import { parseCommandLine } from '../../../electron/cli/parse-command-line.ts';
import { readSettingsFile } from '../../../electron/cli/settings-file/read-settings-file.ts';
import { parseAddress } from '../../../electron/device/index.ts';
import { parseRetention } from '../../../electron/keeper/preferences/retention-text.ts';
import { readDocument } from '../../../electron/keeper/transfer/document.ts';
import {
  createCalendar,
  parseMoment,
  parseQuietHours,
  parseSchedule,
  quietUntil,
  scheduleInWords,
} from '../../../electron/schedule/index.ts';
import { isBackupName } from '../../../electron/vault/backup-name.ts';
import { cronProblem, keepError, parsePlaceList } from '../../../shared/index.ts';
import { sampleDevice } from '../../records/sample-settings.ts';
import { mutateJson } from '../mutate-json.ts';
import { mutateText } from '../mutate.ts';
import type { Target } from '../target.ts';

const NOW = Date.parse('2026-11-20T11:00:00Z');
const CALENDAR = createCalendar('Europe/Berlin');

function texts(...all: readonly string[]): () => Promise<readonly Buffer[]> {
  return () => Promise.resolve(all.map((text) => Buffer.from(text)));
}

const schedule: Target = {
  name: 'schedule',
  seeds: texts(
    'daily 03:00',
    'weekdays 03:00, 15:00 in Europe/Berlin',
    'monday, thursday 03:00',
    'every 6 hours',
    'monthly last 03:00',
    'cron 0 3 * * *',
    'cron */7 1-5,8 31 2,4-12/3 mon-fri',
  ),
  mutate: mutateText,
  run: (input) => {
    const parsed = parseSchedule(input.toString());
    const occurrences = CALENDAR.of(parsed);
    const next = occurrences.next(NOW);
    // What is accepted has to be usable: named in words, and with slots.
    if (scheduleInWords(parsed) === '' || next === undefined || next.at <= NOW)
      throw new Error('accepted, but of no use');
    occurrences.latest(NOW);
    return parsed.kind;
  },
  inputs: 1_500,
};

const cron: Target = {
  name: 'cron',
  seeds: texts('0 3 * * *', '*/5 0-23/2 1,15,31 jan-dec sun-sat', '59 23 29 2 *', '0 0 1 1 7'),
  mutate: mutateText,
  run: (input) => {
    const expression = input.toString();
    const problem = cronProblem(expression);
    if (problem !== undefined) throw keepError('usage/invalid', { problem, remedy: '' });
    return String(CALENDAR.of({ kind: 'cron', expression }).next(NOW) === undefined);
  },
  inputs: 1_500,
};

const moments: Target = {
  name: 'moments',
  seeds: texts('2h', 'in 3 days', 'tomorrow 18:00', 'monday 07:00', '2026-12-24 18:00', '9999 weeks', '3pm'),
  mutate: mutateText,
  run: (input) => {
    const moment = parseMoment(input.toString(), NOW, CALENDAR.localZone);
    if (!(moment > NOW)) throw new Error('not a time to come');
    return 'a moment';
  },
  inputs: 2_000,
};

const quietHours: Target = {
  name: 'quiet-hours',
  seeds: texts('22:00-07:00', '10pm to 7am', '00:00 – 23:59'),
  mutate: mutateText,
  run: (input) => {
    const hours = parseQuietHours(input.toString());
    return String((quietUntil(hours, NOW, CALENDAR.localZone) ?? Infinity) > NOW);
  },
  inputs: 1_500,
};

const settingTexts: Target = {
  name: 'setting-texts',
  seeds: texts(
    '30 newest, 8 weekly, 12 monthly',
    '/mnt/nas/Routerkeep; /mnt/usb keep 90 newest',
    '192.168.1.1',
    'https://[fe80::1%eth0]:8001/',
    'SynologyRouter_20261120_104328.dss',
    'router.local:8000',
  ),
  mutate: mutateText,
  run: (input) => {
    const text = input.toString();
    const places = parsePlaceList(text);
    const verdicts = [() => parseRetention(text), () => parseAddress(text)].map((parse) => {
      try {
        return typeof parse();
      } catch (thrown) {
        if (!(thrown instanceof Error) || thrown.name !== 'KeepError') throw thrown;
        return 'refused';
      }
    });
    return `${String(places?.length)} ${String(isBackupName(text))} ${verdicts.join(' ')}`;
  },
  inputs: 3_000,
};

const commandLine: Target = {
  name: 'command-line',
  seeds: texts(
    'backup\nOffice router\n--json',
    'add\n192.168.1.1\n--user\nbackup\n--fingerprint\nAB:CD',
    'set\nOffice\nkeep\n30 newest',
    'run\n--once',
    '--home\n/tmp\nlist\n--check',
    'help\nbackup',
    'verify\n--\n--all',
  ),
  mutate: mutateText,
  run: (input) => parseCommandLine(input.toString().split('\n').slice(0, 60), 80).kind,
  inputs: 400,
};

const csv: Target = {
  name: 'csv',
  seeds: texts(
    'address,user,name\n192.168.1.1,backup,Office\n192.168.1.2,backup,"Attic, left"\n',
    'user;address;allow-http\r\nbackup;10.0.0.1;yes\r\n',
    `address\tuser\tfingerprint\n10.0.0.1\tb\t${'ab'.repeat(32)}\n`,
  ),
  mutate: mutateText,
  run: async (input, folder) => {
    const file = path.join(folder, 'devices.csv');
    await writeFile(file, input);
    return `${String((await readDeviceList(file, { allowHttp: false })).devices.length)} devices`;
  },
  inputs: 1_500,
};

const settingsExport: Target = {
  name: 'settings-export',
  seeds: () => {
    const { name, endpoint, user, trust, identity, signInForm, folder } = sampleDevice(1);
    const all = { keep: { newest: 30, weekly: 0, monthly: 0 }, schedule: { kind: 'daily', times: ['03:00'] } };
    const devices = [
      { name, endpoint, user, trust, identity, signInForm, folder, copyTo: [{ root: '/mnt', id: '12345678' }] },
    ];
    const exportedAt = '2026-11-20T11:00:00.000Z';
    const document = { format: 'routerkeep-settings', version: 1, exportedAt, writtenBy: '0.1.0', all, devices };
    return Promise.resolve([Buffer.from(JSON.stringify(document))]);
  },
  mutate: mutateJson,
  run: async (input, folder) => {
    const file = path.join(folder, 'settings.json');
    await writeFile(file, input);
    const { json } = await readSettingsFile(file, new AbortController().signal);
    const { devices } = readDocument(json, NOW);
    return `${String(devices.length)} devices`;
  },
  inputs: 1_500,
};

export const TEXT_TARGETS: readonly Target[] = [
  schedule,
  cron,
  moments,
  quietHours,
  settingTexts,
  commandLine,
  csv,
  settingsExport,
];
