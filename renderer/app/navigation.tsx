import {
  createContext,
  use,
  useCallback,
  useEffect,
  useMemo,
  useState,
  type ReactElement,
  type ReactNode,
} from 'react';
import type { EventPayload, Place } from '../../shared/ipc/index.ts';
import type { Requests } from '../state/connect.ts';
import { useClient } from '../state/client-context.tsx';

/** Where the page is: a place, and what of it is in sight. */
export interface Where {
  readonly place: Place;
  /** The device that is spoken of, if one is. */
  readonly deviceId?: string | undefined;
  /** History: the night to open, "2026-11-20". */
  readonly night?: string | undefined;
  /** Restore: the backup to restore from. */
  readonly file?: string | undefined;
  /** Settings: the section to show. */
  readonly section?: SettingsSection | undefined;
  /** Devices: what to open of the device. */
  readonly view?: View | undefined;
}
/** The sections of Settings, in the order people look for them. */
export const SETTINGS_SECTIONS = [
  'general',
  'schedule',
  'keep',
  'folder',
  'second-place',
  'notifications',
  'alarms',
  'exceptions',
  'about',
] as const;
export type SettingsSection = (typeof SETTINGS_SECTIONS)[number];

/** What a notification or the tray may ask for: the password field, or both certificates side by side. */
export type View = NonNullable<EventPayload<'navigate'>['view']>;

export interface Navigation {
  readonly where: Where;
  readonly go: (to: Where) => void;
  /** To where the person came from; does nothing at the beginning. */
  readonly back: () => void;
  /** The device that Ctrl/Cmd+B means. */
  readonly selected: string | null;
  readonly select: (deviceId: string | null) => void;
}

const NavigationContext = createContext<Navigation | undefined>(undefined);
const HOME: Where = { place: 'devices' };
/** Enough to find the way back; a person who goes to and fro all year must not fill the memory. */
const REMEMBERED = 30;

export function useNavigation(): Navigation {
  const navigation = use(NavigationContext);
  if (navigation === undefined) throw new Error('outside of NavigationProvider');
  return navigation;
}

/** Before the first snapshot there is nowhere to go. */
export function useNavigationIfAny(): Navigation | undefined {
  return use(NavigationContext);
}

export function NavigationProvider({
  requests,
  children,
}: {
  readonly requests: Requests;
  readonly children: ReactNode;
}): ReactElement {
  const client = useClient();
  const [trail, setTrail] = useState<readonly Where[]>([HOME]);
  const [selected, setSelected] = useState<string | null>(null);
  const where = trail.at(-1) ?? HOME;

  const select = useCallback(
    (deviceId: string | null) => {
      setSelected(deviceId);
      void client.call('app/select', { deviceId }).catch(() => undefined);
    },
    [client],
  );
  const go = useCallback(
    (to: Where) => {
      setTrail((before) => [...before.slice(1 - REMEMBERED), to]);
      if (to.deviceId !== undefined) select(to.deviceId);
    },
    [select],
  );
  const back = useCallback(() => setTrail((before) => (before.length > 1 ? before.slice(0, -1) : before)), []);
  useEffect(() => requests.onNavigate(go), [requests, go]);
  useEffect(
    () =>
      client.on('mode', () => {
        setTrail([HOME]);
        select(null);
      }),
    [client, select],
  );

  const navigation = useMemo(() => ({ where, go, back, selected, select }), [where, go, back, selected, select]);
  return <NavigationContext value={navigation}>{children}</NavigationContext>;
}
