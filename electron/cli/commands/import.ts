import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import type { Adopted } from '../../keeper/types.ts';
import { nameArgument, pathArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { exitOf, worstExit } from '../exit.ts';
import { formatMoment } from '../measures.ts';
import type { Page } from '../page.ts';

const schema = z.object({ paths: z.array(pathArgument).min(1), device: nameArgument.optional() });

/** Takes old exports over as backups of a device; the originals stay. */
export const importExports: Command = async ({ operands, options }, context) => {
  const { paths, device } = readArguments(schema, { ...options, paths: operands });
  const { page, io } = context;
  const keeper = await context.keeper();
  const results = await keeper.adopt(paths.map(context.absolute), {
    signal: io.signal,
    ...(device !== undefined && { name: device }),
  });
  for (const result of results) show(result, page);
  const taken = results.filter((one) => one.ok && 'stored' in one).length;
  const twins = results.filter((one) => one.ok && 'duplicateOf' in one).length;
  page.line(say('cli.import.summary', { taken, twins, refused: results.length - taken - twins }));
  return { results, exit: worstExit(results.map((result) => (result.ok ? 0 : exitOf(result)))) };
};

function show(result: Adopted, page: Page): void {
  if (!result.ok) {
    page.fault(result.error, result.file);
    return;
  }
  const sentence =
    'stored' in result
      ? say('cli.import.taken', {
          device: result.device,
          when: formatMoment(result.takenAt),
          by: say(`cli.import.dated.${result.datedBy}`),
          stored: result.stored,
        })
      : say('cli.import.twin', { device: result.device, stored: result.duplicateOf });
  page.line({
    tone: 'good',
    lead: say('cli.mark.ok'),
    rest: `  ${say('cli.of', { subject: result.file, message: sentence })}`,
  });
}
