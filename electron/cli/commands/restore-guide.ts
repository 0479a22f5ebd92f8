import { z } from 'zod';
import { pathArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { findTarget } from '../targets.ts';

const schema = z.object({ target: pathArgument });

/** Prints the guide as the keeper words it. */
export const restoreGuide: Command = async ({ operands }, context) => {
  const { target: text } = readArguments(schema, { target: operands[0] });
  const keeper = await context.keeper();
  const target = await findTarget(text, keeper, context.absolute);
  const {
    device,
    file,
    text: words,
  } = await keeper.restoreGuide(target.kind === 'device' ? { name: target.name } : { file: target.file });
  words.trimEnd().split('\n').forEach(context.page.line);
  return { results: [{ ...(device !== undefined && { device }), file, text: words }], exit: 0 };
};
