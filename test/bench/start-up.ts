import { inTurn, measure, PROGRAM } from './measure.ts';
import { figure } from './report.ts';

export async function benchStartUp(): Promise<void> {
  const [bare, version] = await inTurn(15, [() => measure(['-e', '0']), () => measure([PROGRAM, '--version'])]);
  if (bare === undefined || version === undefined) throw new Error('nothing measured');
  figure('routerkeep --version, against node -e 0', version.ms / bare.ms, 'times', 1.5);
}
