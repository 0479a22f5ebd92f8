import { styleText } from 'node:util';
import { say, type ErrorReport } from '../../shared/index.ts';
import type { CliIo, Outcome, Output } from './io.ts';
import type { CommandName } from './grammar.ts';
import { jsonLine, printable } from './printable.ts';

export type Tone = 'good' | 'warning' | 'bad' | 'strong' | 'quiet';

/** One line for people: plain, or with a part in front that stands out where colours are shown. */
export type Line = string | { readonly tone: Tone; readonly lead: string; readonly rest?: string };

/** What one command writes. With `--json` people's lines fall silent and one object ends it. */
export interface Page {
  readonly json: boolean;
  /** Standard output, for people. */
  readonly line: (line: Line) => void;
  /** Standard error: something worth knowing that is no failure. */
  readonly note: (sentence: string) => void;
  /** Standard error: a failure with its hint; `subject` says of what. */
  readonly fault: (error: ErrorReport, subject?: string) => void;
  /** Ends the page. An error of the whole command is told here; those of single results by the command itself. */
  readonly finish: (command: CommandName | null, outcome: Outcome) => void;
}

const STYLES = { good: 'green', warning: 'yellow', bad: 'red', strong: 'bold', quiet: 'dim' } as const;

export function createPage(io: Pick<CliIo, 'stdout' | 'stderr' | 'env'>, json: boolean): Page {
  const write = (stream: Output, line: Line): void => void stream.write(`${render(line, coloured(stream, io))}\n`);
  const fault = (error: ErrorReport, subject?: string): void => {
    if (json) return;
    const message = subject === undefined ? error.message : say('cli.of', { subject, message: error.message });
    write(io.stderr, { tone: 'bad', lead: message });
    write(io.stderr, `  ${say('cli.hint', { hint: error.hint })}`);
  };
  return {
    json,
    line: (line) => {
      if (!json) write(io.stdout, line);
    },
    note: (sentence) => write(io.stderr, say('cli.note', { sentence })),
    fault,
    finish: (command, { results, exit, error }) => {
      if (error) fault(error);
      if (json) io.stdout.write(`${jsonLine({ ok: exit === 0, command, results, ...(error && { error }) })}\n`);
    },
  };
}

/** Colours only on a terminal whose owner did not decline them (no-color.org: any value but the empty one declines). */
function coloured(stream: Output, io: Pick<CliIo, 'env'>): boolean {
  const declined = (io.env.NO_COLOR ?? '') !== '' || io.env.TERM === 'dumb';
  return stream.isTTY === true && !declined;
}

function render(line: Line, colours: boolean): string {
  if (typeof line === 'string') return printable(line);
  const lead = printable(line.lead);
  const shown = colours ? styleText(STYLES[line.tone], lead, { validateStream: false }) : lead;
  return `${shown}${printable(line.rest ?? '')}`;
}
