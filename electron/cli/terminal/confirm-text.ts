import { say } from '../../../shared/index.ts';
import type { CliIo } from '../io.ts';
import { printable } from '../printable.ts';
import { invalid } from '../usage-error.ts';
import { confirm } from './ask.ts';
import { isAtTerminal } from './presence.ts';

/** More would fill the screen. */
const MOST_SHOWN = 10;

/**
 * A file that is no UTF-8 was read in the code page of Windows, which is a guess: whoever is there sees what came of it. Names would
 * be wrong for good, and an account's name would be refused by the device.
 * @param file absolute
 * @param texts what was read out of it
 * @throws KeepError usage/invalid where nobody is there to look, or the answer is no
 */
export async function confirmGuessed(
  io: Pick<CliIo, 'stdin' | 'stderr' | 'signal'>,
  file: string,
  texts: readonly string[],
): Promise<void> {
  const doubtful = [...new Set(texts.filter((text) => /[^\p{ASCII}]/u.test(text)))];
  if (doubtful.length === 0) return;
  if (!isAtTerminal(io)) throw invalid(say('cli.text.no-utf8', { file }), say('cli.text.no-utf8.remedy'));
  const shown = doubtful.slice(0, MOST_SHOWN).map((text) => `  ${text}`);
  io.stderr.write([say('cli.text.guessed', { file }), ...shown].map((line) => `${printable(line)}\n`).join(''));
  if (await confirm(io, say('cli.text.question'))) return;
  throw invalid(say('cli.text.refused', { file }), say('cli.text.no-utf8.remedy'));
}
