import { say, type ErrorCode } from '../../shared/index.ts';

type Area = ErrorCode extends infer Code ? (Code extends `${infer Head}/${string}` ? Head : Code) : never;

type Reason =
  | 'unreachable'
  | 'identity'
  | 'sign-in'
  | 'device'
  | 'unsound'
  | 'vault'
  | 'copy'
  | 'secret'
  | 'settings'
  | 'busy'
  | 'cancelled'
  | 'internal';

const REASONS: Readonly<Record<Area, Reason>> = {
  network: 'unreachable',
  tls: 'identity',
  http: 'identity',
  device: 'device',
  auth: 'sign-in',
  session: 'device',
  task: 'device',
  download: 'unsound',
  archive: 'unsound',
  vault: 'vault',
  copy: 'copy',
  alarm: 'internal',
  secret: 'secret',
  settings: 'settings',
  home: 'settings',
  usage: 'settings',
  busy: 'busy',
  cancelled: 'cancelled',
  internal: 'internal',
};

/**
 * What kind of failure it was, as a fragment of a sentence fit for strangers: the error's own sentence names hosts,
 * accounts and folders, and a topic of ntfy is open to whoever guesses its name.
 */
export function publicReason(code: ErrorCode): string {
  if (code === 'device/other-device') return say('alarms.reason.identity');
  const area = code.split('/', 1)[0] as keyof typeof REASONS;
  return say(`alarms.reason.${REASONS[area]}`);
}
