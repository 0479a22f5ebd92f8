import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { formatMoment } from '../measures.ts';
import { oneOrAll } from '../selection.ts';

const schema = z.object({ name: nameArgument.optional() });

/** Shows runs and backups, one sentence each. */
export const history: Command = async ({ operands }, { page, keeper }) => {
  const { name } = readArguments(schema, { name: operands[0] });
  const entries = await (await keeper()).history(oneOrAll(name));
  if (entries.length === 0) page.line(say('cli.history.empty'));
  for (const { at, device, sentence, outcome, file, backup } of entries) {
    const tone = outcome === 'failed' ? 'bad' : outcome === 'verified' ? 'good' : 'quiet';
    page.line({ tone, lead: formatMoment(at), rest: `  ${say('cli.of', { subject: device, message: sentence })}` });
    if (file !== undefined && backup !== 'removed') page.line(`  ${file}`);
    if (backup !== undefined && backup !== 'verified' && backup !== 'removed') {
      page.line({ tone: 'warning', lead: `  ${say(`cli.stored.${backup}`)}` });
    }
  }
  return { results: entries, exit: 0 };
};
