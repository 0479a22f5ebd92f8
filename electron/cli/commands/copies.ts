import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import type { CopyResult } from '../../keeper/types.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { exitOf, worstExit } from '../exit.ts';
import { createProgress } from '../progress.ts';
import { oneOrAll } from '../selection.ts';
import { formatTable } from '../table.ts';
import { invalidWords } from '../usage-error.ts';

const schema = z.object({ name: nameArgument.optional(), group: nameArgument.optional() });

/** Brings second places up to date and shows how they stand. */
export const copies: Command = async ({ operands, options }, { io, page, keeper }) => {
  const { name, group } = readArguments(schema, { ...options, name: operands[0] });
  if (name !== undefined && group !== undefined) throw invalidWords('cli.select.both');
  const selection = group === undefined ? oneOrAll(name) : { kind: 'group' as const, group };
  const progress = await createProgress(io, page.json, 1);
  const opened = await keeper();
  const results = await opened
    .copies(selection, { signal: io.signal, onProgress: progress.onProgress })
    .finally(progress.stop);
  if (results.length === 0) {
    const devices = await opened.listDevices(selection);
    page.line(say(devices.length === 0 ? 'cli.list.empty' : 'cli.copies.none'));
  } else {
    const headings = [say('cli.column.name'), say('cli.column.place'), say('cli.column.folder')];
    formatTable(headings, results.map(row), io.stdout.columns).forEach(page.line);
  }
  for (const result of results) if (!result.ok) page.fault(result.error, result.device);
  return { results, exit: worstExit(results.map((result) => (result.ok ? 0 : exitOf(result)))) };
};

function row({ device, sentence, copied, folder }: CopyResult): readonly string[] {
  return [device, copied === 0 ? sentence : say('cli.copies.copied', { sentence, copied }), folder];
}
