/** How the program was started. */
export interface StartArguments {
  /** No window at first: started at login. */
  readonly hidden: boolean;
  readonly demo: boolean;
  /** From --home. */
  readonly home: string | undefined;
}

/** Electron's own switches stand among ours; what is not known is passed over. */
export function readArguments(argv: readonly string[]): StartArguments {
  const place = argv.indexOf('--home');
  const joined = argv.find((argument) => argument.startsWith('--home='))?.slice('--home='.length);
  const home = joined ?? (place === -1 ? undefined : argv[place + 1]);
  return {
    hidden: argv.includes('--hidden'),
    demo: argv.includes('--demo'),
    home: home === undefined || home === '' || home.startsWith('--') ? undefined : home,
  };
}

/**
 * How far the clock is moved, in milliseconds; for trials of a program that is not packed. A packed one has no such switch.
 * @param now the real time
 */
export function clockOffset(env: Readonly<Record<string, string | undefined>>, packaged: boolean, now: number): number {
  if (packaged) return 0;
  const moment = Date.parse(env.ROUTERKEEP_TEST_NOW ?? '');
  return Number.isNaN(moment) ? 0 : moment - now;
}
