import { Variant } from '@jellybrick/dbus-next';
import { connectToBus, type SessionBus } from './session-bus.ts';

/** A program with a tray icon, as Electron behaves on the bus, to try the tray host with. */
export interface FakeItem {
  readonly bus: SessionBus;
  /** Ids of the menu's entries that were clicked. */
  readonly clicked: readonly number[];
  readonly activations: () => number;
  readonly say: (toolTip: string) => void;
}

const ITEM = 'org.kde.StatusNotifierItem';
const MENU = '/com/canonical/dbusmenu';

type Node = readonly [id: number, properties: Record<string, Variant>, children: readonly Variant[]];
function entry(id: number, label: string, more: Record<string, Variant> = {}, children: readonly Node[] = []): Node {
  return [id, { label: new Variant('s', label), ...more }, children.map((child) => new Variant('(ia{sv}av)', child))];
}

/** Registers on the bus of a desktop, by a name of its own as Electron does. */
export async function startFakeItem(address: string): Promise<FakeItem> {
  const bus = await connectToBus(address);
  const clicked: number[] = [];
  let activated = 0;
  let toolTip = 'All is well';
  const layout = entry(0, '', {}, [
    entry(1, 'All is well', { enabled: new Variant('b', false) }),
    entry(2, '', { type: new Variant('s', 'separator') }),
    entry(3, '_Office', {}, [entry(4, 'Back up now'), entry(5, 'Hidden', { visible: new Variant('b', false) })]),
    entry(6, 'At login', { 'toggle-type': new Variant('s', 'checkmark'), 'toggle-state': new Variant('i', 1) }),
  ]);
  bus.serve({
    ...{ path: '/StatusNotifierItem', face: ITEM },
    methods: {
      Activate: () => {
        activated += 1;
        return [''];
      },
    },
    properties: {
      Menu: () => ['o', MENU],
      ToolTip: () => ['(sa(iiay)ss)', ['', [], toolTip, '']],
      // One green pixel, half seen through, after a larger picture.
      IconPixmap: () => [
        'a(iiay)',
        [
          [2, 1, Buffer.alloc(8)],
          [1, 1, Buffer.from([128, 0, 255, 0])],
        ],
      ],
    },
  });
  bus.serve({
    ...{ path: MENU, face: 'com.canonical.dbusmenu' },
    methods: {
      GetLayout: () => ['u(ia{sv}av)', 1, layout],
      Event: ([id]) => {
        if (typeof id === 'number') clicked.push(id);
        return [''];
      },
    },
  });
  const name = 'org.kde.StatusNotifierItem-1-1';
  await bus.own(name);
  await bus.ask({
    ...{ to: 'org.kde.StatusNotifierWatcher', path: '/StatusNotifierWatcher', face: 'org.kde.StatusNotifierWatcher' },
    ...{ member: 'RegisterStatusNotifierItem', signature: 's', body: [name] },
  });
  return {
    ...{ bus, clicked },
    activations: () => activated,
    say: (text) => {
      toolTip = text;
      bus.emit('/StatusNotifierItem', ITEM, 'NewToolTip', '', []);
    },
  };
}
