import path from 'node:path';
import type { Keeper } from '../keeper/types.ts';
import { invalidWords } from './usage-error.ts';
import type { CliIo, Outcome } from './io.ts';
import { createPage, type Page } from './page.ts';
import type { Invocation } from './parse-command-line.ts';

/** What every command works with. */
export interface CommandContext {
  readonly io: CliIo;
  readonly page: Page;
  /** Opens the keeper at the first call. What it notices and repairs is told, now and at the end. @throws KeepError */
  readonly keeper: () => Promise<Keeper>;
  /** Absolute folder of --home, if given. @throws KeepError usage/invalid */
  readonly home: () => string | undefined;
  /** An absolute path for one from the command line. */
  readonly absolute: (file: string) => string;
  readonly tellNotices: () => void;
  /** Gives alarms outside a few seconds to arrive, then closes the keeper. Never rejects. */
  readonly close: () => Promise<void>;
}

/** One command: parses what it was given, asks the keeper, writes to the page. Throws only KeepErrors. */
export type Command = (invocation: Invocation, context: CommandContext) => Promise<Outcome>;

export function createContext(invocation: Invocation, io: CliIo): CommandContext {
  const page = createPage(io, invocation.json);
  let opened: Keeper | undefined;
  const home = (): string | undefined => {
    if (invocation.home === undefined) return undefined;
    if (invocation.home.trim() === '') throw invalidWords('cli.bad.home');
    return path.resolve(io.cwd, invocation.home);
  };
  return {
    io,
    page,
    home,
    absolute: (file) => path.resolve(io.cwd, file),
    keeper: async () => {
      if (opened) return opened;
      opened = await io.openKeeper({ home: home(), env: io.env });
      opened.takeNotices().forEach(page.note);
      return opened;
    },
    tellNotices: () => opened?.takeNotices().forEach(page.note),
    close: async () => {
      await opened?.settleAlarms(io.signal);
      opened?.close();
    },
  };
}
