import { builtProgram, start, type Ended } from '../cli/program.ts';
import type { Scene } from './scene.ts';

/** The terminal at another time than now, beside a program whose clock is moved: it has no such switch itself. */
export function terminalAt({ desktop, home, folder }: Scene, now: Date): (argv: readonly string[]) => Promise<Ended> {
  const offset = now.getTime() - Date.now();
  const moved = `const Real = Date;
    globalThis.Date = class extends Real {
      constructor(...given) { if (given.length === 0) super(Real.now() + ${offset}); else super(...given); }
      static now() { return Real.now() + ${offset}; }
    };`;
  const launcher = [process.execPath, '--import', `data:text/javascript,${encodeURIComponent(moved)}`, builtProgram()];
  const env = { ...desktop.env, ROUTERKEEP_HOME: home };
  return (argv) => start(argv, { env, cwd: folder, stdin: '', launcher }).ended;
}
