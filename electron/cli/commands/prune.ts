import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { exitOf, worstExit } from '../exit.ts';
import { oneOrAll } from '../selection.ts';

const schema = z.object({ name: nameArgument.optional(), dryRun: z.boolean().default(false) });

/** Applies retention, or shows what it would delete. */
export const prune: Command = async ({ operands, options }, { page, keeper }) => {
  const { name, dryRun } = readArguments(schema, { ...options, name: operands[0] });
  const results = await (await keeper()).prune(oneOrAll(name), dryRun);
  if (results.length === 0) page.line(say('cli.list.empty'));
  for (const result of results) {
    if (!result.ok) {
      page.fault(result.error, result.device);
      continue;
    }
    const { device, removed, kept, paused, dryRun: shownOnly } = result;
    const values = { removed: removed.length, kept };
    const message = shownOnly ? say('cli.prune.would', values) : say('cli.prune.did', values);
    page.line(say('cli.of', { subject: device, message }));
    for (const file of removed) page.line(`  ${file}`);
    if (paused !== undefined) page.line({ tone: 'warning', lead: `  ${say('cli.note', { sentence: paused })}` });
  }
  return { results, exit: worstExit(results.map((result) => (result.ok ? 0 : exitOf(result)))) };
};
