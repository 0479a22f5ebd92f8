import type { DoctorReport } from '../../keeper/index.ts';

/**
 * The diagnosis as a text to be sent to somebody who helps: how each step ended, with the code of its error. Its sentences
 * name addresses, accounts and issuers, and stay with the person.
 */
export function doctorText({ steps, error }: DoctorReport): string {
  const lines = steps.map(({ title, outcome, code }) =>
    [outcome.padEnd(8), title, ...(code === undefined ? [] : [`(${code})`])].join(' '),
  );
  return [...lines, error?.code ?? 'ok', ''].join('\n');
}
