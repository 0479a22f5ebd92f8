import fc from 'fast-check';
import { expect, it } from 'vitest';
import { openMeetingPlace } from './meet.ts';
import { strangers, SWITCHES } from './switches.ts';

/** As many as some seconds allow; `npm run first-contact 10000` is the long form. */
const DEVICES = 30;

it('random devices end in a verified backup or in an error that names what is the matter, in two sign-ins at most', async () => {
  expect(SWITCHES).toBeGreaterThanOrEqual(40);
  const place = await openMeetingPlace();
  let backups = 0;
  try {
    for (const stranger of fc.sample(strangers, { numRuns: DEVICES, seed: 20_261_201 })) {
      const { outcome, problem } = await place.meet(stranger);
      expect(problem, JSON.stringify(stranger)).toBeUndefined();
      if (outcome === 'backup') backups += 1;
    }
  } finally {
    await place.close();
  }
  expect(backups).toBeGreaterThan(DEVICES / 3);
});
