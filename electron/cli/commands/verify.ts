import { z } from 'zod';
import { say, sizeText, warningSentence, type ExitCode } from '../../../shared/index.ts';
import type { VerifyResult } from '../../keeper/types.ts';
import { pathArgument, readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import { exitOf, worstExit } from '../exit.ts';
import { createProgress } from '../progress.ts';
import { tellSharedFolders } from '../shared-folders.ts';
import { findTarget } from '../targets.ts';
import { invalidWords } from '../usage-error.ts';

const schema = z.object({ targets: z.array(pathArgument), all: z.boolean().default(false) });

/** Opens and checks stored archives: of devices (of every one, if none is named), and files Routerkeep does not know. */
export const verify: Command = async ({ operands, options }, context) => {
  const { targets, all } = readArguments(schema, { ...options, targets: operands });
  if (all && targets.length > 0) throw invalidWords('cli.select.both');
  const { io, page } = context;
  const keeper = await context.keeper();
  const what = await resolve(targets, context);
  const progress = await createProgress(io, page.json);
  const results = await keeper
    .verify(what, { signal: io.signal, onProgress: progress.onProgress })
    .finally(progress.stop);
  if (results.length === 0) page.line(say('cli.verify.empty'));
  results.forEach((result) => show(result, context));
  const counting = results.filter((result) => result.ok || result.unopened !== true);
  const good = counting.filter(({ ok }) => ok).length;
  if (what.selection !== undefined) {
    await tellSharedFolders(keeper, page, what.selection);
    for (const folder of await keeper.closeFolders(what.selection)) page.note(say('keeper.folder-open', { folder }));
  }
  if (counting.length > 1) page.line(say('cli.verify.summary', { good, total: counting.length }));
  return { results, exit: worstExit(results.map(exitOfVerification)) };
};

async function resolve(
  targets: readonly string[],
  { keeper, absolute }: CommandContext,
): Promise<Parameters<Awaited<ReturnType<typeof keeper>>['verify']>[0]> {
  if (targets.length === 0) return { selection: { kind: 'all' } };
  const opened = await keeper();
  const found = await Promise.all(targets.map((target) => findTarget(target, opened, absolute)));
  const names = found.flatMap((target) => (target.kind === 'device' ? [target.name] : []));
  const files = found.flatMap((target) => (target.kind === 'file' ? [target.file] : []));
  return {
    ...(names.length > 0 && { selection: { kind: 'names', names } as const }),
    ...(files.length > 0 && { files }),
  };
}

function show(result: VerifyResult, { page }: CommandContext): void {
  if (!result.ok && result.unopened === true) {
    page.line({ tone: 'warning', lead: say('cli.of', { subject: result.file, message: result.error.message }) });
    return;
  }
  if (!result.ok) {
    page.fault(result.error, result.file);
    return;
  }
  const { bytes, osName, osVersion, tables, rows, warnings } = result.verification;
  const system = [osName ?? say('cli.verify.no-system'), osVersion ?? ''].join(' ').trim();
  page.line({
    tone: 'good',
    lead: say('cli.mark.ok'),
    rest: `  ${result.file} (${say('cli.verify.good', { size: sizeText(bytes), system, tables, rows })})`,
  });
  for (const warning of warnings) {
    page.line({ tone: 'warning', lead: `    ${say('cli.note', { sentence: warningSentence(warning) })}` });
  }
}

/** This command alone was asked about stored archives, so here a damaged or missing one is 4, not a failure of the work. */
function exitOfVerification(result: VerifyResult): ExitCode {
  if (result.ok || result.unopened === true) return 0;
  return result.error.code.startsWith('archive/') ? 4 : exitOf(result);
}
