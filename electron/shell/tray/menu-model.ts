import { ago, isolate, say, worstFirst } from '../../../shared/index.ts';
import type { DeviceModel, OverviewModel } from '../../../shared/ipc/index.ts';

/** What an entry of the menu does. */
export type TrayAction =
  | { readonly kind: 'back-up' | 'history' | 'open-folder'; readonly deviceId: string }
  | { readonly kind: 'pause'; readonly until: 'hour' | 'tomorrow' | 'open' }
  | { readonly kind: 'launch-at-login'; readonly enabled: boolean }
  | { readonly kind: 'back-up-all' | 'resume' | 'open' | 'leave-demo' | 'quit' };

export type TrayEntry =
  | { readonly kind: 'sentence'; readonly label: string }
  | { readonly kind: 'separator' }
  | { readonly kind: 'submenu'; readonly label: string; readonly entries: readonly TrayEntry[] }
  | { readonly kind: 'action'; readonly label: string; readonly enabled: boolean; readonly action: TrayAction }
  | {
      readonly kind: 'check';
      readonly label: string;
      readonly checked: boolean;
      readonly enabled: boolean;
      readonly action: TrayAction;
    };

export interface TrayFacts {
  readonly overview: OverviewModel;
  readonly launchAtLogin: { readonly on: boolean; readonly possible: boolean };
  readonly demo: boolean;
}

/** A menu longer than this is no longer read. */
const MOST_DEVICES = 8;

const SEPARATOR = { kind: 'separator' } as const;

/** The menu of the tray, top to bottom, and what stands in its tool tip. */
export function trayMenu({ overview, launchAtLogin, demo }: TrayFacts): readonly TrayEntry[] {
  const { devices, fleet } = overview;
  const paused = devices.filter((device) => device.paused !== undefined).length;
  return [
    { kind: 'sentence', label: fleet.sentence },
    ...(demo ? [action(say('shell.demo.leave'), { kind: 'leave-demo' })] : []),
    SEPARATOR,
    ...worstFirst(devices).slice(0, MOST_DEVICES).map(deviceEntry),
    ...(devices.length > MOST_DEVICES
      ? [action(say('shell.tray.more', { count: devices.length - MOST_DEVICES }), { kind: 'open' })]
      : []),
    ...(devices.length > 0 ? [SEPARATOR] : []),
    action(say('shell.tray.back-up-all'), { kind: 'back-up-all' }, devices.length > 0),
    ...(paused < devices.length || paused === 0 ? [pauseEntry()] : []),
    ...(paused > 0 ? [action(say('shell.tray.resume'), { kind: 'resume' })] : []),
    SEPARATOR,
    action(say('shell.tray.open'), { kind: 'open' }),
    {
      kind: 'check',
      label: say('shell.tray.launch-at-login'),
      checked: launchAtLogin.on,
      enabled: launchAtLogin.possible,
      action: { kind: 'launch-at-login', enabled: !launchAtLogin.on },
    },
    action(say('shell.tray.quit'), { kind: 'quit' }),
  ];
}

export function trayToolTip({ overview, demo }: Pick<TrayFacts, 'overview' | 'demo'>): string {
  const { sentence } = overview.fleet;
  return clipped(demo ? say('shell.demo.tool-tip', { sentence }) : sentence);
}

/** UTF-16 units that Windows takes; it cuts the rest off, inside a character too. */
const LONGEST_TOOL_TIP = 127;

function clipped(text: string): string {
  if (text.length <= LONGEST_TOOL_TIP) return text;
  let short = '';
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    if (short.length + segment.length >= LONGEST_TOOL_TIP) break;
    short += segment;
  }
  return `${short.trimEnd()}…`;
}

function deviceEntry(device: DeviceModel): TrayEntry {
  const { id: deviceId } = device;
  return {
    kind: 'submenu',
    label: deviceLine(device),
    entries: [
      action(say('shell.tray.back-up'), { kind: 'back-up', deviceId }, device.protection.state !== 'running'),
      action(say('shell.tray.history'), { kind: 'history', deviceId }),
      action(say('shell.tray.folder'), { kind: 'open-folder', deviceId }),
    ],
  };
}

/** "Office router: 9 hours ago"; one that is not protected says so first. */
function deviceLine({ name: plain, protection: { state }, lastVerified }: DeviceModel): string {
  const name = isolate(plain);
  const word = say(`schedule.word.${state}`);
  if (lastVerified === undefined) return say('shell.tray.device', { name, word });
  const { text } = ago(lastVerified.ageMs);
  if (state === 'protected') return say('shell.tray.device', { name, word: text });
  return say('shell.tray.device.last', { name, word, ago: text });
}

function pauseEntry(): TrayEntry {
  return {
    kind: 'submenu',
    label: say('shell.tray.pause'),
    entries: (['hour', 'tomorrow', 'open'] as const).map((until) =>
      action(say(`shell.tray.pause.${until}`), { kind: 'pause', until }),
    ),
  };
}

function action(label: string, what: TrayAction, enabled = true): TrayEntry {
  return { kind: 'action', label, enabled, action: what };
}
