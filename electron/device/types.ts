import type { IsSound, Sink } from './export.ts';
import type { Evidence } from './product.ts';
import type { Recorder } from './recorder.ts';
import type { Transport } from './transport.ts';
import type { Clock, Endpoint, Identity, OnProgress, Product, SignInForm, Trust } from '../../shared/index.ts';

/** An address as a person typed it: what was left out is absent. */
export interface Address {
  readonly scheme?: 'https' | 'http';
  readonly host: string;
  readonly port?: number;
  /** Where a reverse proxy shows the device: `/nas`. */
  readonly path?: string;
}

/** What `device` takes from outside. */
export interface DeviceContext {
  /** Time-outs are measured by its `sleep` too: a clock whose sleeps end at once lets nothing be in time. */
  readonly clock: Clock;
  readonly signal: AbortSignal;
  /** Random bytes for the envelope. */
  readonly randomBytes: (count: number) => Uint8Array;
  /** Environment variables, for proxies; ignored for addresses of the local network. */
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly timeouts?: Partial<Timeouts>;
  /** Writes down the shape of what is said, for a report. */
  readonly recorder?: Recorder;
  /** Told what the device said that nobody knows yet; never a value that could be secret. */
  readonly note?: (notice: Notice) => void;
}

/** Something a device said that we do not know. `words`: names of fields with the words of a state. */
export interface Notice {
  readonly kind: 'unknown-task-word';
  readonly words: string;
}

/** Milliseconds, by phase. */
export interface Timeouts {
  readonly connect: number;
  readonly tls: number;
  /** From the request sent to the headers of the answer. */
  readonly answer: number;
  /** The longest silence inside a body; all of it may take twenty times as long. */
  readonly body: number;
  /** From `start` answered to the task finished. */
  readonly task: number;
}

/** A certificate as a server presented it. Dates are ISO 8601. */
export interface PresentedCertificate {
  readonly sha256: string;
  /** SHA-256 of its public key; absent where the key is of an unknown kind. */
  readonly publicKey?: string;
  readonly subject: string;
  readonly issuer: string;
  readonly validFrom: string;
  readonly validTo: string;
  /** Whether the system's or the bundled authorities vouch for it, for this host, today. */
  readonly systemTrusted: boolean;
}

/** What a look at an endpoint shows without asking it anything. */
export interface Presented {
  readonly endpoint: Endpoint;
  /** The IP address that answered. */
  readonly remoteAddress: string;
  /** Absent over plain HTTP. */
  readonly certificate?: PresentedCertificate;
}

/** A server that has proven to be the trusted one. */
export interface Met {
  /** The IP address that answered; through a proxy, which does not tell it, the host. */
  readonly remoteAddress: string;
  /** Absent over plain HTTP. */
  readonly certificate?: PresentedCertificate;
}

export interface ApiEntry {
  readonly path: string;
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** What the device offers, from SYNO.API.Info; asked without credentials. */
export interface Directory {
  /** As far as can be told before a sign-in; see `evidence`. */
  readonly product: Product;
  readonly evidence: Evidence;
  readonly apis: ReadonlyMap<string, ApiEntry>;
  /** `api`: SYNO.API.Auth; `page`: /webman/login.cgi, where no usable SYNO.API.Auth is listed (DSM 5 and older). */
  readonly signInBy: 'api' | 'page';
  /** The Auth version that will be used; absent for `page`. */
  readonly authVersion?: number;
  readonly hasEncryption: boolean;
  readonly hasBackup: boolean;
}

export interface Credentials {
  readonly user: string;
  readonly password: string;
  /** One-time code, entered by a person for this sign-in. */
  readonly code?: string;
  /** Trusted-device token of an earlier sign-in with a code (DSM), with the name it was given for. */
  readonly deviceToken?: string;
}

/** Who the device says we are. `administrator` is undefined when it does not tell. */
export interface Account {
  readonly user?: string;
  readonly administrator?: boolean;
  /** How it was found out: the page that answered. */
  readonly source: 'authenticate.cgi' | 'initdata' | 'rights-probe';
}

export interface Download {
  readonly bytes: number;
  /** Whether the device said where the file ends, by a length or by chunks. Else one that is cut off looks like a whole one. */
  readonly endTold: boolean;
  /** The name the device gave, for information only; never a path. */
  readonly suggestedName?: string;
  /** Milliseconds from `start` answered to finished. */
  readonly taskMs: number;
}

/** A signed-in session. Every call may throw; 106, 107, 119 and 150 are handled by `withSession`. */
export interface Session {
  readonly form: SignInForm;
  /** Given by DSM after a sign-in with a code; to be kept like a password. */
  readonly newDeviceToken?: string;
  /** Who we are and whether that is an administrator. */
  readonly account: () => Promise<Account>;
  readonly identity: () => Promise<Identity>;
  /** Proves, changing nothing, that this account may back up (`list`). @throws KeepError auth/no-permission */
  readonly proveBackupRight: () => Promise<void>;
  /**
   * start, poll, download. Chunks go to `sink` in order; the body is judged (length, JSON, HTML) but not opened.
   * May be called again on the same session: it begins anew from `start`.
   */
  readonly exportConfiguration: (sink: Sink, onProgress?: OnProgress, isSound?: IsSound) => Promise<Download>;
}

/** A lazily opened, pinned connection. Each new socket proves its identity before a byte is sent on it. */
export interface Connection {
  readonly endpoint: Endpoint;
  readonly trust: Trust;
  readonly context: DeviceContext;
  /** Who was found to be the trusted server last; unknown before the first socket is open. */
  readonly met: () => Met | undefined;
  /** Of this room alone; requests are made by its functions. */
  readonly transport: Transport;
  readonly close: () => void;
}

export interface SignInRequest extends Partial<LoginWatch> {
  /** Asked for each sign-in anew, so that nobody holds a password while the work goes on. */
  readonly credentials: () => Promise<Credentials>;
  /**
   * Forms to try in this order. The second is tried only over TLS and only after 400 or 402 to the first.
   * While adding: `formsToTry(directory, endpoint)`; later: the one that worked.
   */
  readonly forms: readonly SignInForm[];
}

/** Sees each login before and behind it. A login without an answer has no end to tell of. */
export interface LoginWatch {
  /** Called when nothing is left to do but to send it; may throw to hold back. */
  readonly beforeLogin: (form: SignInForm) => void | Promise<void>;
  /** Called after the device refused a login. */
  readonly onRefused: (form: SignInForm, code: number) => void | Promise<void>;
  readonly onSignedIn: (form: SignInForm) => void | Promise<void>;
}
