/** What can happen to a call on its way, protocol.md section 6, behaviour 17. */
export const FAULT_KINDS = [
  'status-502',
  'status-503',
  /** The HTTP status `code` with a page, as a proxy in front of the device says it. */
  'status',
  /** 200 with the page that a device shows while it starts. */
  'boot-page',
  /** A page instead of JSON, with status 200. */
  'html',
  'broken-json',
  /** `{}`, `[]` and `null`: JSON, but not an answer. */
  'empty-object',
  'array',
  'null',
  /** Headers, and nothing behind them. */
  'no-body',
  /** `{"success":true}` without data. */
  'no-data',
  /** The error `code`. */
  'error',
  /** A compressed answer of a few MB that unpacks to 3 GB. */
  'bomb',
  /** JSON that does not end (64 MB). */
  'huge',
  /** The connection ends, and the call was not done. */
  'reset',
  /** The call is done, then the connection ends without an answer. */
  'reset-after-work',
  /** The call is done, headers, then the connection ends. */
  'reset-after-headers',
  /** The call is done, headers and half of the body, then the connection ends. */
  'reset-in-body',
  /** The call is not done, and there is no answer, ever. */
  'stall',
  /** The call is done, headers, then silence. */
  'stall-after-headers',
  /** The call is done, headers and half of the body, then silence. */
  'stall-in-body',
  /** The call is done, its answer comes in small pieces. */
  'slow',
  /** The call is done, its answer comes `ms` later. */
  'late',
] as const;

/** What can be wrong with a download, behaviour 16. */
export const DOWNLOAD_FAULTS = [
  /** The announced length is the whole, the body ends early by a closed connection. */
  'short',
  /** More bytes than announced. */
  'longer',
  /** Chunked, the connection ends in the middle. */
  'cut',
  /** Chunked and whole: not a fault, a variant. */
  'chunked',
  /** No length and no chunks: the end of the connection is the end. Not a fault either. */
  'until-close',
  'json-error',
  'html',
  'empty',
  'random',
  /** gzip magic, then noise for 1 GB. */
  'endless',
  /** Cut archive whose announced length fits the cut. */
  'cut-archive',
  /** Right compression, but what is inside is no tar. */
  'not-tar',
  'no-database',
  'no-config-info',
  'broken-database',
  /** A right archive of another model. */
  'other-device',
  /** A right archive of the other system (SRM for DSM and the other way round). */
  'other-system',
  'traversal',
  'absolute-path',
  'symlink',
  'hardlink',
  /** 3 GB of zeros. */
  'bomb',
  /** The same, compressed on its way only: `Content-Encoding: gzip`. */
  'bomb-on-the-way',
  /** A right gzip archive that its server labels `Content-Encoding: gzip`, though it was not packed once more. */
  'mislabelled',
  /** Compressed on its way, and cut there; the announced length fits the cut. */
  'cut-on-the-way',
  /** A right archive under `../../../etc/cron.d/x.dss`. */
  'disposition-path',
  /** A right archive without a Content-Disposition. */
  'no-disposition',
] as const;

export type FaultKind = (typeof FAULT_KINDS)[number];
export type DownloadFault = (typeof DOWNLOAD_FAULTS)[number];
