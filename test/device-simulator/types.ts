import type { BehaviourChange } from './behaviour.ts';
import type { Certificate, CertificateRequest } from './certificate.ts';
import type { Profile } from './profiles.ts';
import type { PlayedReport } from './report/schema.ts';

export interface SimulatorOptions {
  readonly profile: Profile;
  /** Default true. */
  readonly tls?: boolean;
  /** Default 127.0.0.1; `::1` and `0.0.0.0` work. */
  readonly host?: string;
  /** Default 0: any free port. */
  readonly port?: number;
  readonly user?: string;
  readonly password?: string;
  readonly behaviour?: BehaviourChange;
  /** Milliseconds: the device's clock, AutoBlock, token age, idle time-out, duration of tasks. */
  readonly now?: () => number;
  readonly certificate?: Certificate;
  /** Default: the profile's. */
  readonly serial?: string;
  readonly hostName?: string;
  readonly model?: string;
  readonly firmware?: string;
  /** Plays the device of this report; see `optionsFromReport`. */
  readonly report?: PlayedReport;
}

/** Where a parameter came from. `envelope`: it was wrapped. */
export type Origin = 'query' | 'body' | 'envelope';

export interface RecordedRequest {
  /** 1, 2, 3, ... */
  readonly order: number;
  /** Epoch milliseconds of the real clock. */
  readonly at: number;
  readonly httpMethod: string;
  /** Without the query. */
  readonly path: string;
  /** Path and query as they came, to search for secrets in addresses. */
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  /** The body as it came. */
  readonly body: string;
  /** Query, body and envelope merged, as the device reads them. */
  readonly params: Readonly<Record<string, string>>;
  readonly from: Readonly<Record<string, Origin>>;
  readonly sidFrom: Origin | 'cookie' | undefined;
  readonly tokenFrom: Origin | 'header' | undefined;
  readonly api: string | undefined;
  readonly method: string | undefined;
  readonly version: number | undefined;
  /** Fields that were wrapped in the envelope, decrypted. */
  readonly login: Readonly<Record<string, string>> | undefined;
  readonly httpStatus: number | undefined;
  /** 0 for success, else the error code of the answer; undefined where no JSON was answered. */
  readonly code: number | undefined;
}

export interface Counters {
  /** TCP connections accepted. */
  readonly connections: number;
  /** TLS handshakes completed. */
  readonly handshakes: number;
  /** Bytes read from sockets, TLS included. */
  readonly bytesReceived: number;
  /** Bytes of request bodies, after TLS. */
  readonly requestBodyBytes: number;
  /** Attempts to sign in, refused ones included. */
  readonly logins: number;
  readonly failedLogins: number;
  /** Sessions ended by a logout; one without a session id is not counted. */
  readonly logouts: number;
  readonly openSessions: number;
  readonly downloads: number;
}

/** Epoch milliseconds of the real clock. */
export interface TaskSpan {
  readonly startAnsweredAt: number;
  readonly finishedAnsweredAt: number;
}

export interface Simulator {
  readonly profile: Profile;
  /** `https://127.0.0.1:49152`. */
  readonly origin: string;
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly password: string;
  readonly serial: string;
  /** SHA-256 of the certificate's DER, 64 lower-case hex digits; undefined over http. */
  readonly fingerprint: string | undefined;
  readonly requests: readonly RecordedRequest[];
  /** Calls outside the table of what a backup program may call. Tests assert that it is empty. */
  readonly outOfTable: readonly string[];
  /** Names of switched behaviours that really struck, in order (`loginAnswer`, `download:short`, `faults:stall@status`). */
  readonly fired: readonly string[];
  readonly counters: Counters;
  readonly taskSpans: readonly TaskSpan[];
  behave(change: BehaviourChange): void;
  /**
   * The next archive differs in this key of `confbkp_config_tb`, or in this file where the key is the path of a member
   * (`ConfigBkp/srm/usr/syno/etc/...`).
   */
  changeSetting(key: string, value: string): void;
  /** Puts another certificate on the same port and ends open connections. @returns its fingerprint */
  replaceCertificate(certificate?: Certificate): Promise<string>;
  /** Puts a new certificate for the same key on the same port, as a device does that renews its own. @returns its fingerprint */
  renewCertificate(request?: Pick<CertificateRequest, 'validFrom' | 'validTo'>): Promise<string>;
  /** Puts another device behind the same address and account: other serial, no sessions, no tasks. */
  replaceDevice(serial: string): void;
  resetAutoBlock(): void;
  /** Forgets every session: the next call answers 119. */
  dropSessions(): void;
  /** Takes back every trusted-device token. */
  revokeDeviceTokens(): void;
  /** Clears requests, outOfTable, fired, counters and taskSpans. */
  forget(): void;
  close(): Promise<void>;
}

export interface Fleet {
  readonly devices: readonly Simulator[];
  close(): Promise<void>;
}
