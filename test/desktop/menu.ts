import { DBusError, Variant } from '@jellybrick/dbus-next';
import { z } from 'zod';
import { unwrap, type SessionBus } from './session-bus.ts';

/** One entry of a tray menu, as a person sees it. */
export interface MenuEntry {
  readonly id: number;
  /** Without the underscores that mark access keys; empty for a separator. */
  readonly label: string;
  readonly kind: 'entry' | 'separator' | 'checkbox' | 'radio';
  readonly enabled: boolean;
  readonly checked: boolean;
  readonly entries: readonly MenuEntry[];
}

const FACE = 'com.canonical.dbusmenu';
const node = z.tuple([z.number(), z.record(z.string(), z.unknown()), z.array(z.unknown())]);

/** Reads the whole menu that an application serves at a path. */
export async function readMenu(bus: SessionBus, to: string, path: string): Promise<readonly MenuEntry[]> {
  const [, root] = await bus.ask({
    ...{ to, path, face: FACE, member: 'GetLayout' },
    ...{ signature: 'iias', body: [0, -1, []] },
  });
  return shown(root).entries;
}

/** Does what a click on an entry does. A program that ends over it answers no more. */
export async function clickEntry(bus: SessionBus, to: string, path: string, id: number): Promise<void> {
  const click = {
    to,
    path,
    face: FACE,
    member: 'Event',
    signature: 'isvu',
    body: [id, 'clicked', new Variant('i', 0), 0],
  };
  await bus.ask(click).catch((error: unknown) => {
    if (!(error instanceof DBusError) || !error.type.endsWith('.NoReply')) throw error;
  });
}

/**
 * The entry behind labels, outermost first.
 * @throws with the labels that are there when one is missing
 */
export function findEntry(entries: readonly MenuEntry[], [label, ...rest]: readonly string[]): MenuEntry {
  const found = entries.find((entry) => entry.label === label);
  if (found === undefined) {
    throw new Error(`the menu has no "${label ?? ''}", but ${entries.map((entry) => `"${entry.label}"`).join(', ')}`);
  }
  return rest.length === 0 ? found : findEntry(found.entries, rest);
}

/** Properties that are left out have the values that the protocol names. */
const properties = z.object({
  type: z.string().default('standard'),
  label: z.string().default(''),
  enabled: z.boolean().default(true),
  visible: z.boolean().default(true),
  'toggle-type': z.string().default(''),
  'toggle-state': z.number().default(-1),
});

function shown(value: unknown): MenuEntry & { readonly visible: boolean } {
  const [id, raw, children] = node.parse(value);
  const own = properties.parse(Object.fromEntries(Object.entries(raw).map(([name, each]) => [name, unwrap(each)])));
  const toggle = own['toggle-type'];
  const entries = children.map((child) => shown(unwrap(child))).filter((entry) => entry.visible);
  return {
    ...{ id, enabled: own.enabled, visible: own.visible, checked: own['toggle-state'] === 1 },
    label: own.label.replace(/_(.)/g, '$1'),
    kind:
      own.type === 'separator'
        ? 'separator'
        : toggle === 'checkmark'
          ? 'checkbox'
          : toggle === 'radio'
            ? 'radio'
            : 'entry',
    entries,
  };
}
