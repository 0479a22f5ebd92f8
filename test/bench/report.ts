type Unit = 'times' | 'MB' | 'kB' | 'ms' | '%' | 'in all';

/** One line of the report. `aim` where there is one; a figure beyond it is marked, not failed: machines differ. */
export function figure(what: string, value: number, unit: Unit, aim?: number): void {
  const shown = {
    times: `${value.toFixed(2)} x`,
    'in all': value.toFixed(2),
    '%': `${value >= 0 ? '+' : ''}${value.toFixed(0)} %`,
    ...{ MB: `${value.toFixed(1)} MB`, kB: `${value.toFixed(1)} kB`, ms: `${value.toFixed(0)} ms` },
  }[unit];
  const named = unit === 'times' || unit === 'in all' ? '' : ` ${unit}`;
  const verdict = aim === undefined ? '' : `  (aim ${aim}${named}${value <= aim ? '' : ', MISSED'})`;
  process.stdout.write(`${what.padEnd(86)} ${shown.padStart(9)}${verdict}\n`);
}

export const toMegabytes = (bytes: number): number => bytes / 1_000_000;
