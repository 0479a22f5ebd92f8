import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import { describeBackup } from '../backup-lines.ts';
import type { Command } from '../context.ts';
import { exitOf, worstExit } from '../exit.ts';
import type { BackupResult } from '../../keeper/types.ts';
import type { Page } from '../page.ts';
import { createProgress } from '../progress.ts';
import { chooseDevices } from '../selection.ts';
import { invalidWords } from '../usage-error.ts';

const schema = z.object({
  names: z.array(nameArgument),
  all: z.boolean().default(false),
  group: nameArgument.optional(),
});

/** Backs up now. */
export const backup: Command = async ({ operands, options }, { io, page, keeper: open }) => {
  const wanted = readArguments(schema, { ...options, names: operands });
  const keeper = await open();
  const selection = await chooseDevices(wanted, keeper);
  const progress = await createProgress(io, page.json, await countOf(selection));
  const results = await keeper
    .backUp(selection, {
      trigger: 'manual',
      signal: io.signal,
      onProgress: progress.onProgress,
      onWait: progress.onWait,
    })
    .finally(progress.stop);
  // A nightly job that backs up nothing must not look like success.
  if (results.length === 0) throw invalidWords(wanted.group === undefined ? 'cli.select.none' : 'cli.select.group');
  results.forEach((result) => show(result, page, results.length));
  if (results.length > 1) tellInterrupted(results, page);
  const done = results.filter(({ ok }) => ok).length;
  if (results.length > 1) page.line(say('cli.backup.summary', { done, total: results.length }));
  return { results, exit: worstExit(results.map((result) => (result.ok ? 0 : exitOf(result)))) };

  async function countOf({ kind }: typeof selection): Promise<number> {
    if (selection.kind === 'names') return selection.names.length;
    // Only a bar shows how many there are.
    return io.stderr.isTTY === true && kind !== 'names' ? (await keeper.listDevices(selection)).length : 1;
  }
};

function show(result: BackupResult, page: Page, devices: number): void {
  if (result.ok) describeBackup(result).forEach(page.line);
  else if (devices === 1 || result.error.code !== 'cancelled') page.fault(result.error, result.device);
}

/** After Ctrl-C every device that was not done says the same: once is enough. */
function tellInterrupted(results: readonly BackupResult[], page: Page): void {
  const [first] = results.flatMap((result) => (!result.ok && result.error.code === 'cancelled' ? [result.error] : []));
  if (first) page.fault(first);
}
