import { describe, expect, it } from 'vitest';
import { runGroup } from './run-batches.ts';
import { GROUPS } from './targets/index.ts';

/** Other seeds are for `npm run fuzz`: here the same inputs are tried every time. */
const SEED = 1;

/** Of the whole process, its program, its samples and the ceilings of an archive (128 MB unpacked) included. */
const MOST_MEGABYTES = 450;

describe('whatever a device, a disk or a person sends', () => {
  it.each(Object.entries(GROUPS))(
    'ends in time, in bounded memory, with a result or a KeepError, always the same one, and writes nowhere else: %s',
    { timeout: 300_000 },
    async (group, targets) => {
      const { reports, peakMegabytes } = await runGroup(group, { seed: SEED });
      for (const { target, inputs, accepted, refused, ways } of reports) {
        process.stdout.write(
          `fuzz ${target}: ${String(inputs)} inputs, ${String(accepted)} accepted, ${String(refused)} refused, ${String(ways)} kinds of outcomes\n`,
        );
      }
      expect(reports.flatMap(({ failures }) => failures)).toEqual([]);
      expect(reports.map(({ target }) => target)).toEqual(targets.map(({ name }) => name));
      for (const { target, accepted } of reports)
        expect(accepted, `${target} accepts what is right`).toBeGreaterThan(0);
      expect(peakMegabytes).toBeLessThan(MOST_MEGABYTES);
    },
  );

  it('would be seen to throw what is no KeepError, to answer otherwise the second time, to write elsewhere, to hang', async () => {
    const { reports } = await runGroup('broken', { seed: SEED, deadline: 2_000 });
    const problems = reports.map(({ target, failures }) => [target, failures[0]?.problem.split('\n')[0]]);
    expect(problems).toEqual([
      ['throws', 'failed: TypeError: no KeepError'],
      ['forgets', expect.stringMatching(/^first accepted: call \d+, then accepted: call \d+$/)],
      ['writes-elsewhere', expect.stringContaining('Access to this API has been restricted')],
      ['writes-beside', expect.stringMatching(/wrote elsewhere: .*planted/)],
      ['hangs', 'not done after 2000 ms'],
    ]);
    const input = reports.at(-1)?.failures[0]?.input ?? '';
    expect(Buffer.from(input, 'base64').toString()).toBe('an input');
  });
});
