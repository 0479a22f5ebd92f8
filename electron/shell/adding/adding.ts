import type { AddState } from '../../../shared/ipc/index.ts';
import type { Engine } from '../engine/index.ts';
import { createAddSession, type AddSession } from './add-session.ts';

/** The one stepper there may be. */
export interface Adding {
  readonly current: () => AddSession | undefined;
  /** A new one, or the one under way. */
  readonly begin: () => AddSession;
  /** Breaks off and forgets what was typed. */
  readonly drop: () => Promise<void>;
}

export interface AddingPorts {
  readonly engine: () => Engine;
  readonly onChange: (state: AddState | null) => void;
  /** A device of this computer's own, not of the demo, has its first verified backup. */
  readonly onProtected?: () => void;
}

export function createAdding({ engine, onChange, onProtected }: AddingPorts): Adding {
  let session: AddSession | undefined;
  return {
    current: () => session,
    begin: () => {
      if (session !== undefined) return session;
      const { keeper, refresh, nudge, demo } = engine();
      const begun: AddSession = createAddSession({
        keeper,
        // A session that was dropped says no more.
        onChange: (state) => {
          if (session === begun) onChange(state);
        },
        onAdded: ({ backup }) => {
          if (backup?.ok === true && demo === undefined) onProtected?.();
          nudge('changed');
          void refresh();
        },
      });
      session = begun;
      onChange(begun.state());
      return begun;
    },
    drop: async () => {
      const dropped = session;
      session = undefined;
      if (dropped === undefined) return;
      onChange(null);
      await dropped.end();
    },
  };
}
