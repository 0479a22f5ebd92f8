import { z } from 'zod';
import { assertNever, say, warningSentence } from '../../../shared/index.ts';
import type { HistoryEntry } from '../../keeper/types.ts';
import { countArgument, nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { formatDay } from '../measures.ts';
import type { Tone } from '../page.ts';
import { oneOrAll } from '../selection.ts';

const schema = z.object({
  name: nameArgument.optional(),
  seen: z.boolean().default(false),
  limit: countArgument.optional(),
});

/** Shows nights, runs and backups: one sentence each. */
export const history: Command = async ({ operands, options }, { page, keeper: open }) => {
  const { name, seen, limit } = readArguments(schema, { ...options, name: operands[0] });
  const keeper = await open();
  // One more than is shown tells whether there are more.
  const found = await keeper.history(oneOrAll(name), limit === undefined ? {} : { limit: limit + 1 });
  const entries = limit === undefined ? found : found.slice(0, limit);
  if (seen) await keeper.markSeen(oneOrAll(name));
  if (entries.length === 0) page.line(say('cli.history.empty'));
  const several = new Set(entries.map(({ device }) => device)).size > 1;
  for (const entry of entries) {
    const { day, device, sentence, file, backup, pinned, note, warnings } = entry;
    const rest = several ? say('cli.of', { subject: device, message: sentence }) : sentence;
    // Noon: a day of the calendar, not the instant at which it began elsewhere.
    page.line({ tone: toneOf(entry), lead: formatDay(`${day}T12:00`), rest: `  ${rest}` });
    if (file !== undefined && backup !== 'removed') {
      page.line(`  ${pinned === true ? say('cli.stored.pinned', { file }) : file}`);
    }
    if (note !== undefined) page.line(`  ${say('cli.note', { sentence: note })}`);
    for (const warning of warnings ?? []) {
      page.line({ tone: 'warning', lead: `  ${say('cli.note', { sentence: warningSentence(warning) })}` });
    }
    if (backup !== undefined && backup !== 'verified' && backup !== 'removed') {
      page.line({ tone: 'warning', lead: `  ${say(`cli.stored.${backup}`)}` });
    }
  }
  if (found.length > entries.length) page.line(say('cli.history.more'));
  return { results: entries, exit: 0 };
};

function toneOf({ outcome }: HistoryEntry): Tone {
  switch (outcome) {
    case 'verified':
      return 'good';
    case 'failed':
      return 'bad';
    case 'interrupted':
    case 'waiting':
    case 'skipped':
      return 'warning';
    case 'running':
    case 'cancelled':
      return 'quiet';
    default:
      return assertNever(outcome);
  }
}
