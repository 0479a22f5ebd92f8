import { asKeepError, keepError, reportOf } from '../../shared/errors.ts';
import type { AppState, Channel, DeviceModel, HistoryRow, Input, Output } from '../../shared/ipc/index.ts';
import type { AnswerCall } from './browser.ts';
import { canned } from './canned.ts';
import { sampleDevice, sampleNights, sampleState } from './sample-fleet.ts';
import { pagesOf, restorables, sampleDetails, sampleGuide, sampleRows } from './sample-history.ts';
import { sampleSettings } from './sample-settings.ts';

type Answers = { readonly [Name in Channel]?: (input: Input<Name>) => Output<Name> };

/** A call that the page made. */
export interface MadeCall {
  readonly channel: string;
  readonly input: unknown;
}

export interface SamplePlaces {
  readonly state: AppState;
  readonly rows: readonly HistoryRow[];
  readonly answer: AnswerCall;
  /** In the order they came. */
  readonly calls: readonly MadeCall[];
}

/** Three devices with a long history, second places and alarms. */
export function sampleTrio(): readonly DeviceModel[] {
  const names = ['Office router', 'Cabin', 'Parents'];
  return names.map((name, index) => ({
    ...sampleDevice(index, index === 0 ? 'failing' : 'protected', name),
    copies: [
      { place: 'nas', folder: '/mnt/nas/Routerkeep', state: 'current', behind: 0, sentence: 'nas: up to date' },
      {
        place: 'usb',
        folder: '/media/usb',
        state: 'away',
        behind: index === 1 ? 2 : 0,
        sentence: 'usb: not there, 2 behind since Monday',
        ...(index === 1 ? { problem: reportOf(keepError('copy/missing', { folder: '/media/usb' })) } : {}),
      },
    ],
  }));
}

/** What History, Restore and Settings ask for, answered from samples; `change` answers instead. */
export function samplePlaces({
  devices = sampleTrio(),
  nights = 120,
  rows = sampleRows(devices, nights),
  state = sampleState(devices),
  answers = {},
}: {
  readonly devices?: readonly DeviceModel[];
  readonly nights?: number;
  readonly rows?: readonly HistoryRow[];
  readonly state?: AppState;
  readonly answers?: Answers;
} = {}): SamplePlaces {
  const calls: MadeCall[] = [];
  const changed = new Map<string, Partial<Output<'backup/details'>>>();
  const settings = sampleSettings();
  const rowOf = (file: string, deviceId: string): HistoryRow => {
    const row = rows.find((one) => one.file === file && one.deviceId === deviceId);
    if (row === undefined) throw keepError('usage/unknown-device', { name: deviceId });
    return row;
  };
  const details = ({ file, deviceId }: Input<'backup/details'>['backup']) =>
    sampleDetails(rowOf(file, deviceId), changed.get(`${deviceId} ${file}`) ?? {});
  const change = (backup: Input<'backup/details'>['backup'], what: Partial<Output<'backup/details'>>) => {
    const key = `${backup.deviceId} ${backup.file}`;
    changed.set(key, { ...changed.get(key), ...what });
    return details(backup);
  };
  const given: Answers = {
    'history/nights': ({ deviceId, count }) => [
      ...sampleNights(
        devices.filter(({ id }) => deviceId === undefined || id === deviceId),
        count,
      ),
    ],
    'history/page': pagesOf(rows),
    'backup/details': ({ backup }) => details(backup),
    'backup/pin': ({ backup, pinned }) => change(backup, { pinned }),
    'backup/note': ({ backup, note }) => change(backup, { note }),
    'backup/delete': () => ({ deleted: true }),
    'backup/verify': ({ backup }) => {
      const { verification } = details(backup);
      if (verification === undefined) throw new Error('no verification');
      return { ok: true, verification };
    },
    'backup/save-as': () => ({ saved: true }),
    'backup/show': () => ({}),
    'devices/open-page': () => ({}),
    'devices/back-up': ({ targets }) => ({ started: targets === 'all' ? devices.map(({ id }) => id) : targets }),
    'restore/list': ({ deviceId }) => restorables(rows, deviceId),
    'restore/guide': ({ deviceId, file }) => {
      const device = devices.find(({ id }) => id === deviceId);
      const row = rows.find((one) => one.deviceId === deviceId && (file === undefined || one.file === file));
      if (device === undefined || row === undefined) throw keepError('usage/unknown-device', { name: deviceId });
      return sampleGuide(device, row);
    },
    'restore/print': () => ({ printed: true }),
    'settings/read': settings.read,
    'settings/change': settings.change,
    'settings/undo': settings.undo,
    'settings/preview-schedule': settings.preview,
    'settings/preview-keep': () =>
      devices.map(({ name }, index) => ({
        device: name,
        ok: true,
        dryRun: true,
        kept: 30,
        removed: index === 0 ? ['SynologyRouter_20260901_0300.dss', 'SynologyRouter_20260902_0300.dss'] : [],
      })),
    'settings/keep-now': () =>
      devices.map(({ name }) => ({ device: name, ok: true, dryRun: false, kept: 30, removed: [] })),
    'settings/copies-now': () => [],
    'settings/choose-folder': () => ({
      token: 'token-1',
      folder: '/mnt/big/Routerkeep',
      warning: 'It lies in a folder that is synced elsewhere: whoever reads that can read your backups.',
    }),
    'settings/alarms': () => [
      {
        kind: 'ntfy',
        host: 'ntfy.sh',
        sentence: 'ntfy.sh: delivered 3 minutes ago',
        waiting: 0,
        last: { at: '2026-11-20T10:57:00.000Z', ok: true, what: 'recovered', host: 'ntfy.sh' },
      },
      {
        kind: 'ping',
        device: 'Cabin',
        host: 'hc-ping.com',
        sentence: 'hc-ping.com: not delivered since yesterday',
        waiting: 1,
        nextAttemptAt: '2026-11-20T11:30:00.000Z',
        last: {
          at: '2026-11-20T02:00:10.000Z',
          ok: false,
          what: 'fail',
          host: 'hc-ping.com',
          problem: 'The name is not known.',
        },
      },
    ],
    'settings/test-alarms': () => [
      { kind: 'ntfy', host: 'ntfy.sh', ok: true },
      { kind: 'ping', device: 'Cabin', host: 'hc-ping.com', ok: false, problem: 'The name is not known.' },
    ],
    'settings/test-notification': () => ({ shown: true, sentence: 'A test was shown.' }),
    'settings/launch-at-login': ({ enabled }) => ({ ...state.desktop, launchAtLogin: enabled ? 'on' : 'off' }),
    'settings/theme': ({ theme }) => ({ ...state.desktop, theme }),
    'app/licences': () => ({ text: 'MIT License\n\nPermission is hereby granted, free of charge, ...' }),
    'app/report': () => ({ text: 'Routerkeep 0.1.0\nplatform linux\ndevices 3: failing, protected, protected' }),
    'app/open-logs': () => ({}),
    ...answers,
  };
  const inner = canned(state, given);
  return {
    state,
    rows,
    calls,
    answer: async (channel, input, work) => {
      calls.push({ channel, input });
      try {
        return await inner(channel, input, work);
      } catch (thrown) {
        return { ok: false, error: reportOf(asKeepError(thrown)) };
      }
    },
  };
}
