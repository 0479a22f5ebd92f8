import { existsSync } from 'node:fs';
import { z } from 'zod';
import { assertNever, exitCodeOf, reportText, say, type DeviceReport } from '../../../shared/index.ts';
import type { DoctorReport, DoctorStep } from '../../keeper/types.ts';
import { addressArgument, pathArgument, readArguments, readFingerprint, userArgument } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import type { Line, Tone } from '../page.ts';
import { printable } from '../printable.ts';
import { writeSettingsFile } from '../settings-file/write-settings-file.ts';
import { ask, confirm } from '../terminal/ask.ts';
import { findPasswordSource } from '../terminal/password.ts';
import { isAtTerminal } from '../terminal/presence.ts';
import { askTrust } from '../terminal/trust-question.ts';
import { invalidWords } from '../usage-error.ts';

const schema = z.object({
  target: addressArgument,
  user: userArgument.optional(),
  passwordStdin: z.boolean().default(false),
  fingerprint: z.string().optional(),
  allowHttp: z.boolean().default(false),
  report: pathArgument.optional(),
  yes: z.boolean().default(false),
  force: z.boolean().default(false),
});

/** Diagnoses the sign-in step by step; each step is shown as it comes. */
export const doctor: Command = async ({ operands, options }, context) => {
  const given = readArguments(schema, { ...options, target: operands[0] });
  const { target, user, passwordStdin, allowHttp } = given;
  const fingerprint = readFingerprint(given.fingerprint);
  const { io, page } = context;
  const file = given.report === undefined ? undefined : context.absolute(given.report);
  if (file === undefined && (given.yes || given.force)) throw invalidWords('cli.doctor.no-report');
  // Nobody could look at it: said before anything is tried.
  if (file !== undefined && !given.yes && !isAtTerminal(io)) throw invalidWords('cli.doctor.report.unseen');
  if (file !== undefined && !given.force && existsSync(file)) throw invalidWords('cli.doctor.report.exists');
  const source = await findPasswordSource(io, passwordStdin);
  const keeper = await context.keeper();
  const credentials = async (known: string | undefined): Promise<{ user: string; password: string } | undefined> => {
    if (!source) return undefined;
    const account = known ?? user ?? (isAtTerminal(io) ? await ask(io, say('cli.ask.user')) : '');
    if (account === '' && passwordStdin) throw invalidWords('cli.doctor.no-user');
    if (account === '') return undefined;
    return { user: account, password: await source(say('cli.ask.password', { user: account, origin: target })) };
  };
  const { deviceReport, ...report } = await keeper.doctor(
    target,
    user,
    {
      credentials,
      given: passwordStdin,
      trust: (report) => askTrust(io, report),
      allowHttp,
      ...(fingerprint !== undefined && { fingerprint }),
    },
    {
      signal: io.signal,
      report: file !== undefined,
      onStep: (step) => describeStep(step).forEach(page.line),
    },
  );
  page.line('');
  page.line({ tone: report.ok ? 'good' : 'bad', lead: report.conclusion });
  if (report.error) page.line(`  ${say('cli.hint', { hint: report.error.hint })}`);
  if (file === undefined || deviceReport === undefined) return { results: [report], exit: exitOfReport(report) };
  const written = await saveReport(deviceReport, file, given, context);
  return { results: [{ ...report, ...(written ? { reportFile: file } : {}) }], exit: exitOfReport(report) };
};

/** Shows what would be given to others, and writes it after a yes. @returns whether it was written */
async function saveReport(
  deviceReport: DeviceReport,
  file: string,
  { yes, force }: { readonly yes: boolean; readonly force: boolean },
  { io, page }: CommandContext,
): Promise<boolean> {
  const text = reportText(deviceReport);
  if (!yes) {
    io.stderr.write(`\n${text.split('\n').map(printable).join('\n')}\n`);
    if (!(await confirm(io, say('cli.doctor.report.question', { file })))) {
      page.line(say('cli.doctor.report.kept-back'));
      return false;
    }
  }
  await writeSettingsFile(file, text, force);
  page.line(say('cli.doctor.report.written', { file }));
  return true;
}

function exitOfReport({ ok, error }: DoctorReport): ReturnType<typeof exitCodeOf> | 0 {
  if (error) return exitCodeOf(error.code);
  return ok ? 0 : 1;
}

function describeStep(step: DoctorStep): readonly Line[] {
  const { tone, mark } = markOf(step.outcome);
  // A step that was left out is one line: there is nothing to learn from it.
  if (step.outcome === 'skipped') {
    return [{ tone, lead: mark, rest: `  ${say('cli.of', { subject: step.title, message: step.meaning })}` }];
  }
  const details = [
    ...(step.tried === '' ? [] : [say('cli.doctor.tried', { text: step.tried })]),
    say('cli.doctor.means', { text: step.meaning }),
    ...(step.click === undefined ? [] : [say('cli.doctor.click', { text: step.click })]),
  ];
  return [{ tone, lead: mark, rest: `  ${step.title}` }, ...details.map((text) => `      ${text}`)];
}

/** Marks of equal width, so that titles stand in one column. */
function markOf(outcome: DoctorStep['outcome']): { readonly tone: Tone; readonly mark: string } {
  switch (outcome) {
    case 'ok':
      return { tone: 'good', mark: 'ok  ' };
    case 'warning':
      return { tone: 'warning', mark: '!   ' };
    case 'failed':
      return { tone: 'bad', mark: 'x   ' };
    case 'skipped':
      return { tone: 'quiet', mark: '-   ' };
    default:
      return assertNever(outcome);
  }
}
