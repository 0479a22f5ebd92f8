import type { DoctorReport } from '../../keeper/index.ts';

/** The diagnosis as a text to be sent to somebody who helps. */
export function doctorText({ address, steps, conclusion }: DoctorReport): string {
  const lines = steps.map(({ title, outcome, tried, meaning, click }) =>
    [`${outcome.padEnd(8)} ${title}`, tried, meaning, click]
      .filter((line) => line !== undefined && line !== '')
      .join('\n         '),
  );
  return [address, ...lines, conclusion, ''].join('\n');
}
