import { randomBytes } from 'node:crypto';
import type { Behaviour } from './behaviour.ts';

export interface Session {
  readonly sid: string;
  readonly user: string;
  readonly address: string;
  /** The SynoToken; undefined when none was asked for. */
  readonly token: string | undefined;
  /** The version of SYNO.API.Auth that opened it; undefined at the old pages. */
  readonly version: number | undefined;
  lastUsedAt: number;
}

/** Codes of protocol.md 1.8: 106 timed out, 107 another login, 119 unknown, 150 another address. */
export type SessionCode = 106 | 107 | 119 | 150;

/** R protocol.md 1.7: what a device shows for a token that is switched off. */
export const DISABLED_TOKEN = '--------';

export interface Sessions {
  open(user: string, address: string, withToken: boolean, version?: number): Session;
  find(sid: string | undefined, address: string): Session | SessionCode;
  /** Ends a session; later calls with its id answer `code`. */
  end(sid: string, code: SessionCode): void;
  drop(): void;
  count(): number;
}

const MINUTE = 60_000;

export function createSessions(now: () => number, behaviour: () => Behaviour): Sessions {
  const open = new Map<string, Session>();
  const ended = new Map<string, SessionCode>();

  const isAlive = ({ lastUsedAt }: Session): boolean => now() - lastUsedAt <= behaviour().idleMinutes * MINUTE;

  const end = (sid: string, code: SessionCode): void => {
    if (open.delete(sid)) ended.set(sid, code);
  };

  return {
    open(user, address, withToken, version) {
      if (behaviour().duplicateLogin === 'interrupts') {
        for (const session of open.values()) if (session.user === user) end(session.sid, 107);
      }
      const session: Session = {
        // Characters that a careless client would leave unescaped are kept out of real ids too (C: base64url forms).
        sid: randomBytes(32).toString('base64url'),
        user,
        address,
        token: withToken ? randomBytes(10).toString('base64url') : undefined,
        version,
        lastUsedAt: now(),
      };
      open.set(session.sid, session);
      return session;
    },
    find(sid, address) {
      if (sid === undefined || sid === '') return 119;
      const session = open.get(sid);
      if (session === undefined) return ended.get(sid) ?? 119;
      if (session.address !== address) return 150;
      if (!isAlive(session)) {
        end(sid, 106);
        return 106;
      }
      session.lastUsedAt = now();
      return session;
    },
    end,
    drop() {
      open.clear();
      ended.clear();
    },
    // One that timed out is gone, although nobody has asked for it since.
    count: () => [...open.values()].filter(isAlive).length,
  };
}
