import { z } from 'zod';
import { say } from '../../../shared/index.ts';
import type { Comparison, ReadBackup } from '../../keeper/types.ts';
import { nameArgument, pathArgument, readArguments } from '../arguments.ts';
import type { Command } from '../context.ts';
import { formatMoment } from '../measures.ts';
import type { Page, Tone } from '../page.ts';
import { findTarget } from '../targets.ts';
import { invalidWords } from '../usage-error.ts';

const schema = z.object({
  target: pathArgument,
  older: nameArgument.optional(),
  newer: nameArgument.optional(),
  stat: z.boolean().default(false),
  section: z.string().optional(),
  exitCode: z.boolean().default(false),
});

/** Shows what changed between two backups of a device, or between two files. */
export const diff: Command = async ({ operands, options }, context) => {
  const [first, second, third] = operands;
  const given = readArguments(schema, { ...options, target: first, older: second, newer: third });
  const keeper = await context.keeper();
  const target = await findTarget(given.target, keeper, context.absolute);
  if (target.kind === 'file' && (given.older === undefined || given.newer !== undefined)) {
    throw invalidWords('cli.diff.two-files');
  }
  const whole = await keeper.compare(
    target.kind === 'file'
      ? { files: [target.file, context.absolute(given.older ?? '')] }
      : {
          name: target.name,
          ...(given.older !== undefined && { older: given.older }),
          ...(given.newer !== undefined && { newer: given.newer }),
        },
    context.io.signal,
  );
  const comparison = { ...whole, sections: chosenSections(whole.sections, given.section) };
  show(comparison, given.stat, context.page);
  return { results: [comparison], exit: given.exitCode && comparison.sections.length > 0 ? 1 : 0 };
};

/** By title or by its name in `--json`, upper and lower case alike. @throws KeepError usage/invalid */
export function chosenSections<Part extends { readonly section: string; readonly title: string }>(
  sections: readonly Part[],
  wanted: string | undefined,
): readonly Part[] {
  if (wanted === undefined) return sections;
  const same = (text: string): boolean => text.toLowerCase() === wanted.trim().toLowerCase();
  return sections.filter(({ section, title }) => same(section) || same(title));
}

const MARKS = { added: '+', removed: '-', changed: '~', renamed: '~', moved: '~' } as const;
const TONES = {
  added: 'good',
  removed: 'bad',
  changed: 'warning',
  renamed: 'warning',
  moved: 'warning',
} as const satisfies Readonly<Record<keyof typeof MARKS, Tone>>;

function show({ device, older, newer, summary, sections }: Comparison, stat: boolean, page: Page): void {
  const pair = say('cli.diff.pair', { older: nameOf(older), newer: nameOf(newer) });
  page.line(device === undefined ? pair : say('cli.of', { subject: device, message: pair }));
  page.line(summary);
  if (stat) return;
  for (const section of sections) {
    page.line('');
    showSections([section], page);
  }
}

/** Each section with its changes, added, removed and changed by sign and colour. */
export function showSections(sections: Comparison['sections'], page: Page): void {
  for (const { title, changes } of sections) {
    page.line({ tone: 'strong', lead: title });
    for (const { change, sentence, details } of changes) {
      page.line({ tone: TONES[change], lead: `  ${MARKS[change]} `, rest: sentence });
      for (const detail of details) page.line(`      ${detail}`);
    }
  }
}

/** "SynologyRouter_20261120.dss (20 Nov 2026, 03:00)". */
export function nameOf({ file, takenAt }: ReadBackup): string {
  return takenAt === undefined ? file : say('cli.diff.file', { file, when: formatMoment(takenAt) });
}
