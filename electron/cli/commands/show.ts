import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { nameArgument, pathArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { findTarget } from '../targets.ts';
import { chosenSections, nameOf } from './diff.ts';

const schema = z.object({
  target: pathArgument,
  backup: nameArgument.optional(),
  section: z.string().optional(),
});

/** Shows what stands in a backup, by section. */
export const show: Command = async ({ operands, options }, context) => {
  const [first, second] = operands;
  const given = readArguments(schema, { ...options, target: first, backup: second });
  const keeper = await context.keeper();
  const target = await findTarget(given.target, keeper, context.absolute);
  const whole = await keeper.contents(
    target.kind === 'file'
      ? { file: target.file }
      : { name: target.name, ...(given.backup !== undefined && { backup: given.backup }) },
    context.io.signal,
  );
  const inventory = { ...whole, sections: chosenSections(whole.sections, given.section) };
  const { page } = context;
  const file = nameOf(inventory.backup);
  page.line(inventory.device === undefined ? file : say('cli.of', { subject: inventory.device, message: file }));
  for (const { title, records } of inventory.sections) {
    page.line('');
    page.line({ tone: 'strong', lead: title });
    for (const record of records) {
      page.line(`  ${record.title}`);
      for (const detail of record.details) page.line(`      ${detail}`);
    }
  }
  return { results: [inventory], exit: 0 };
};
