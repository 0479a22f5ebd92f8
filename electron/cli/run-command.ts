import { asKeepError, assertNever, exitCodeOf, reportOf, type ExitCode } from '../../shared/index.ts';
import { createContext, type Command, type CommandContext } from './context.ts';
import { debugLines } from './debug.ts';
import type { CommandName } from './grammar.ts';
import type { CliIo, Outcome } from './io.ts';
import type { Invocation } from './parse-command-line.ts';

/** Runs a command whose line was understood. Never throws. */
export async function runCommand(invocation: Invocation, io: CliIo): Promise<ExitCode> {
  const context = createContext(invocation, io);
  const outcome = await settle(invocation, context);
  context.tellNotices();
  context.page.finish(invocation.command, outcome);
  // Alarms come last: what was found out stands on the page whatever becomes of them.
  await context.close();
  return outcome.exit;
}

async function settle(invocation: Invocation, context: CommandContext): Promise<Outcome> {
  try {
    const command = await load(invocation.command);
    return await command(invocation, context);
  } catch (thrown) {
    const error = asKeepError(thrown);
    for (const line of debugLines(error, context.io.env)) context.io.stderr.write(`${line}\n`);
    // `verify` alone is asked about stored archives, so it alone may call one damaged.
    const damaged = invocation.command === 'verify' && error.code.startsWith('archive/');
    return { results: [], exit: damaged ? 4 : exitCodeOf(error.code), error: reportOf(error) };
  }
}

async function load(command: CommandName): Promise<Command> {
  switch (command) {
    case 'probe':
      return (await import('./commands/probe.ts')).probe;
    case 'add':
      return (await import('./commands/add.ts')).add;
    case 'list':
      return (await import('./commands/list.ts')).list;
    case 'backup':
      return (await import('./commands/backup.ts')).backup;
    case 'history':
      return (await import('./commands/history.ts')).history;
    case 'verify':
      return (await import('./commands/verify.ts')).verify;
    case 'prune':
      return (await import('./commands/prune.ts')).prune;
    case 'copies':
      return (await import('./commands/copies.ts')).copies;
    case 'notify':
      return (await import('./commands/notify.ts')).notify;
    case 'passwd':
      return (await import('./commands/passwd.ts')).passwd;
    case 'trust':
      return (await import('./commands/trust.ts')).trust;
    case 'remove':
      return (await import('./commands/remove.ts')).remove;
    case 'set':
      return (await import('./commands/set.ts')).set;
    case 'pause':
      return (await import('./commands/pause.ts')).pause;
    case 'resume':
      return (await import('./commands/resume.ts')).resume;
    case 'settings':
      return (await import('./commands/settings.ts')).settings;
    case 'show':
      return (await import('./commands/show.ts')).show;
    case 'diff':
      return (await import('./commands/diff.ts')).diff;
    case 'log':
      return (await import('./commands/log.ts')).log;
    case 'search':
      return (await import('./commands/search.ts')).search;
    case 'import':
      return (await import('./commands/import.ts')).importExports;
    case 'restore-guide':
      return (await import('./commands/restore-guide.ts')).restoreGuide;
    case 'doctor':
      return (await import('./commands/doctor.ts')).doctor;
    case 'run':
      return (await import('./commands/run.ts')).run;
    case 'demo':
      return (await import('./demo.ts')).demo;
    default:
      return assertNever(command);
  }
}
