import { z } from 'zod';
import { exitCodeOf, say } from '../../../shared/index.ts';
import type { Hit } from '../../keeper/types.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { worstExit } from '../exit.ts';
import { formatMoment } from '../measures.ts';
import type { Page } from '../page.ts';
import { chosenSections } from './diff.ts';

const schema = z.object({
  text: z.string(),
  names: z.array(nameArgument),
  allBackups: z.boolean().default(false),
  section: z.string().optional(),
});

/** Finds words in what backups hold: of all devices or of those that are named. */
export const search: Command = async ({ operands, options }, context) => {
  const [text = '', ...names] = operands;
  const given = readArguments(schema, { ...options, text, names });
  const { page, io } = context;
  const keeper = await context.keeper();
  const whole = await keeper.search(given.text, {
    selection: names.length === 0 ? { kind: 'all' } : { kind: 'names', names },
    allBackups: given.allBackups,
    signal: io.signal,
  });
  const hits = chosenSections(whole.hits, given.section);
  let device = '';
  for (const hit of hits) {
    if (hit.device !== device) page.line({ tone: 'strong', lead: hit.device });
    device = hit.device;
    show(hit, given.allBackups, page);
  }
  for (const { device: name, error } of whole.problems) page.fault(error, name);
  const { devices, backups, problems } = whole;
  page.line(say('cli.search.found', { hits: hits.length, backups, devices }));
  return { results: hits, exit: worstExit(problems.map(({ error }) => exitCodeOf(error.code))) };
};

function show({ title, record, details, since, until, now }: Hit, spans: boolean, page: Page): void {
  page.line(`  ${say('cli.of', { subject: title, message: record })}`);
  for (const detail of details) page.line(`      ${detail}`);
  if (!spans) return;
  const [from, to] = [since, until].map(({ file, takenAt }) => (takenAt === undefined ? file : formatMoment(takenAt)));
  const span = now
    ? say('cli.search.span', { since: from ?? '' })
    : say('cli.search.span.gone', { since: from ?? '', until: to ?? '' });
  page.line(`      ${span}`);
}
