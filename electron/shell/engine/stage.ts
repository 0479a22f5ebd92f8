import { createEmitter, type Dispose } from '../emitter.ts';
import type { Engine, EngineEvent } from './types.ts';

/**
 * Whose devices are shown. The demo comes in front of the real home and goes again; behind it the real one keeps its
 * nights, and its notifications are still told.
 */
export interface Stage {
  readonly engine: () => Engine;
  /** Events of the engine in front, notifications of each, and `mode` when another one came in front. */
  readonly on: (listener: (event: StageEvent) => void) => Dispose;
  readonly enterDemo: () => Promise<void>;
  /** False where there is nothing behind the demo: the program was started with --demo. */
  readonly leaveDemo: () => Promise<boolean>;
  readonly engines: () => readonly Engine[];
  readonly close: () => Promise<void>;
}

export type StageEvent = EngineEvent | { readonly kind: 'mode'; readonly demo: boolean };

export interface StagePorts {
  readonly openDemo: () => Promise<Engine>;
  readonly onFault: (thrown: unknown) => void;
}

/** @param first the engine the program was started with */
export function createStage(first: Engine, { openDemo, onFault }: StagePorts): Stage {
  const events = createEmitter<StageEvent>(onFault);
  let demo: Engine | undefined;
  let opening: Promise<void> | undefined;
  const front = (): Engine => demo ?? first;
  const forward = (engine: Engine): Dispose =>
    engine.on((event) => {
      if (engine === front() || event.kind === 'notification') events.emit(event);
    });
  forward(first);

  async function enter(): Promise<void> {
    demo = await openDemo();
    forward(demo);
    events.emit({ kind: 'mode', demo: true });
  }

  return {
    engine: front,
    on: events.on,
    enterDemo: async () => {
      if (front().demo !== undefined) return;
      await (opening ??= enter().finally(() => (opening = undefined)));
    },
    leaveDemo: async () => {
      const leaving = demo;
      if (leaving === undefined) return first.demo === undefined;
      demo = undefined;
      events.emit({ kind: 'mode', demo: false });
      await leaving.close();
      return true;
    },
    engines: () => (demo === undefined ? [first] : [demo, first]),
    close: async () => {
      await Promise.all([demo?.close(), first.close()]);
    },
  };
}
