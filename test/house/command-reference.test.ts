import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import prettier from 'prettier';
import { describe, expect, it } from 'vitest';
import { COMMANDS } from '../../electron/cli/grammar.ts';
import { parseCommandLine } from '../../electron/cli/parse-command-line.ts';
import {
  ERROR_CODES,
  exitCodeOf,
  PREFERENCE_KEYS,
  preferenceForm,
  preferenceMeaning,
  PREFERENCES,
} from '../../shared/index.ts';
import { errors } from '../../shared/words/en/errors.ts';
import { root } from './lint.ts';

const file = path.join(root, 'docs', 'cli.md');
const COLUMNS = 100;

const SCOPES = { device: 'one device', all: 'all devices', both: 'all devices, or one' } as const;
const RETRIES = { now: 'at once', later: 'later', never: 'after a change' } as const;

function helpOf(argv: readonly string[]): string {
  const line = parseCommandLine(argv, COLUMNS);
  if (line.kind !== 'help') throw new Error(`no help for ${argv.join(' ')}`);
  return line.text.trimEnd();
}

/** The help of one command; what holds for all commands stands once, above. */
function commandSection(command: string): string {
  const text = helpOf(['help', command])
    .replace(/\nGlobal Options:\n(?: .*\n?)+/, '')
    .replace(/\n +-h, --help +show help/, '');
  return `### ${command}\n\n\`\`\`text\n${text.trimEnd()}\n\`\`\``;
}

/** Angle brackets and bars would be read as markup. */
const cell = (text: string): string =>
  text
    .replaceAll('|', String.raw`\|`)
    .replaceAll('<', '&lt;')
    .replaceAll('\n', ' ');

function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map((row) => line(row.map(cell)))].join('\n');
}

/** The whole reference, made from the tables by which the program itself works. */
async function commandReference(): Promise<string> {
  const page = [
    '# Command reference',
    '',
    'Made by the tests from the grammar, the settings and the errors of the program:',
    '`ROUTERKEEP_DOCS=write npx vitest run test/house/command-reference.test.ts` brings it up to date.',
    '',
    '```text',
    helpOf(['--help']),
    '```',
    '',
    'With `--json`, standard output holds exactly one object `{"ok", "command", "results": [...], "error"?}`; `run` writes one object a line.',
    'An error is `{"code", "message", "hint", "retry"}`.',
    '',
    '## Commands',
    '',
    COMMANDS.map(commandSection).join('\n\n'),
    '',
    '## Settings',
    '',
    '`routerkeep set [NAME] KEY VALUE`. `default` takes a setting back; where it may be empty, `none` empties it. Secret values are asked for with `-`.',
    '',
    table(
      ['key', 'belongs to', 'meaning', 'typed as'],
      PREFERENCE_KEYS.map((key) => [
        `\`${key}\``,
        SCOPES[PREFERENCES[key].scope] + ('secret' in PREFERENCES[key] ? '; secret' : ''),
        preferenceMeaning(key),
        preferenceForm(key),
      ]),
    ),
    '',
    '## Errors',
    '',
    'Codes are stable. Words in braces are filled in.',
    '',
    table(
      ['code', 'exit', 'worth trying again', 'sentence', 'hint'],
      ERROR_CODES.map((code) => {
        const { message, hint, retry } = errors[code];
        return [`\`${code}\``, String(exitCodeOf(code)), RETRIES[retry], message, hint];
      }),
    ),
    '',
    '`verify` ends with 4 where a stored archive is damaged. Of several results the worst counts, in the order 3, 4, 1.',
    '',
  ].join('\n');
  return prettier.format(page, { ...(await prettier.resolveConfig(file)), filepath: file });
}

describe('docs/cli.md', () => {
  it('is what the program says of its commands, settings and errors', async () => {
    const wanted = await commandReference();
    if (process.env.ROUTERKEEP_DOCS === 'write') await writeFile(file, wanted);
    const told = await readFile(file, 'utf8');
    expect(told, 'run it with ROUTERKEEP_DOCS=write').toBe(wanted);
  });
});
