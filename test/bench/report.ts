/** One line of the report. `aim` where there is one; a figure beyond it is marked, not failed: machines differ. */
export function figure(what: string, value: number, unit: 'times' | 'MB' | 'in all', aim?: number): void {
  const shown = { times: `${value.toFixed(2)} x`, MB: `${value.toFixed(1)} MB`, 'in all': value.toFixed(2) }[unit];
  const verdict =
    aim === undefined ? '' : `  (aim ${aim}${unit === 'MB' ? ' MB' : ''}${value <= aim ? '' : ', MISSED'})`;
  process.stdout.write(`${what.padEnd(86)} ${shown.padStart(9)}${verdict}\n`);
}

export const toMegabytes = (bytes: number): number => bytes / 1_000_000;
