import type { Desktop } from '../desktop/index.ts';
import type { Application } from './application.ts';

/** Resolves once the program would hear of sleep and shutdown. */
export async function hearsOfSleep({ computer }: Desktop): Promise<void> {
  await computer.until(({ delays }) =>
    Promise.resolve(['sleep', 'shutdown'].every((what) => delays().includes(what)) ? true : undefined),
  );
}

/**
 * The computer sleeps: the program is told, nothing of its main process runs, and when it runs again both clocks have gone
 * on and it is told that it woke. Resolves when it has heard so.
 * @param meanwhile what happens elsewhere in the time
 */
export async function sleepThrough(
  { computer }: Desktop,
  { electron, process: main }: Application,
  ms: number,
  meanwhile: () => Promise<unknown> = () => Promise.resolve(),
): Promise<void> {
  await electron.evaluate(({ powerMonitor }) => {
    const woken = new Promise<void>((resolve) => powerMonitor.once('resume', () => resolve()));
    (globalThis as { woken?: Promise<void> }).woken = woken;
  });
  computer.fallAsleep();
  main.kill('SIGSTOP');
  await meanwhile();
  main.kill('SIGCONT');
  await electron.evaluate((_electron, passed) => {
    const Real = Date;
    // The witness, whose main process is no ES module, has the second way alone.
    const { getBuiltinModule, mainModule } = process as object as {
      readonly getBuiltinModule?: (name: string) => unknown;
      readonly mainModule: { readonly require: (name: string) => unknown };
    };
    const load = getBuiltinModule ?? ((name) => mainModule.require(name));
    const os = load('node:os') as { uptime: () => number };
    const { uptime } = os;
    os.uptime = () => uptime() + passed / 1000;
    (load('node:module') as { syncBuiltinESMExports: () => void }).syncBuiltinESMExports();
    globalThis.Date = class extends Real {
      constructor(...given: readonly unknown[]) {
        if (given.length === 0) super(Real.now() + passed);
        else super(...(given as [number]));
      }
      static override now(): number {
        return Real.now() + passed;
      }
    } as DateConstructor;
  }, ms);
  computer.wakeUp();
  await electron.evaluate(() => (globalThis as { woken?: Promise<void> }).woken);
}
