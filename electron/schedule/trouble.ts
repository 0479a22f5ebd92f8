import type { ErrorCode, ToldDevice } from '../../shared/index.ts';
import type { Protection } from './protection.ts';

export interface Trouble {
  readonly kind: NonNullable<ToldDevice['trouble']>['kind'];
  readonly code?: ErrorCode;
}

/** What is wrong with a device and worth telling now; undefined while it may still come right by itself. */
export function troubleOf(protection: Protection, now: number): Trouble | undefined {
  if (protection.state === 'needs-you') return { kind: 'needs-you', code: protection.error.code };
  // Who paused a device knows that it is not backed up.
  if (protection.pause !== undefined) return undefined;
  if (protection.state === 'failing' && protection.final) return { kind: 'failed', code: protection.error.code };
  const { overdue, running, soon } = protection;
  const tried = running !== undefined || soon === 'starting';
  return overdue !== undefined && overdue.tellAt <= now && !tried ? { kind: 'overdue' } : undefined;
}
