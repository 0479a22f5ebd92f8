import type { History } from '../../electron/records/index.ts';

const NOW = Date.parse('2026-11-20T03:00:00Z');
const target = (host: string): { host: string; address: string } => ({ host, address: host });

/** Writes a row that is as small as any, as other processes do too: a sign-in that counts. */
export function countSignIn(history: History, host = 'router'): void {
  history.signIns.reserve(target(host), NOW, { most: 10_000, withinMs: 600_000 });
}

export function signInsCounted(history: History, host = 'router'): number {
  return history.signIns.count(target(host), NOW, 600_000);
}
