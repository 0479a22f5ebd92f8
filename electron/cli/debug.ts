import { kindOf, type KeepError } from '../../shared/index.ts';
import type { Env } from './io.ts';

/**
 * With ROUTERKEEP_DEBUG set: what was thrown below an error, for a report of a defect. Kinds, system codes and places in the
 * code only: the texts of foreign errors may hold a secret and are left out.
 */
export function debugLines(error: KeepError, env: Env): readonly string[] {
  if ((env.ROUTERKEEP_DEBUG ?? '') === '') return [];
  const lines: string[] = [];
  for (let each: unknown = error, depth = 0; each instanceof Error && depth < 8; each = each.cause, depth += 1) {
    const code = 'code' in each && typeof each.code === 'string' && CODE.test(each.code) ? ` ${each.code}` : '';
    lines.push(`debug: ${kindOf(each)}${code}`, ...framesOf(each));
  }
  return lines;
}

/** Of the system (`ECONNRESET`) or of ours (`network/reset`). */
const CODE = /^(?:E[A-Z][A-Z0-9_]+|[a-z]+\/[a-z-]+)$/;

function framesOf(error: Error): readonly string[] {
  // The stack repeats the message, which may span lines: a line counts as a frame only behind the whole of it.
  const stack = error.stack ?? '';
  const start = error.message === '' ? 0 : stack.indexOf(error.message) + error.message.length;
  return stack
    .slice(start)
    .split('\n')
    .filter((line) => /^ {4}at [\w.<>[\] ]*\(?[^()\s]*:\d+:\d+\)?$/.test(line))
    .map((line) => `debug:${line}`);
}
