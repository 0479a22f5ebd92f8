import type { z } from 'zod';
import type {
  Channel,
  CONTRACT,
  DesktopState,
  EventName,
  EventPayload,
  Input,
  Theme,
} from '../../../shared/ipc/index.ts';
import type { Adding } from '../adding/index.ts';
import type { Stage } from '../engine/index.ts';

/** One call of the page. */
export interface Call {
  /** Aborted by `work/cancel`, when the page is gone, and at the end of the program. */
  readonly signal: AbortSignal;
}

type Answer<Name extends Channel> = z.input<(typeof CONTRACT)[Name]['output']>;

/** One handler for each channel of the contract; `work/cancel` belongs to the desk itself. */
export type Handlers = {
  readonly [Name in Exclude<Channel, 'work/cancel'>]: (
    input: Input<Name>,
    call: Call,
  ) => Answer<Name> | Promise<Answer<Name>>;
};

export interface Question {
  readonly message: string;
  readonly detail: string;
  /** What the button says that does it. */
  readonly action: string;
  /** What the other button says; else "Cancel". */
  readonly other?: string;
}

/** What the person is asked by the system itself, where no page can answer for them. */
export interface Dialogs {
  readonly confirm: (question: Question) => Promise<boolean>;
  /** With a box to tick, empty at first. */
  readonly confirmWithOption: (
    question: Question & { readonly option: string },
  ) => Promise<{ readonly yes: boolean; readonly option: boolean }>;
  /** Absolute; undefined when nothing was chosen. */
  readonly chooseFolder: (title: string) => Promise<string | undefined>;
  /** A stored archive to be opened. */
  readonly chooseArchive: (title: string) => Promise<string | undefined>;
  readonly chooseFile: (title: string, name: string) => Promise<string | undefined>;
}

/** What leaves the program. Every path and address comes from the core, never from the page. */
export interface Outside {
  readonly openFolder: (folder: string) => Promise<void>;
  readonly showFile: (file: string) => void;
  /** Only constant addresses, and the stored origin of a device. */
  readonly openPage: (address: string) => Promise<void>;
  readonly print: () => Promise<boolean>;
}

/** How this program sits in the desktop. */
export interface DesktopFace {
  readonly state: () => DesktopState;
  /** With the first verified backup, once: nights must not end with the next restart. Whoever wants it otherwise switches it off. */
  readonly launchByDefault: () => void;
  readonly setLaunchAtLogin: (enabled: boolean) => Promise<void>;
  readonly setTheme: (theme: Theme) => Promise<void>;
  readonly testNotification: () => Promise<{ readonly shown: boolean; readonly sentence: string }>;
  /**
   * Shows a notification of something that was changed from the page.
   * @param about takes the place of the one shown before about the same
   */
  readonly tellChange: (about: string, title: string) => void;
}

/** Everything the handlers stand on. */
export interface DeskPorts {
  readonly stage: Stage;
  readonly adding: Adding;
  readonly dialogs: Dialogs;
  readonly outside: Outside;
  readonly desktop: DesktopFace;
  readonly now: () => number;
  readonly version: string;
  readonly platform: 'win32' | 'darwin' | 'linux';
  /** Versions and such for a report: `name value` a line. */
  readonly surroundings: () => string;
  readonly readLog: () => Promise<string>;
  readonly readLicences: () => Promise<string>;
  readonly logsFolder: () => string;
  readonly takeNotices: () => readonly string[];
  /** The page has asked how everything stands: it listens from now on. */
  readonly onPageReady: () => void;
  /** Pushes to the page, if there is one. */
  readonly push: Push;
  /** The device the page has selected. */
  readonly select: (deviceId: string | null) => void;
  /** Ends the program; the demo it was started for is over. */
  readonly quit: () => void;
  readonly newId: () => string;
}

export type Push = <Name extends EventName>(event: Name, payload: EventPayload<Name>) => void;
