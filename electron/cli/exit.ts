import { exitCodeOf, type ErrorReport, type ExitCode } from '../../shared/index.ts';

/** Worst first. An interruption outranks everything: what was not done says nothing about the devices. */
const ORDER: readonly ExitCode[] = [130, 3, 4, 1, 2, 0];

/** The exit code of several results: the worst of them, in the order of the product page. */
export function worstExit(codes: readonly ExitCode[]): ExitCode {
  return ORDER.find((code) => codes.includes(code)) ?? 0;
}

/** The exit code of one result that carries its error inside. */
export function exitOf(result: { readonly error?: ErrorReport }): ExitCode {
  return result.error ? exitCodeOf(result.error.code) : 0;
}
