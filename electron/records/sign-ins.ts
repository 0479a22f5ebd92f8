import { randomUUID } from 'node:crypto';
import type { HistoryFile } from './history-file.ts';
import { inTransaction } from './in-transaction.ts';

/** Where a sign-in goes to. Two of them are taken for one device where any of these is the same. */
export interface SignInTarget {
  /** The name or address that was asked for, without a port. */
  readonly host: string;
  /** The IP address that answered; through a proxy, which does not tell it, the host. */
  readonly address: string;
  /** Fingerprint of a certificate that belongs to this device alone. */
  readonly certificate?: string;
}

/** A sign-in that was written down before it leaves. */
export interface SignInReservation {
  /** The device judged it; a refusal counts from now on. Not called where nobody knows what became of it. */
  readonly settle: (outcome: 'refused' | 'no-failure', now: number) => void;
}

/**
 * The sign-ins that a device may have counted as failed, over all processes of a home. Each is written down before it
 * leaves and struck out when it was no failure, so that one of which nobody tells the end (the process died, the
 * connection was cut) counts as refused until it is too old to matter. `now`: milliseconds since 1970.
 */
export interface SignIns {
  /** @returns undefined where `most` stand already within these milliseconds */
  readonly reserve: (
    target: SignInTarget,
    now: number,
    limit: { readonly most: number; readonly withinMs: number },
  ) => SignInReservation | undefined;
  /** How many were refused, or may have been. */
  readonly count: (target: SignInTarget, now: number, withinMs: number) => number;
}

const COUNT = 'SELECT count(*) AS count FROM sign_ins WHERE (host = ? OR address = ? OR certificate = ?) AND at >= ?';
const WRITE = 'INSERT OR REPLACE INTO sign_ins (host, address, certificate, id, at) VALUES (?, ?, ?, ?, ?)';

export function openSignIns(file: HistoryFile): SignIns {
  return {
    reserve: (target, now, { most, withinMs }) =>
      file.use((database) =>
        inTransaction(database, () => {
          database.prepare('DELETE FROM sign_ins WHERE at < ?').run(now - withinMs);
          // Of a clock that was set back since: it stands no longer than anything else.
          database.prepare('UPDATE sign_ins SET at = ?1 WHERE at > ?1').run(now);
          const { count } = database.prepare(COUNT).get(...columnsOf(target), now - withinMs) ?? {};
          if (Number(count) >= most) return undefined;
          const id = randomUUID();
          database.prepare(WRITE).run(...columnsOf(target), id, now);
          return {
            settle: (outcome, at) =>
              file.use((current) => {
                // Written anew: the file may be another one by now.
                if (outcome === 'refused') current.prepare(WRITE).run(...columnsOf(target), id, at);
                else current.prepare('DELETE FROM sign_ins WHERE id = ?').run(id);
              }),
          };
        }),
      ),
    count: (target, now, withinMs) =>
      file.use((database) => Number(database.prepare(COUNT).get(...columnsOf(target), now - withinMs)?.count ?? 0)),
  };
}

function columnsOf({ host, address, certificate }: SignInTarget): [string, string, string | null] {
  return [host, address, certificate ?? null];
}
