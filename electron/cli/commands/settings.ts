import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import { pathArgument, readArguments } from '../arguments.ts';
import type { Command, CommandContext } from '../context.ts';
import type { Outcome } from '../io.ts';
import { readSettingsFile } from '../settings-file/read-settings-file.ts';
import { writeSettingsFile } from '../settings-file/write-settings-file.ts';
import { confirmGuessed } from '../terminal/confirm-text.ts';
import { invalidWords, usageError } from '../usage-error.ts';

const schema = z.object({
  action: z.string().optional(),
  file: pathArgument,
  force: z.boolean().default(false),
  allowHttp: z.boolean().default(false),
});

/** Stands for standard output or input. */
const STREAM = '-';

/** Moves everything but secrets to another computer. */
export const settings: Command = async ({ operands, options }, context) => {
  const [action, file] = operands;
  if (file === undefined) throw usageError({ kind: 'missing-operand', name: 'FILE', command: 'settings' });
  const given = readArguments(schema, { ...options, action, file });
  if (given.action === 'export' && given.allowHttp) throw invalidWords('cli.settings.consent');
  if (given.action === 'export') return exportTo(given.file, given.force, context);
  if (given.action === 'import' && !given.force) return importFrom(given.file, given.allowHttp, context);
  throw invalidWords(given.action === 'import' ? 'cli.settings.force' : 'cli.settings.action');
};

async function exportTo(file: string, force: boolean, context: CommandContext): Promise<Outcome> {
  const { page, io } = context;
  const document = await (await context.keeper()).exportSettings();
  if (file === STREAM) {
    if (!page.json) io.stdout.write(`${JSON.stringify(document, undefined, 2)}\n`);
    return { results: [document], exit: 0 };
  }
  const target = context.absolute(file);
  await writeSettingsFile(target, `${JSON.stringify(document, undefined, 2)}\n`, force);
  const devices = document.devices.length;
  page.line(say('cli.settings.exported', { devices, file: target }));
  page.note(say('cli.settings.no-secrets'));
  return { results: [{ file: target, devices }], exit: 0 };
}

async function importFrom(file: string, allowHttp: boolean, context: CommandContext): Promise<Outcome> {
  const { page, io } = context;
  const source = file === STREAM ? io.stdin : context.absolute(file);
  const { json, guessed } = await readSettingsFile(source, io.signal);
  if (guessed) await confirmGuessed(io, typeof source === 'string' ? source : STREAM, textsIn(json));
  const { devices, notes } = await (await context.keeper()).importSettings(json, { allowHttp });
  for (const { device, outcome, notes: own } of devices) {
    const tone = outcome === 'added' ? 'good' : 'quiet';
    page.line({ tone, lead: device, rest: `: ${say(`cli.settings.${outcome}`)}` });
    for (const note of own) page.line(`  ${note}`);
  }
  for (const note of notes) page.note(note);
  const added = devices.filter(({ outcome }) => outcome === 'added').length;
  page.line(say('cli.settings.imported', { added, total: devices.length }));
  return { results: [...devices, ...(notes.length > 0 ? [{ notes }] : [])], exit: 0 };
}

/** Every text of a document that was read, for somebody to look at. One that is nested without end is no document of ours. */
function textsIn(json: unknown, depth = 0): readonly string[] {
  if (typeof json === 'string') return [json];
  if (typeof json !== 'object' || json === null || depth > 20) return [];
  return Object.values(json).flatMap((inner: unknown) => textsIn(inner, depth + 1));
}
