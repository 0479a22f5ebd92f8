import type { ErrorCode } from '../../shared/errors.ts';
import type { WordKey } from '../../shared/words/say.ts';

/** What can be offered as a button beside an error. Whoever shows the error knows how each is done there. */
export type ErrorAction =
  | 'retry'
  | 'password'
  | 'address'
  | 'certificate'
  | 'page'
  | 'folder'
  | 'copies'
  | 'alarms'
  | 'report'
  | 'allow-http'
  | 'add'
  | 'code';

/** How each is done where an error is shown. */
export type ErrorActions = Partial<Readonly<Record<ErrorAction, () => void>>>;

/** What a person does next about each error of the engine; the words stand under `window.step.CODE`. */
export const NEXT_ACTIONS: Readonly<Record<ErrorCode, readonly ErrorAction[]>> = {
  'usage/invalid': [],
  'usage/unknown-device': [],
  'home/unusable': ['retry'],
  'network/dns': ['retry', 'address'],
  'network/refused': ['retry', 'address'],
  'network/timeout': ['retry', 'address'],
  'network/reset': ['retry'],
  'tls/untrusted': ['certificate'],
  'tls/identity-changed': ['certificate'],
  'http/consent-needed': ['allow-http', 'address'],
  'http/redirected': ['address'],
  'device/not-synology': ['address'],
  'device/no-backup-api': ['page'],
  'device/other-device': ['address', 'add'],
  'device/busy': ['retry'],
  'device/unexpected-answer': ['retry'],
  'auth/refused': ['password', 'page'],
  'auth/disabled': ['page', 'retry'],
  'auth/no-permission': ['page', 'retry'],
  'auth/code-needed': ['code', 'page'],
  'auth/approval-needed': ['page', 'retry'],
  'auth/code-wrong': ['code'],
  'auth/code-setup-needed': ['page', 'retry'],
  'auth/blocked': ['page', 'retry'],
  'auth/password-expired': ['page', 'password'],
  'auth/locked': ['page', 'retry'],
  'session/lost': ['retry'],
  'task/failed': ['retry', 'page'],
  'task/timeout': ['retry'],
  'download/incomplete': ['retry'],
  'archive/not-an-archive': ['retry'],
  'archive/damaged': ['retry'],
  'archive/incomplete': ['retry'],
  'archive/too-large': ['address', 'retry'],
  'vault/full': ['retry', 'folder'],
  'vault/unwritable': ['retry', 'folder'],
  'vault/missing': ['retry', 'folder'],
  'copy/missing': ['copies'],
  'copy/failed': ['copies'],
  'alarm/failed': ['alarms'],
  'secret/missing': ['password'],
  'secret/locked': ['retry'],
  'secret/unavailable': ['retry'],
  'settings/damaged': [],
  'settings/newer': [],
  busy: ['retry'],
  cancelled: ['retry'],
  internal: ['retry', 'report'],
};

/** The words of the next step; that every code has some is checked with the table's own type. */
export function nextStepKey(code: ErrorCode): WordKey & `window.step.${ErrorCode}` {
  return `window.step.${code}`;
}
