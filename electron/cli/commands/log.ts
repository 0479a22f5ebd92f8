import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { nameArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { formatMoment } from '../measures.ts';
import { chosenSections, nameOf, showSections } from './diff.ts';

const schema = z.object({
  name: nameArgument,
  stat: z.boolean().default(false),
  section: z.string().optional(),
});

/** Shows what changed from backup to backup of a device, newest first. */
export const log: Command = async ({ operands, options }, context) => {
  const given = readArguments(schema, { ...options, name: operands[0] });
  const { page, io } = context;
  const keeper = await context.keeper();
  const whole = await keeper.changeLog(given.name, io.signal);
  const points = whole.points
    .map((point) => ({ ...point, sections: chosenSections(point.sections, given.section) }))
    .filter(({ sections }) => sections.length > 0);
  for (const { newer, summary, sections } of points) {
    const when = newer.takenAt === undefined ? newer.file : formatMoment(newer.takenAt);
    page.line({ tone: 'strong', lead: say('cli.log.point', { when, summary }) });
    if (given.stat) continue;
    showSections(sections, page);
    page.line('');
  }
  if (points.length === 0) page.line(say('cli.log.none', { count: whole.backups }));
  for (const { file, error } of whole.unread) page.fault(error, file);
  const { backups: count, first, newest } = whole;
  page.line(say('cli.log.range', { count, first: nameOf(first), newest: nameOf(newest) }));
  return { results: [{ ...whole, points }], exit: whole.unread.length > 0 ? 4 : 0 };
};
