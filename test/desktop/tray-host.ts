import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { PNG } from 'pngjs';
import { z } from 'zod';
import { clickEntry, findEntry, readMenu, type MenuEntry } from './menu.ts';
import type { SessionBus, Signal } from './session-bus.ts';
import { waitingRoom } from './waiting-room.ts';

export interface IconPicture {
  readonly width: number;
  readonly height: number;
  /** Red, green, blue, alpha of each pixel, row by row from the top. */
  readonly rgba: Uint8Array;
}

/** One icon in the tray. What is read is asked from the program at that moment. */
export interface TrayItem {
  readonly toolTip: () => Promise<string>;
  /** In all sizes that the program offers, the smallest first. */
  readonly icons: () => Promise<readonly IconPicture[]>;
  readonly menu: () => Promise<readonly MenuEntry[]>;
  /** Clicks the entry behind labels, outermost first. @throws with the labels that are there when one is missing */
  readonly choose: (...labels: readonly string[]) => Promise<void>;
  /** The left click. */
  readonly activate: () => Promise<void>;
  /** Asks a question of this item after each of its changes until the answer is not undefined. */
  readonly until: <T>(question: (item: TrayItem) => Promise<T | undefined>) => Promise<T>;
  /** The changes that the program made known so far: NewIcon, NewToolTip, LayoutUpdated and their like. */
  readonly changes: () => readonly string[];
}

export interface TrayHost {
  /** The tray's icon number n (from 0), there already or yet to come. */
  readonly item: (index?: number) => Promise<TrayItem>;
  readonly count: () => number;
  /** The panel comes up, where it was not there yet. */
  readonly appear: () => Promise<void>;
}

const WATCHER = 'org.kde.StatusNotifierWatcher';
const PATH = '/StatusNotifierWatcher';
const ITEM = 'org.kde.StatusNotifierItem';

interface Address {
  readonly to: string;
  readonly path: string;
}

/** Takes the place of the panel that shows tray icons, on a bus that has none; without `present` once it is told to appear. */
export async function startTrayHost(bus: SessionBus, { present }: { readonly present: boolean }): Promise<TrayHost> {
  const items: Address[] = [];
  const signals: Signal[] = [];
  const { until, changed } = waitingRoom();
  bus.serve({
    path: PATH,
    face: WATCHER,
    methods: {
      RegisterStatusNotifierItem: ([named], sender) => {
        items.push(addressOf(z.string().parse(named), sender));
        changed();
        return [''];
      },
      RegisterStatusNotifierHost: () => [''],
    },
    properties: {
      IsStatusNotifierHostRegistered: () => ['b', true],
      ProtocolVersion: () => ['i', 0],
      RegisteredStatusNotifierItems: () => ['as', items.map(({ to, path }) => `${to}${path}`)],
    },
  });
  for (const face of [ITEM, 'com.canonical.dbusmenu']) {
    await bus.listen(`type='signal',interface='${face}'`, (signal) => {
      if (signal.face !== face) return;
      signals.push(signal);
      changed();
    });
  }
  const appear = (): Promise<void> => bus.own(WATCHER);
  if (present) await appear();
  return {
    appear,
    count: () => items.length,
    item: async (index = 0) => {
      const address = await until(() => Promise.resolve(items[index]));
      // Signals carry the connection's own number, not the name that the item registered by.
      const [owner] = await bus.ask({
        ...{ to: 'org.freedesktop.DBus', path: '/org/freedesktop/DBus', face: 'org.freedesktop.DBus' },
        ...{ member: 'GetNameOwner', signature: 's', body: [address.to] },
      });
      const changes = (): string[] => signals.filter(({ sender }) => sender === owner).map(({ member }) => member);
      return trayItem(bus, address, { until, changes });
    },
  };
}

/** An item names itself by its bus name, by its path, or by both. */
function addressOf(named: string, sender: string): Address {
  const slash = named.indexOf('/');
  if (slash < 0) return { to: named, path: '/StatusNotifierItem' };
  return { to: slash === 0 ? sender : named.slice(0, slash), path: named.slice(slash) };
}

const pictures = z.array(z.tuple([z.number(), z.number(), z.instanceof(Uint8Array)]));
const toolTip = z.tuple([z.string(), z.unknown(), z.string(), z.string()]);

interface Changes {
  readonly until: <T>(question: () => Promise<T | undefined>) => Promise<T>;
  readonly changes: () => readonly string[];
}

function trayItem(bus: SessionBus, { to, path: place }: Address, { until, changes }: Changes): TrayItem {
  const property = (name: string): Promise<unknown> => bus.property(to, place, ITEM, name);
  const menuPath = async (): Promise<string> => z.string().parse(await property('Menu'));
  const menu = async (): Promise<readonly MenuEntry[]> => readMenu(bus, to, await menuPath());
  const item: TrayItem = {
    toolTip: async () => {
      const [, , title, text] = toolTip.parse(await property('ToolTip'));
      return [title, text].filter((part) => part !== '').join('\n');
    },
    icons: async () => {
      const all = await property('IconPixmap').then(fromPixels, () => fromFile(property));
      return all.toSorted((one, other) => one.width - other.width);
    },
    menu,
    choose: async (...labels) => clickEntry(bus, to, await menuPath(), findEntry(await menu(), labels).id),
    activate: async () => {
      await bus.ask({ to, path: place, face: ITEM, member: 'Activate', signature: 'ii', body: [0, 0] });
    },
    until: (question) => until(() => question(item)),
    changes,
  };
  return item;
}

function fromPixels(value: unknown): readonly IconPicture[] {
  return pictures.parse(value).map(([width, height, argb]) => ({ width, height, rgba: toRgba(argb) }));
}

/** On some desktops programs hand the panel a file instead of pixels. */
async function fromFile(property: (name: string) => Promise<unknown>): Promise<readonly IconPicture[]> {
  const name = z.string().parse(await property('IconName'));
  const folder = z.string().parse(await property('IconThemePath').catch(() => ''));
  const file = path.isAbsolute(name) ? name : path.join(folder, `${name}.png`);
  const { width, height, data } = PNG.sync.read(await readFile(file));
  return [{ width, height, rgba: data }];
}

function toRgba(argb: Uint8Array): Uint8Array {
  return argb.map((_, index) => {
    const pixel = index - (index % 4);
    return argb[index % 4 === 3 ? pixel : index + 1] ?? 0;
  });
}
