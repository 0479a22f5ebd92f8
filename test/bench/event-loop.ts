import path from 'node:path';
import { z } from 'zod';
import { measure } from './measure.ts';
import { figure } from './report.ts';

const schema = z.object({ delay: z.number(), own: z.number(), longest: z.number() });

/**
 * Backs up every device of a home at once, as "Back up all now" does, in an engine as the window's program has it, and tells
 * how long its event loop kept others waiting.
 */
export async function benchEventLoop(home: string, env: Readonly<Record<string, string>>): Promise<void> {
  const here = (file: string): string => path.join(import.meta.dirname, file);
  const program = ['--import', here('load-tsx.ts'), here('event-loop-process.ts'), home];
  const { delay, own, longest } = schema.parse(JSON.parse((await measure(program, { env })).stdout));
  figure('  delay of the event loop meanwhile, 99th percentile', delay, 'ms', 50);
  figure('    of it processor time of the program itself, without what else this computer does', own, 'ms', 50);
  figure('    the longest turn of the loop, in processor time', longest, 'ms');
}
